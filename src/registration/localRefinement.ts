import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { centroidMm } from "../volume/centroid";
import { squaredDistanceMm2 } from "../volume/distance";
import type { Triple } from "../volume/grid";
import { volumeMl } from "../volume/mask";
import { apply, type LinearTransform, voxelMatrix } from "../volume/transform";
import type { Quantity, Volume } from "../volume/volume";
import type { Work } from "../work";
import { registerLinear } from "./registerLinear";
import { boxCorrelation, cropped, type StructureView } from "./structureMatch";

/** What follows one organ or lesion from the alignment of the whole on. */
export type Refinement =
  | { readonly kind: "refined"; readonly transform: LinearTransform }
  | {
      readonly kind: "kept";
      /** What the structure does or is, as the end of a sentence that begins with its name. */
      readonly reason: string;
      /** Whether that should be said: the images failed, not the motion. */
      readonly doubtful: boolean;
    };

/** Larger organs bend more than they move as one piece. */
const LARGEST_ML = 600;
/** Surroundings that help to find the structure; further away its neighbours would pull. */
const NEAR_MM = 8;
/** Breathing and filling move organs by less than this against the whole. */
const FURTHEST_MM = 30;
const MOST_DEGREES = 20;
/** Gains of correlation below this are noise. */
const LEAST_GAIN = 0.01;

export const canBeRefined = ({ structure, standsOut }: StructureView): boolean =>
  standsOut &&
  (structure.role === "organ" || structure.role === "tumour") &&
  volumeMl(structure.mask) <= LARGEST_ML;

/**
 * How a structure moved on its own, as a rigid body: the emission images are compared in the structure and `NEAR_MM` around it, beginning from `start`.
 * Where that fails or goes too far, `start` is kept and the reason given.
 */
export async function refineLocally(
  gpu: Gpu,
  view: StructureView,
  moving: Volume<Quantity>,
  start: LinearTransform,
  work: Work,
): Promise<Refinement> {
  const near = nearby(view);
  const around = reachable(view, moving, start);
  if (!around) return kept("lies at the edge of the scan and is not refined");
  try {
    const { transform } = await registerLinear(
      gpu,
      {
        fixed: { volume: view.fixed, outside: 0, mask: near },
        moving: { volume: around, outside: 0 },
        freedom: "rigid",
        metric: "ncc",
        start,
        finestMm: 2,
      },
      work,
    );
    const gain =
      (boxCorrelation(view, moving, transform) ?? -1) - (boxCorrelation(view, moving, start) ?? -1);
    if (gain < LEAST_GAIN)
      return { kind: "kept", reason: "shows no motion of its own", doubtful: false };
    const { shiftMm, degrees } = motionBetween(start, transform, centroidMm(view.structure.mask)!);
    if (shiftMm > FURTHEST_MM || degrees > MOST_DEGREES)
      return kept(
        `would move on its own by ${shiftMm.toFixed(0)} mm and ${degrees.toFixed(0)}°, which is not believed`,
      );
    return { kind: "refined", transform: { kind: "rigid", matrix: transform.matrix } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return kept("is not seen well enough to be refined");
  }
}

/** By how much `after` moves a point, and turns, beyond `before`. */
export function motionBetween(
  before: LinearTransform,
  after: LinearTransform,
  pointMm: Triple,
): { readonly shiftMm: number; readonly degrees: number } {
  const a = apply(before.matrix, pointMm);
  const b = apply(after.matrix, pointMm);
  // trace(Rbᵀ Ra) = 1 + 2 cos(angle)
  const trace = [0, 1, 2, 4, 5, 6, 8, 9, 10].reduce(
    (sum, e) => sum + before.matrix[e]! * after.matrix[e]!,
    0,
  );
  const cosine = Math.min(1, Math.max(-1, (trace - 1) / 2));
  return {
    shiftMm: Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]),
    degrees: (Math.acos(cosine) * 180) / Math.PI,
  };
}

const kept = (reason: string): Refinement => ({ kind: "kept", reason, doubtful: true });

function nearby({ fixed, inside }: StructureView): Float32Array {
  const { size, spacingMm } = fixed.grid;
  const filled = inside.some((f) => f > 0.5) ? inside : inside.map((f) => (f > 0 ? 1 : 0));
  const distance = squaredDistanceMm2(filled, size, spacingMm);
  return Float32Array.from(distance, (d) => (d <= NEAR_MM * NEAR_MM ? 1 : 0));
}

/** The part of the moving image that the structure can have moved to; undefined where there is none. */
function reachable(
  { fixed }: StructureView,
  moving: Volume<Quantity>,
  start: LinearTransform,
): Volume<Quantity> | undefined {
  const map = voxelMatrix(fixed.grid, start, moving.grid);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    apply(map, [
      corner & 1 ? fixed.grid.size[0] - 1 : 0,
      corner & 2 ? fixed.grid.size[1] - 1 : 0,
      corner & 4 ? fixed.grid.size[2] - 1 : 0,
    ]),
  );
  const range = ([0, 1, 2] as const).map((c) => {
    const along = corners.map((corner) => corner[c]);
    const more = FURTHEST_MM / moving.grid.spacingMm[c];
    const from = Math.max(0, Math.floor(Math.min(...along) - more));
    const end = Math.min(moving.grid.size[c], Math.ceil(Math.max(...along) + more) + 1);
    return [from, end - from] as const;
  });
  if (range.some(([, count]) => count < 2)) return undefined;
  return cropped(moving, {
    origin: range.map(([from]) => from) as unknown as Triple,
    size: range.map(([, count]) => count) as unknown as Triple,
  });
}
