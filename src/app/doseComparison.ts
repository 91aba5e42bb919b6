import { type GammaCriteria, gammaIndex, passPercentOf } from "../dosimetry/gamma";
import { InputError } from "../inputError";
import type { Grid } from "../volume/grid";
import { forEachVoxel } from "../volume/mask";
import { AVERAGE, resample } from "../volume/resample";
import { regionStatistics } from "../volume/statistics";
import type { Structure } from "../volume/study";
import { IDENTITY } from "../volume/transform";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";
import { type DoseUnit, readDose } from "./readDose";

/** Two doses of one grid, and how they are compared. */
export interface ComparisonQuestion {
  readonly reference: Volume<"doseGy">;
  readonly evaluated: Volume<"doseGy">;
  readonly structures: readonly Structure[];
  readonly criteria: GammaCriteria;
}

/** One structure in both doses. */
export interface ComparedStructure {
  readonly structureId: string;
  readonly name: string;
  readonly referenceGy: number;
  readonly evaluatedGy: number;
  /** Of its voxels above the threshold, percent; undefined where none is. */
  readonly passPercent: number | undefined;
}

export interface DoseComparison {
  /** On the grid of the doses; NaN below the threshold. */
  readonly gamma: Float32Array;
  readonly comparedVoxels: number;
  readonly passPercent: number;
  readonly structures: readonly ComparedStructure[];
}

/** Mean doses and gamma index, everywhere and in each structure. */
export async function compareDoses(
  { reference, evaluated, structures, criteria }: ComparisonQuestion,
  work: Work,
): Promise<DoseComparison> {
  const result = await gammaIndex(reference, evaluated, criteria, work);
  return {
    ...result,
    structures: structures.map(({ id, name, mask }) => ({
      structureId: id,
      name,
      referenceGy: regionStatistics(mask, reference.values).mean,
      evaluatedGy: regionStatistics(mask, evaluated.values).mean,
      passPercent: passPercentOf(result.gamma, voxelsOf(mask)),
    })),
  };
}

/** Interpolation is fine enough where points lie a third of the distance apart: Wendling et al., Med Phys 34 (2007) 1647. */
export const pointsPerVoxel = ({ spacingMm }: Grid, distanceMm: number): number =>
  Math.max(1, Math.ceil((3 * Math.max(...spacingMm)) / distanceMm));

/** A dose times a factor, in Gy: a dose per GBq at an activity. */
export function scaledDose(
  { grid, values }: Volume<"doseGyPerGBq">,
  activityGBq: number,
): Volume<"doseGy"> {
  return volume(
    "doseGy",
    grid,
    values.map((gy) => gy * activityGBq),
  );
}

/**
 * A dose file on the grid of a plan, by the patient coordinates that both files state. Its values stay in the unit of the file.
 *
 * @throws InputError where it is no file of doses, or shares nothing with the grid.
 */
export function doseOnGrid(
  bytes: Uint8Array,
  fileName: string,
  grid: Grid,
): { readonly dose: Volume<"doseGyPerGBq">; readonly unit: DoseUnit | undefined } {
  const { dose: own, unit } = readDose(bytes, fileName);
  const { values } = resample(own, grid, IDENTITY, AVERAGE);
  if (!values.some((gy) => gy > 0))
    throw new InputError(
      `${fileName}: shares no dose with the plan's grid; expected a dose in the same patient coordinates`,
    );
  return { dose: volume("doseGyPerGBq", grid, values), unit };
}

/** Voxels that lie in it by half or more. */
function voxelsOf(mask: Structure["mask"]): number[] {
  const indices: number[] = [];
  forEachVoxel(mask, (index, fraction) => {
    if (fraction >= 0.5) indices.push(index);
  });
  return indices;
}
