import { energyDensity } from "../../dosimetry/energyDensity";
import { radialEnergy } from "../../dosimetry/radialEnergy";
import { hatMean, multiplicity, type VoxelKernel, voxelKernel } from "../../dosimetry/voxelKernel";
import { nuclide } from "../../physics/nuclides";
import { type PointKernel, pointKernel } from "../../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../../physics/units";
import type { Triple } from "../../volume/grid";
import { cubes, DENSITY_G_PER_CM3, shape, valueAt } from "./publishedVoxelS";
import { atMost, type ValidationRow, validationRow } from "./row";

/** The voxel S values against themselves and the point kernel that they are made of. */
export function voxelConsistencyRows(): ValidationRow[] {
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
      nearAgainstFar(name, kernel),
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

/** Energy packets, the rule up to four voxels, and the product rule beyond, both of the voxels four away along some axis. */
function nearAgainstFar(name: string, kernel: PointKernel): ValidationRow {
  const [mm, last] = [4.42, 4];
  const spacingMm: Triple = [mm, mm, mm];
  const near = cubes(kernel, mm, last);
  const gyPerMeV = MEV_TO_J / (DENSITY_G_PER_CM3 * G_PER_CM3_TO_KG_PER_M3 * MM3_TO_M3);
  const densityAt = energyDensity(radialEnergy(kernel), DENSITY_G_PER_CM3);
  let [worst, at] = [0, ""];
  for (let k = 0; k <= last; k++)
    for (let j = 0; j <= k; j++) {
      const far = hatMean([j * mm, k * mm, last * mm], spacingMm, densityAt) * gyPerMeV;
      const percent = Math.abs(100 * (valueAt(near, [j, k, last]) / far - 1));
      if (percent > worst) [worst, at] = [percent, `${j},${k},${last}`];
    }
  return atMost(
    `${name}, 4.42 mm: energy packets against the product rule, voxels up to ${last} away where the rules meet, largest difference (${at})`,
    "geometry",
    "%",
    worst,
    0.5,
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
