import { type VoxelKernel, voxelKernel } from "../../dosimetry/voxelKernel";
import type { PointKernel } from "../../physics/pointKernel";
import { GRAY_TO_MGY, MBQ_TO_BQ } from "../../physics/units";
import type { Triple } from "../../volume/grid";
import type { Reference } from "./context";
import { atMost, type ValidationRow, validationRow } from "./row";

export const LANCONELLI = "Lanconelli et al., Phys Med Biol 57 (2012) 517";
export const DENSITY_G_PER_CM3 = 1.04;

/** Of an independent code of the same method in cubes of 4.42 mm, all emissions, at `GOLDEN_OFFSETS`, mGy/(MBq s). */
export const GOLDEN = {
  "Y-90": [0.6896, 0.09706, 0.02451, 1.381e-7],
  "Lu-177": [0.2451, 0.003399, 1.18e-4, 1.128e-6],
  "I-131": [0.3072, 0.007378, 6.709e-4, 1.116e-5],
} as const;
export const GOLDEN_OFFSETS = ["0,0,0", "0,0,1", "0,1,1", "5,5,5"] as const;

/** S values of the table of Lanconelli et al. for soft tissue by "i,j,k", mGy/(MBq s). */
export function readTable(reference: Reference, name: string, mm: number): Map<string, number> {
  const [symbol, mass] = name.split("-");
  const bytes = reference.read("kernel-voxel-s", `${mass}${symbol}${mm}mmsoft.txt`);
  const rows = new TextDecoder("latin1").decode(bytes).trim().split(/\r?\n/).slice(2);
  return new Map(
    rows.map((row) => {
      const [i, j, k, s] = row.trim().split(/\s+/).map(Number);
      return [`${i},${j},${k}`, s!];
    }),
  );
}

/** Beyond all betas, where photons alone reach. */
const FAR_MM = 17.6;

/** Ours less the table's, in percent of it, for every voxel from `FAR_MM` on. */
function farDifferences(published: ReadonlyMap<string, number>, kernel: VoxelKernel) {
  const mm = kernel.spacingMm[0];
  return [...published]
    .filter(([offset]) => Math.hypot(...triple(offset)) * mm >= FAR_MM)
    .map(([offset, s]) => ({ offset, percent: 100 * (sAt(kernel, offset) / s - 1) }));
}

export function farRow(
  what: string,
  published: ReadonlyMap<string, number>,
  kernel: VoxelKernel,
  [limitPercent, why]: readonly [percent: number, why?: string],
): ValidationRow {
  const far = farDifferences(published, kernel);
  const worst = far.reduce((a, b) => (Math.abs(b.percent) > Math.abs(a.percent) ? b : a));
  const label = `${what}: ${far.length} voxels from ${FAR_MM} mm on, largest difference (${worst.offset})`;
  return atMost(because(label, why), LANCONELLI, "%", Math.abs(worst.percent), limitPercent);
}

export const because = (what: string, why: string | undefined) => (why ? `${what}; ${why}` : what);

export const shape = (spacingMm: Triple, half: number) => ({
  spacingMm,
  densityGPerCm3: DENSITY_G_PER_CM3,
  half: [half, half, half] as const,
});

export const cubes = (kernel: PointKernel, mm: number, half: number) =>
  voxelKernel(kernel, shape([mm, mm, mm], half));

export const valueAt = ({ size, valuesGyPerDecay }: VoxelKernel, [i, j, k]: Triple) =>
  valuesGyPerDecay[Math.abs(i) + size[0] * (Math.abs(j) + size[1] * Math.abs(k))]!;

const triple = (offset: string) => offset.split(",").map(Number) as unknown as Triple;

/** By "i,j,k", mGy/(MBq s). */
export const sAt = (kernel: VoxelKernel, offset: string) =>
  valueAt(kernel, triple(offset)) * GRAY_TO_MGY * MBQ_TO_BQ;

export const sRow = (
  what: string,
  source: string,
  expected: number,
  ours: number,
  limitPercent: number,
) => validationRow({ what, source, unit: "mGy/(MBq s)", expected, ours, limitPercent });
