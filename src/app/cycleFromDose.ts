import { InputError } from "../inputError";
import type { Grid } from "../volume/grid";
import { AVERAGE, resample } from "../volume/resample";
import { regionStatistics } from "../volume/statistics";
import { IDENTITY } from "../volume/transform";
import { type Volume, volume } from "../volume/volume";
import type { CourseCycle } from "./courseCycle";
import type { PlanResult } from "./planResult";
import type { DoseUnit } from "./readDose";

/** A cycle as a dose file has it. */
export interface CycleDose {
  readonly cycle: CourseCycle;
  /** On the grid of the plan, per GBq of this cycle. */
  readonly doseGyPerGBq: Volume<"doseGyPerGBq">;
}

/** Less of a structure than this inside the file leaves it as predicted. */
const LEAST_COVERED = 0.99;

/**
 * A cycle that delivered the dose of a file: structures have its mean and the kinetics of the plan, since a dose does not tell its course in time. A
 * structure that lies outside the file, even in part, stands as predicted.
 *
 * @throws InputError where no structure of the plan lies in the file.
 */
export function cycleFromDose(
  { dose, unit }: { readonly dose: Volume<"doseGy">; readonly unit: DoseUnit },
  fileName: string,
  activityGBq: number,
  plan: Pick<PlanResult, "doseGyPerGBq" | "structures" | "structureDoses">,
): CycleDose {
  const { grid } = plan.doseGyPerGBq;
  const onGrid = resample(dose, grid, IDENTITY, AVERAGE);
  const factor = unit === "Gy" ? 1 / activityGBq : 1;
  const covered = coverage(dose.grid, grid);
  const values = onGrid.values.map((gy, v) =>
    covered.values[v]! < LEAST_COVERED ? plan.doseGyPerGBq.values[v]! : gy * factor,
  );
  const doseGyPerGBq = volume("doseGyPerGBq", grid, values);
  const isInside = plan.structures.map(
    ({ mask }) => regionStatistics(mask, covered.values).mean >= LEAST_COVERED,
  );
  if (!isInside.includes(true))
    throw new InputError(
      `${fileName}: expected a dose in the patient coordinates of the plan, received one that holds none of its structures whole`,
    );
  const outside = plan.structures.filter((_, s) => !isInside[s]).map(({ name }) => name);
  return {
    cycle: {
      id: crypto.randomUUID(),
      activityGBq,
      measuredIn: fileName,
      structures: plan.structures.flatMap(({ id, mask }, s) =>
        isInside[s] ? [asMeasured(id, regionStatistics(mask, values).mean, plan)] : [],
      ),
      notes: [
        "The doses are those of a file; half-lives are taken as planned.",
        ...(outside.length > 0
          ? [`Outside the file, and so as predicted: ${outside.join(", ")}.`]
          : []),
      ],
    },
    doseGyPerGBq,
  };
}

function asMeasured(
  structureId: string,
  meanGyPerGBq: number,
  { structureDoses }: Pick<PlanResult, "structureDoses">,
) {
  const { effectiveHalfLifeH, rateTerms } = structureDoses.find(
    (structure) => structure.structureId === structureId,
  )!;
  return {
    structureId,
    meanGyPerGBq,
    ...(effectiveHalfLifeH === undefined ? {} : { effectiveHalfLifeH }),
    ...(rateTerms ? { rateTerms } : {}),
  };
}

/** Share of every voxel that the file has values of. */
function coverage(file: Grid, grid: Grid): Volume<"image"> {
  const ones = volume("image", file);
  ones.values.fill(1);
  return resample(ones, grid, IDENTITY, AVERAGE);
}
