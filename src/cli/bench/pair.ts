import { linearMap } from "../../registration/linearParameters";
import { type Grid, PATIENT_AXES, type Triple, toPatientMm, voxelCount } from "../../volume/grid";
import { seededRandom } from "../../volume/random";
import { transformPoint } from "../../volume/transform";
import { type Quantity, type Volume, volume } from "../../volume/volume";

/** Two views of one synthetic body, and where every point of the fixed one is found in the moving one. */
export interface BenchPair {
  readonly fixed: Volume<Quantity>;
  readonly moving: Volume<Quantity>;
  readonly truth: PointMap;
  /** Voxel centres all over the body, as indices and in patient mm. */
  readonly points: readonly { readonly voxel: number; readonly mm: Triple }[];
}

export type PointMap = (pointMm: Triple) => Triple;

const N = 128;
export const PAIR_GRID: Grid = {
  size: [N, N, N],
  spacingMm: [2.5, 2.5, 2.5],
  originMm: [-158.75, -158.75, -158.75],
  axes: PATIENT_AXES,
};
const BODY_MM: Triple = [125, 95, 140];
const BLOBS = 120;
/** Values up to about this, as in images that the other programs' tolerances were made for. */
const SCALE = 1000;
const NOISE = 0.01;
const EVERY = 8;

/** A turn of 8° about a slanted axis and a shift of 20.8 mm. */
export function rigidTruth(): PointMap {
  const turn = (8 * Math.PI) / 180 / Math.sqrt(3);
  const pivot = { centreMm: [0, 0, 0], radiusMm: 1 } as const;
  const matrix = linearMap("rigid", pivot, [12, -8, 15, turn, -turn, turn]);
  return (point) => transformPoint({ kind: "rigid", matrix }, point);
}

/** Waves of 200 to 260 mm that move points by up to 9 mm. */
export const smoothTruth =
  (): PointMap =>
  ([x, y, z]) => [
    x + 5 * Math.sin((2 * Math.PI * y) / 200) * Math.cos((2 * Math.PI * z) / 260),
    y + 5 * Math.sin((2 * Math.PI * z) / 220 + 1),
    z + 5 * Math.sin((2 * Math.PI * x) / 240 + 2) * Math.cos((2 * Math.PI * y) / 260),
  ];

/** The body as it is (moving) and seen through `truth` (fixed), both computed from its formula: no resampling between them. */
export function benchPair(truth: PointMap): BenchPair {
  const body = bodyImage();
  const points = [];
  for (let at = 0; at < voxelCount(PAIR_GRID); at++) {
    const [i, j, k] = voxelAt(at);
    const mm = toPatientMm(PAIR_GRID, [i, j, k]);
    if (i % EVERY === 0 && j % EVERY === 0 && k % EVERY === 0 && depth(truth(mm)) < 0.9)
      points.push({ voxel: at, mm });
  }
  return { fixed: sampled((p) => body(truth(p)), 1), moving: sampled(body, 2), truth, points };
}

function sampled(image: (pointMm: Triple) => number, seed: number): Volume<Quantity> {
  const random = seededRandom(seed);
  const values = Float32Array.from(
    { length: voxelCount(PAIR_GRID) },
    (_, at) => SCALE * (image(toPatientMm(PAIR_GRID, voxelAt(at))) + NOISE * random.normal()),
  );
  return volume<Quantity>("image", PAIR_GRID, values);
}

const voxelAt = (at: number): Triple => [at % N, Math.floor(at / N) % N, Math.floor(at / N ** 2)];

/** 0 in the middle of the body, 1 on its surface. */
const depth = (point: Triple) => Math.hypot(...point.map((x, c) => x / BODY_MM[c]!));

/** An ellipsoid with a soft surface, full of soft blobs of either sign. */
function bodyImage(): (pointMm: Triple) => number {
  const random = seededRandom(3);
  const blobs = Array.from({ length: BLOBS }, () => {
    const widthMm = 6 + 14 * random.uniform();
    const sign = random.uniform() < 0.5 ? -0.5 : 0.5;
    const [x, y, z] = BODY_MM.map((a) => 1.7 * a * (random.uniform() - 0.5)) as [
      number,
      number,
      number,
    ];
    return { x, y, z, reachMm2: 16 * widthMm ** 2, sharpness: 1 / (2 * widthMm ** 2), sign };
  });
  return (point) => {
    const [x, y, z] = point;
    const surface = depth(point);
    if (surface > 1.2) return 0;
    let value = 1 / (1 + Math.exp((surface - 1) / 0.02));
    for (const { x: bx, y: by, z: bz, reachMm2, sharpness, sign } of blobs) {
      const r2 = (x - bx) ** 2 + (y - by) ** 2 + (z - bz) ** 2;
      if (r2 < reachMm2) value += sign * Math.exp(-r2 * sharpness);
    }
    return value;
  };
}
