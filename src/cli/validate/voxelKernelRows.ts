import { radialEnergy } from "../../dosimetry/radialEnergy";
import { multiplicity, type VoxelKernel, voxelKernel } from "../../dosimetry/voxelKernel";
import { nuclide } from "../../physics/nuclides";
import { type KernelPart, type PointKernel, pointKernel } from "../../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../../physics/units";
import type { Triple } from "../../volume/grid";
import type { Reference, ValidationSection } from "./context";
import { pamphlet17Rows } from "./pamphlet17Rows";
import {
  because,
  cubes,
  DENSITY_G_PER_CM3,
  farRow,
  GOLDEN,
  GOLDEN_OFFSETS,
  LANCONELLI,
  readTable,
  sAt,
  shape,
  sRow,
  valueAt,
} from "./publishedVoxelS";
import { atMost, type ValidationRow, validationRow } from "./row";
import { sameFactsRows } from "./sameFactsRows";
import { softTissueRows } from "./softTissueRows";

/** S values of voxels against published tables and against themselves. */
export const voxelKernelSection: ValidationSection = {
  title: "Voxel S values",
  about:
    "Soft tissue of 1.04 g/cm³ with the cross-sections of water, and then of ICRU soft tissue, the medium of the tables of Lanconelli et al.. These tables leave out nearly all conversion and Auger electrons: Lu-177 and I-131 are compared with betas and photons alone, and what the whole emission adds to the self voxel has rows of its own.",
  needs: ["kernel-voxel-s"],
  rows: async ({ reference }) => [
    ...lanconelli(reference),
    ...differences(reference),
    ...softTissueRows(reference),
    ...pamphlet17Rows(),
    ...goldenValues(),
    ...sameFactsRows(reference),
    ...consistency(),
  ],
};

const WHOLE: readonly KernelPart[] = ["beta", "electron", "photon", "bremsstrahlung", "alpha"];
const WITHOUT_ELECTRONS: readonly KernelPart[] = ["beta", "photon", "bremsstrahlung"];

interface Comparison {
  readonly name: string;
  readonly parts: readonly KernelPart[];
  /** Offset, limit in percent and, where it is wide, why. */
  readonly limits: readonly (readonly [offset: string, percent: number, why?: string])[];
  /** Of all voxels from 17.6 mm on, where photons alone reach. */
  readonly far: readonly [percent: number, why?: string];
}

const END_OF_BETAS = "the end of the beta range, where 1 % of range makes";

const COMPARISONS: readonly Comparison[] = [
  {
    name: "Y-90",
    parts: WHOLE,
    limits: [
      ["0,0,0", 0.5],
      ["0,0,1", 1],
      ["0,1,1", 3],
      ["1,1,1", 3.5],
      ["0,0,2", 10, `${END_OF_BETAS} 5 to 10 %`],
      ["0,0,3", 16, `${END_OF_BETAS} 15 %`],
    ],
    far: [4, "bremsstrahlung in water; in the tables' ICRU soft tissue below"],
  },
  {
    name: "Lu-177",
    parts: WITHOUT_ELECTRONS,
    limits: [
      ["0,0,0", 3.5],
      ["0,0,1", 5.5],
      ["0,1,1", 5.5],
      ["1,1,1", 5.5],
    ],
    far: [5, "photons of DDEP carry 4.4 % less than those of ICRP 107"],
  },
  {
    name: "I-131",
    parts: WITHOUT_ELECTRONS,
    limits: [
      ["0,0,0", 3.5],
      ["0,0,1", 5.5],
      ["0,1,1", 5.5],
      ["1,1,1", 5.5],
    ],
    far: [2],
  },
];

function lanconelli(reference: Reference): ValidationRow[] {
  return COMPARISONS.flatMap(({ name, parts, limits, far }) =>
    [3, 4.42].flatMap((mm) => {
      const published = readTable(reference, name, mm);
      const kernel = cubes(pointKernel(nuclide(name), parts), mm, 5);
      const what = `${name}, ${mm} mm${parts === WHOLE ? "" : ", betas and photons"}`;
      const near = limits.map(([offset, percent, why]) =>
        sRow(
          because(`${what}: S(${offset})`, why),
          LANCONELLI,
          published.get(offset)!,
          sAt(kernel, offset),
          percent,
        ),
      );
      return [...near, farRow(what, published, kernel, far)];
    }),
  );
}

/** What the electrons that the tables leave out add. */
function differences(reference: Reference): ValidationRow[] {
  const excess = (name: string, percent: number) => {
    const table = readTable(reference, name, 4.42).get("0,0,0")!;
    return validationRow({
      what: `${name}, 4.42 mm: what conversion and Auger electrons, left out there, make S(0,0,0) higher, to 1 % of S`,
      source: LANCONELLI,
      unit: "%",
      expected: percent,
      ours: 100 * (sAt(cubes(pointKernel(nuclide(name)), 4.42, 0), "0,0,0") / table - 1),
      limitPercent: 100 / percent,
    });
  };
  return [excess("Lu-177", 8.5), excess("I-131", 2.4)];
}

/** Of the value at 5,5,5. */
const GOLDEN_LIMITS: readonly (readonly [
  name: "Y-90" | "Lu-177" | "I-131",
  farPercent: number,
  why?: string,
])[] = [
  [
    "Y-90",
    3.5,
    "there by steady slowing down; the electrons that it sets in motion, followed here, radiate as well",
  ],
  ["Lu-177", 5, "there with the photons of ICRP 107, 4.4 % more energy; with them below"],
  ["I-131", 3],
];

function goldenValues(): ValidationRow[] {
  const source = "independent code, same method";
  const cubic = GOLDEN_LIMITS.flatMap(([name, farPercent, why]) => {
    const kernel = cubes(pointKernel(nuclide(name)), 4.42, 5);
    const limits = [1, 3, 3, farPercent];
    return GOLDEN[name].map((s, i) => {
      const what = `${name}, 4.42 mm, all emissions: S(${GOLDEN_OFFSETS[i]})`;
      const label = because(what, i === 3 ? why : undefined);
      return sRow(label, source, s, sAt(kernel, GOLDEN_OFFSETS[i]!), limits[i]!);
    });
  });
  const flat = voxelKernel(pointKernel(nuclide("Y-90")), shape([4, 4, 3], 0));
  return [
    ...cubic,
    sRow("Y-90, 4 × 4 × 3 mm, all emissions: S(0,0,0)", source, 1.05, sAt(flat, "0,0,0"), 1),
    sRow("Y-90, 4 × 4 × 3 mm: S(0,0,0)", "DPM Monte Carlo", 1.013, sAt(flat, "0,0,0"), 5),
    sRow(
      "Y-90, 3 mm: S(0,0,0)",
      "DPM Monte Carlo",
      1.581,
      sAt(cubes(pointKernel(nuclide("Y-90")), 3, 0), "0,0,0"),
      1.5,
    ),
  ];
}

function consistency(): ValidationRow[] {
  return ["Y-90", "Lu-177", "I-131"].flatMap((name) => {
    const kernel = pointKernel(nuclide(name));
    const half = 12;
    const coarse = cubes(kernel, 4.42, half);
    const expected = energyInCube(kernel, 4.42, half);
    return [
      validationRow({
        what: `${name}, 4.42 mm: Σ S·m over ${2 * half + 1}³ voxels`,
        source: "point kernel in that cube",
        unit: "MeV/decay",
        expected,
        ours: energyMeV(coarse),
        limitPercent: 0.1,
      }),
      rebinned(name, kernel, coarse),
      permuted(name, kernel),
    ];
  });
}

/** Eight voxels of half the size for one: offsets 2i − 1, 2i, 2i + 1 occur once, twice, once in four pairs an axis. */
function rebinned(name: string, kernel: PointKernel, coarse: VoxelKernel): ValidationRow {
  const fine = cubes(kernel, 2.21, 11);
  const pairs = [
    [-1, 1 / 4],
    [0, 1 / 2],
    [1, 1 / 4],
  ] as const;
  const binned = ([i, j, k]: Triple) => {
    let sum = 0;
    for (const [c, wc] of pairs)
      for (const [b, wb] of pairs)
        for (const [a, wa] of pairs)
          sum += wa * wb * wc * valueAt(fine, [2 * i + a, 2 * j + b, 2 * k + c]);
    return sum;
  };
  const offsets: Triple[] = [
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 1],
    [1, 1, 1],
    [0, 0, 2],
    [1, 2, 3],
    [5, 5, 5],
  ];
  const apart = offsets.map((at) => Math.abs(100 * (binned(at) / valueAt(coarse, at) - 1)));
  return atMost(
    `${name}: voxels of 2.21 mm binned 2³ against 4.42 mm, ${offsets.length} offsets from the self voxel to 5,5,5, largest difference`,
    "geometry",
    "%",
    Math.max(...apart),
    0.3,
  );
}

function permuted(name: string, kernel: PointKernel): ValidationRow {
  const [a, b] = [
    voxelKernel(kernel, shape([2, 3, 4], 6)),
    voxelKernel(kernel, shape([4, 2, 3], 6)),
  ];
  let largest = 0;
  for (let k = 0; k <= 6; k++)
    for (let j = 0; j <= 6; j++)
      for (let i = 0; i <= 6; i++)
        largest = Math.max(
          largest,
          Math.abs(100 * (valueAt(b, [k, i, j]) / valueAt(a, [i, j, k]) - 1)),
        );
  return atMost(
    `${name}: voxels of 2 × 3 × 4 and of 4 × 2 × 3 mm, axes permuted, largest difference`,
    "geometry",
    "%",
    largest,
    0.3,
  );
}

/** Energy under the sum of all hats of a cube of voxels: 1 inside, falling to 0 from half a spacing within its faces to as much beyond. */
function energyInCube(kernel: PointKernel, mm: number, half: number): number {
  const { within } = radialEnergy(kernel);
  const rays = 5000;
  const nodes = 8;
  let sum = 0;
  for (let n = 0; n < rays; n++) {
    const w = (2 * n + 1) / rays - 1;
    const angle = n * Math.PI * (3 - Math.sqrt(5));
    const s = Math.sqrt(1 - w * w);
    const components = [w, s * Math.cos(angle), s * Math.sin(angle)].map(Math.abs);
    // A face at half + u spacings, u even over 0..1 on each axis, is the hat's slope.
    for (let node = 0; node < nodes; node++) {
      const face = (half + (node + 0.5) / nodes) * mm * DENSITY_G_PER_CM3;
      sum += within(face / Math.max(...components)) / nodes;
    }
  }
  return sum / rays;
}

function energyMeV({ size, spacingMm, valuesGyPerDecay }: VoxelKernel): number {
  let sum = 0;
  for (let k = 0, at = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) sum += multiplicity(i, j, k) * valuesGyPerDecay[at++]!;
  const [dx, dy, dz] = spacingMm;
  const massKg = DENSITY_G_PER_CM3 * G_PER_CM3_TO_KG_PER_M3 * dx * dy * dz * MM3_TO_M3;
  return (sum * massKg) / MEV_TO_J;
}
