import type { PointKernel } from "../../src/physics/pointKernel";
import { type Grid, PATIENT_AXES, type Triple, voxelCount } from "../../src/volume/grid";
import { maskInBox } from "../../src/volume/maskInBox";
import { seededRandom } from "../../src/volume/random";
import type { EmissionScan, Role, Study } from "../../src/volume/study";
import { volume } from "../../src/volume/volume";

/** An organ that is a cube of whole voxels, its uptake there at once and leaving with one half-life. */
export interface BoxOrgan {
  readonly name: string;
  readonly role: Role;
  readonly uptakePercent: number;
  readonly effectiveHalfLifeH: number;
}

const VOXEL_MM = 5;
const SIZE = 20;
/** Voxels along an organ's edge, and from organ to organ. */
const EDGE = 4;
const PITCH = 7;
const PER_ROW = 3;

export const BOX_GRID: Grid = {
  size: [SIZE, SIZE, SIZE],
  spacingMm: [VOXEL_MM, VOXEL_MM, VOXEL_MM],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};

export const ORGAN_ML = (EDGE * VOXEL_MM) ** 3 / 1000;

/** Lower corner of an organ in voxels. */
const cornerOf = (organ: number): Triple => [
  1 + PITCH * (organ % PER_ROW),
  1 + PITCH * (Math.floor(organ / PER_ROW) % PER_ROW),
  1 + PITCH * Math.floor(organ / PER_ROW ** 2),
];

/** A body of one density, full of `background` but where organs lie, scanned without noise or blur at the hours given. */
export function boxStudy(
  { nuclide, carrier }: { readonly nuclide: string; readonly carrier: string },
  organs: readonly BoxOrgan[],
  background: Pick<BoxOrgan, "uptakePercent" | "effectiveHalfLifeH">,
  hours: readonly number[],
): Study {
  const owner = ownerOfVoxels(organs.length);
  const restMl = (voxelCount(BOX_GRID) * VOXEL_MM ** 3) / 1000 - organs.length * ORGAN_ML;
  const scanAt = (hoursAfterAdministration: number): EmissionScan => {
    const bqPerMl = [
      ...organs.map((organ) => activityMBq(organ, hoursAfterAdministration) / ORGAN_ML),
      activityMBq(background, hoursAfterAdministration) / restMl,
    ].map((mbqPerMl) => mbqPerMl * 1e6);
    const values = Float32Array.from(owner, (own) => bqPerMl[own]!);
    return {
      id: `h${hoursAfterAdministration}`,
      label: `${hoursAfterAdministration} h`,
      modality: "SPECT",
      nuclide,
      activity: volume("activityBqPerMl", BOX_GRID, values),
      hoursAfterAdministration,
      frameOfReferenceUid: undefined,
      anatomy: undefined,
    };
  };
  return {
    patient: "A box of boxes",
    administration: { nuclide, carrier, activityMBq: ADMINISTERED_MBQ, at: undefined },
    timePoints: hours.map(scanAt),
    reference: 0,
    structures: organs.map(({ name, role }, organ) => ({
      id: name.toLowerCase().replaceAll(/\W/g, "_"),
      name,
      role,
      mask: maskInBox(
        BOX_GRID,
        { origin: cornerOf(organ), size: [EDGE, EDGE, EDGE] },
        new Float32Array(EDGE ** 3).fill(1),
      ),
      source: "drawn",
    })),
    warnings: [],
  };
}

const ADMINISTERED_MBQ = 1000;

const activityMBq = (
  { uptakePercent, effectiveHalfLifeH }: Pick<BoxOrgan, "uptakePercent" | "effectiveHalfLifeH">,
  hours: number,
) => (ADMINISTERED_MBQ * uptakePercent * 2 ** (-hours / effectiveHalfLifeH)) / 100;

/**
 * Energy that each organ absorbs per decay in each source, MeV, as [source][organ]; the last source is the rest of the body. By rays in f64: along a ray
 * from the point of a decay a region takes what the point kernel deposits between where the ray goes in and out. Exact for rays without end;
 * no voxel, no Fourier transform.
 */
export function absorbedByRays(
  kernel: PointKernel,
  organs: number,
  densityGPerCm3: number,
  rays: number,
): number[][] {
  const { uniform: random } = seededRandom(7);
  const boxes = Array.from({ length: organs }, (_, organ) => cornerOf(organ));
  const owner = ownerOfVoxels(organs);
  const within = withinMeV(kernel, densityGPerCm3);
  return Array.from({ length: organs + 1 }, (_, source) => {
    const absorbed = new Array<number>(organs).fill(0);
    for (let ray = 0; ray < rays; ray++) {
      const from = source < organs ? inBox(boxes[source]!, random) : inRest(owner, organs, random);
      const towards = direction(random);
      for (const [organ, corner] of boxes.entries()) {
        const [enters, leaves] = crossing(from, towards, corner);
        if (leaves > enters)
          absorbed[organ]! += (within(leaves) - (enters > 0 ? within(enters) : 0)) / rays;
      }
    }
    return absorbed;
  });
}

/** Index of the organ of each voxel; the number of organs where there is none. */
function ownerOfVoxels(organs: number): Uint8Array {
  const owner = new Uint8Array(SIZE ** 3).fill(organs);
  for (let organ = 0; organ < organs; organ++) {
    const [x, y, z] = cornerOf(organ);
    for (let n = 0; n < EDGE ** 3; n++) {
      const [i, j, k] = [n % EDGE, Math.floor(n / EDGE) % EDGE, Math.floor(n / EDGE ** 2)];
      owner[x + i + SIZE * (y + j + SIZE * (z + k))] = organ;
    }
  }
  return owner;
}

/** Energy within a distance in mm, between the radii of the kernel by the logarithm of the radius. */
function withinMeV({ radiusMm, cumulativeMeV, localMeV }: PointKernel, densityGPerCm3: number) {
  const first = Math.log(radiusMm[0]!);
  const step = Math.log(radiusMm[1]!) - first;
  return (mm: number) => {
    const at = (Math.log(mm * densityGPerCm3) - first) / step;
    if (at <= 0) return localMeV;
    const below = Math.min(Math.floor(at), radiusMm.length - 2);
    const part = at - below;
    return cumulativeMeV[below]! * (1 - part) + cumulativeMeV[below + 1]! * part;
  };
}

const inBox = (corner: Triple, random: () => number): Triple => [
  (corner[0] + EDGE * random()) * VOXEL_MM,
  (corner[1] + EDGE * random()) * VOXEL_MM,
  (corner[2] + EDGE * random()) * VOXEL_MM,
];

function inRest(owner: Uint8Array, organs: number, random: () => number): Triple {
  for (;;) {
    const at: Triple = [SIZE * random(), SIZE * random(), SIZE * random()];
    const [i, j, k] = at.map(Math.floor) as [number, number, number];
    if (owner[i + SIZE * (j + SIZE * k)] === organs)
      return [at[0] * VOXEL_MM, at[1] * VOXEL_MM, at[2] * VOXEL_MM];
  }
}

function direction(random: () => number): Triple {
  const cosine = 2 * random() - 1;
  const sine = Math.sqrt(1 - cosine ** 2);
  const angle = 2 * Math.PI * random();
  return [sine * Math.cos(angle), sine * Math.sin(angle), cosine];
}

/** Distances at which a ray goes into a cube and out of it; out before in where it misses. */
function crossing(from: Triple, towards: Triple, corner: Triple): [number, number] {
  let enters = 0;
  let leaves = Number.POSITIVE_INFINITY;
  for (const axis of [0, 1, 2] as const) {
    const low = (corner[axis] * VOXEL_MM - from[axis]) / towards[axis];
    const high = ((corner[axis] + EDGE) * VOXEL_MM - from[axis]) / towards[axis];
    enters = Math.max(enters, Math.min(low, high));
    leaves = Math.min(leaves, Math.max(low, high));
  }
  return [enters, leaves];
}
