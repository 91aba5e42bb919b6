import { InputError } from "../inputError";
import { type Grid, sameGrid, type Triple, voxelCount } from "../volume/grid";
import type { Volume } from "../volume/volume";
import type { Work } from "../work";
import { gammaOffsets } from "./gammaOffsets";
import { subvoxelDose } from "./subvoxelDose";

export interface GammaCriteria {
  /** Dose difference that counts as 1, in percent of the largest reference dose, or of the dose at each voxel. */
  readonly differencePercent: number;
  readonly differenceOf: "maximum" | "voxel";
  /** Distance that counts as 1. */
  readonly distanceMm: number;
  /** Voxels below this share of the largest reference dose are left out, percent. */
  readonly thresholdPercent: number;
  /** Points of the evaluated dose per voxel edge: 1 compares voxel centres only, more interpolate between them. */
  readonly pointsPerVoxel: number;
  /** No value is looked for beyond this; it is what stands where nothing nearer is found. */
  readonly largestGamma: number;
}

export interface GammaResult {
  /** NaN where it was not computed. */
  readonly gamma: Float32Array;
  readonly comparedVoxels: number;
  /** Share of those with a gamma of at most 1, percent. */
  readonly passPercent: number;
}

/**
 * Gamma index of an evaluated against a reference dose on one grid: for each reference point the least, over points of the evaluated dose, of
 * √(distance²/Δd² + difference²/ΔD²). Low et al., Med Phys 25 (1998) 656; interpolated as by Wendling et al., Med Phys 34 (2007) 1647.
 * Points are visited from near to far, until distance alone exceeds what was found.
 */
export async function gammaIndex(
  reference: Volume<"doseGy">,
  evaluated: Volume<"doseGy">,
  criteria: GammaCriteria,
  work: Work,
): Promise<GammaResult> {
  checkInput(reference, evaluated, criteria);
  const { grid, values } = reference;
  const maximum = values.reduce((most, gy) => Math.max(most, gy), 0);
  const thresholdGy = (criteria.thresholdPercent / 100) * maximum;
  const offsets = gammaOffsets(grid, criteria);
  const doseAt = subvoxelDose(evaluated, criteria.pointsPerVoxel);
  const gamma = new Float32Array(voxelCount(grid)).fill(Number.NaN);
  const pause = pauses(work);
  const [nx, ny, nz] = grid.size;
  let compared = 0;
  let passed = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      await pause((k + j / ny) / nz);
      for (let i = 0; i < nx; i++) {
        const at = i + nx * (j + ny * k);
        const gy = values[at]!;
        if (gy < thresholdGy || gy <= 0) continue;
        const unitGy =
          (criteria.differencePercent / 100) * (criteria.differenceOf === "maximum" ? maximum : gy);
        gamma[at] = leastGamma([i, j, k], gy, unitGy);
        compared++;
        if (gamma[at]! <= 1) passed++;
      }
    }
  return { gamma, comparedVoxels: compared, passPercent: (100 * passed) / compared };

  function leastGamma([i, j, k]: Triple, gy: number, unitGy: number): number {
    const n = criteria.pointsPerVoxel;
    let least = criteria.largestGamma ** 2;
    for (let o = 0; o < offsets.count; o++) {
      const distance = offsets.distanceSquared[o]!;
      if (distance >= least) break;
      const dose = doseAt(
        i * n + offsets.steps[3 * o]!,
        j * n + offsets.steps[3 * o + 1]!,
        k * n + offsets.steps[3 * o + 2]!,
      );
      const found = distance + ((dose - gy) / unitGy) ** 2;
      if (found < least) least = found;
    }
    return Math.sqrt(least);
  }
}

/** Percent of voxels that pass, per structure or anywhere: those of `indices` that were compared. */
export function passPercentOf(gamma: Float32Array, indices: Iterable<number>): number | undefined {
  let compared = 0;
  let passed = 0;
  for (const index of indices) {
    const value = gamma[index]!;
    if (Number.isNaN(value)) continue;
    compared++;
    if (value <= 1) passed++;
  }
  return compared > 0 ? (100 * passed) / compared : undefined;
}

function checkInput(
  { grid }: { readonly grid: Grid },
  evaluated: { readonly grid: Grid },
  { differencePercent, distanceMm, pointsPerVoxel }: GammaCriteria,
): void {
  if (!sameGrid(grid, evaluated.grid))
    throw new InputError("gamma index: expected both doses on one grid");
  if (!(differencePercent > 0 && distanceMm > 0))
    throw new InputError(
      `gamma index: expected a difference and a distance above 0, received ${differencePercent} % and ${distanceMm} mm`,
    );
  if (!(Number.isInteger(pointsPerVoxel) && pointsPerVoxel >= 1))
    throw new InputError(
      `gamma index: expected whole points per voxel from 1 on, received ${pointsPerVoxel}`,
    );
}

/** Lets a cancellation in every 50 ms. */
function pauses(work: Work): (fraction: number) => Promise<void> {
  let last = performance.now();
  return async (fraction) => {
    if (performance.now() - last < 50) return;
    work.report("Gamma index", fraction);
    await new Promise((resolve) => setTimeout(resolve));
    work.signal.throwIfAborted();
    last = performance.now();
  };
}
