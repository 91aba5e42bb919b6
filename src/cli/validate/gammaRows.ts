import { type GammaCriteria, gammaIndex } from "../../dosimetry/gamma";
import { type Grid, PATIENT_AXES, type Triple, voxelCount } from "../../volume/grid";
import { seededRandom } from "../../volume/random";
import { type Volume, volume } from "../../volume/volume";
import type { Work } from "../../work";
import { atMost, type ValidationRow } from "./row";

const GRID: Grid = {
  size: [8, 7, 6],
  spacingMm: [2, 2.5, 3],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const CRITERIA: GammaCriteria = {
  differencePercent: 3,
  differenceOf: "maximum",
  distanceMm: 3,
  thresholdPercent: 10,
  pointsPerVoxel: 1,
  largestGamma: 2,
};

/** Gamma of two doses at random, against every point compared with every other. */
export async function gammaRows(work: Work): Promise<ValidationRow[]> {
  const reference = randomDose(3);
  const evaluated = randomDose(4);
  const row = async (what: string, asked: Partial<GammaCriteria>) => {
    const criteria = { ...CRITERIA, ...asked };
    const { gamma } = await gammaIndex(reference, evaluated, criteria, work);
    const difference = largestDifference(gamma, everyPair(reference, evaluated, criteria));
    return atMost(
      `Gamma index: ${what}, largest difference of a voxel`,
      SOURCE,
      "1",
      difference,
      1e-6,
    );
  };
  return [
    await row("3 % of the maximum, 3 mm, at voxel centres", {}),
    await row("3 % of the maximum, 3 mm, interpolated, 4 points a voxel edge", {
      pointsPerVoxel: 4,
    }),
    await row("10 % of each voxel, 3 mm, interpolated, 3 points a voxel edge", {
      pointsPerVoxel: 3,
      differencePercent: 10,
      differenceOf: "voxel",
    }),
  ];
}

const SOURCE = "Low et al., Med Phys 25 (1998) 656: every point with every other, f64";

/** A smooth dose with noise, Gy. */
function randomDose(seed: number): Volume<"doseGy"> {
  const random = seededRandom(seed);
  const dose = volume("doseGy", GRID);
  const [nx, ny] = GRID.size;
  const [dx, dy, dz] = GRID.spacingMm;
  for (let at = 0; at < dose.values.length; at++) {
    const x = (at % nx) * dx - 7;
    const y = (Math.floor(at / nx) % ny) * dy - 7;
    const z = Math.floor(at / (nx * ny)) * dz - 7;
    const noise = 1 + 0.1 * (random.uniform() - 0.5);
    dose.values[at] = 40 * Math.exp(-(x * x + y * y + z * z) / 90) * noise;
  }
  return dose;
}

/** The definition: the least over all points of the subdivided grid; NaN below the threshold. */
function everyPair(
  reference: Volume<"doseGy">,
  evaluated: Volume<"doseGy">,
  criteria: GammaCriteria,
): Float64Array {
  const n = criteria.pointsPerVoxel;
  const [mx, my, mz] = GRID.size.map((count) => (count - 1) * n) as unknown as Triple;
  const points: { readonly mm: Triple; readonly gy: number }[] = [];
  for (let k = 0; k <= mz; k++)
    for (let j = 0; j <= my; j++)
      for (let i = 0; i <= mx; i++) {
        const voxels: Triple = [i / n, j / n, k / n];
        points.push({ mm: inMm(voxels), gy: trilinear(evaluated.values, voxels) });
      }
  const maximum = Math.max(...reference.values);
  const [nx, ny] = GRID.size;
  return Float64Array.from({ length: voxelCount(GRID) }, (_, at) => {
    const gy = reference.values[at]!;
    if (gy < (criteria.thresholdPercent / 100) * maximum) return Number.NaN;
    const unitGy =
      (criteria.differencePercent / 100) * (criteria.differenceOf === "maximum" ? maximum : gy);
    const [x, y, z] = inMm([at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]);
    let least = criteria.largestGamma;
    for (const { mm, gy: dose } of points) {
      const distance = Math.hypot(mm[0] - x, mm[1] - y, mm[2] - z) / criteria.distanceMm;
      least = Math.min(least, Math.hypot(distance, (dose - gy) / unitGy));
    }
    return least;
  });
}

const inMm = ([i, j, k]: Triple): Triple => [
  i * GRID.spacingMm[0],
  j * GRID.spacingMm[1],
  k * GRID.spacingMm[2],
];

/** Σ over all voxels of value · Π max(0, 1 − |distance in voxels|). */
function trilinear(values: ArrayLike<number>, [x, y, z]: Triple): number {
  const [nx, ny, nz] = GRID.size;
  const tent = (distance: number) => Math.max(0, 1 - Math.abs(distance));
  let sum = 0;
  for (let k = Math.floor(z); k <= Math.min(nz - 1, Math.floor(z) + 1); k++)
    for (let j = Math.floor(y); j <= Math.min(ny - 1, Math.floor(y) + 1); j++)
      for (let i = Math.floor(x); i <= Math.min(nx - 1, Math.floor(x) + 1); i++)
        sum += values[i + nx * (j + ny * k)]! * tent(x - i) * tent(y - j) * tent(z - k);
  return sum;
}

/** Infinite where only one of them has a value. */
function largestDifference(ours: Float32Array, expected: Float64Array): number {
  return ours.reduce((most, value, at) => {
    const other = expected[at]!;
    if (Number.isNaN(value) && Number.isNaN(other)) return most;
    const difference = Math.abs(value - other);
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference);
  }, 0);
}
