import { aheadOf } from "../src/app/aheadOf";
import { courseInterval } from "../src/app/courseInterval";
import type { DeliveredDoses } from "../src/app/deliveredDose";
import { givenShapes, withShapes } from "../src/app/givenShapes";
import {
  errorsOf,
  type LargestInterval,
  largestInterval,
  uncertaintyOf,
} from "../src/app/interval";
import { livePlan, matrixUnder, planUnder } from "../src/app/livePlan";
import { patientErrors } from "../src/app/patientInput";
import type { PlanResult } from "../src/app/planResult";
import { goalRows, limitRows, type PlanBasis, planBasis } from "../src/app/planView";
import { type RbeOfStructure, rbeOfAll } from "../src/app/rbeWeighted";
import { type SavedScenario, savedScenario } from "../src/app/savedScenario";
import type { Spread, WhatIf } from "../src/app/session";
import type { SMatrix } from "../src/planning/sMatrix";
import type { DoseUncertainty, DrawnErrors } from "../src/planning/uncertainty";
import { memo } from "./memo";

/** All that the page shows in numbers of a calculated plan under one what-if. */
export interface PlanFigures {
  /** The plan under the what-if. */
  readonly shown: PlanResult;
  /** The same for the cycles to come once some were given, as the limits take them. */
  readonly ahead: PlanResult;
  readonly basis: PlanBasis;
  readonly limits: ReturnType<typeof limitRows>;
  readonly goals: ReturnType<typeof goalRows>;
  /** RBE of alphas by structure id; empty for a therapy without alphas. */
  readonly rbe: ReadonlyMap<string, RbeOfStructure>;
  readonly matrix: SMatrix;
  readonly uncertainty: DoseUncertainty;
  readonly interval: LargestInterval | undefined;
  /** The plan as it stands, as a scenario. */
  readonly present: SavedScenario;
}

/** Makes the figures, each part anew only where what it rests on has changed: a drag of the activity costs the rows of limits and goals. */
export function planFigures(): (
  result: PlanResult,
  whatIf: WhatIf,
  delivered?: DeliveredDoses,
) => PlanFigures {
  const liveOf = memo(livePlan);
  const shapesOf = memo(givenShapes);
  const shapedOf = memo(withShapes<PlanResult>);
  const shownOf = memo(
    (result: PlanResult, protocol: WhatIf["protocol"], regions: WhatIf["regions"]) =>
      planUnder(liveOf(result), { protocol, regions }),
  );
  const aheadAs = memo(aheadOf<PlanResult>);
  const basisOf = memo(
    (
      shown: PlanResult,
      cycles: number,
      criteria: WhatIf["criteria"],
      factors: WhatIf["factors"],
      earlier: WhatIf["earlier"],
      given: WhatIf["given"],
      patient: WhatIf["patient"],
      rbeAlpha: WhatIf["rbeAlpha"],
    ) =>
      planBasis(shown, {
        cycles,
        criteria,
        factors,
        rbeAlpha,
        earlier,
        patient,
        ...(given ? { given } : {}),
      }),
  );
  const matrixOf = memo((result: PlanResult, regions: WhatIf["regions"]) =>
    matrixUnder(liveOf(result), regions),
  );
  const measuredOf = memo(patientErrors);
  const spreadOf = memo((result: PlanResult, spread: Spread, patient: WhatIf["patient"]) =>
    uncertaintyOf(
      liveOf(result).matrix,
      result,
      spread,
      measuredOf(result, patient, spread.fitPercent),
    ),
  );
  const drawnOf = memo((result: PlanResult, uncertainty: DoseUncertainty) =>
    errorsOf(liveOf(result).matrix, uncertainty),
  );
  const intervalOf = memo(({ largest }: PlanBasis, matrix: SMatrix, errors: DrawnErrors) =>
    largestInterval(largest, matrix, errors),
  );
  const courseIntervalOf = memo(
    (
      shown: PlanResult,
      cycles: number,
      criteria: WhatIf["criteria"],
      factors: WhatIf["factors"],
      earlier: WhatIf["earlier"],
      given: NonNullable<WhatIf["given"]>,
      patient: WhatIf["patient"],
      spread: Spread,
      rbeAlpha: WhatIf["rbeAlpha"],
    ) =>
      courseInterval(
        shown,
        { cycles, criteria, factors, rbeAlpha, earlier, given, patient },
        spread,
      ),
  );
  const rbeOf = memo(
    (shown: PlanResult, { limits, goals }: PlanBasis, rbeAlpha: WhatIf["rbeAlpha"]) =>
      rbeOfAll(shown.structureDoses, [...limits, ...goals], rbeAlpha),
  );
  const presentOf = memo((shown: PlanResult, whatIf: WhatIf, basis: PlanBasis) =>
    savedScenario("This plan", shown, whatIf, basis),
  );
  return (result, whatIf, delivered = NO_DOSES) => {
    const { cycles, criteria, factors, earlier, given, patient, rbeAlpha, activityGBq } = whatIf;
    const shapes = shapesOf(result, given ?? NONE_GIVEN, delivered);
    const shown = shapedOf(shownOf(result, whatIf.protocol, whatIf.regions), shapes);
    const basis = basisOf(shown, cycles, criteria, factors, earlier, given, patient, rbeAlpha);
    const matrix = matrixOf(result, whatIf.regions);
    const uncertainty = spreadOf(result, whatIf.spread, patient);
    return {
      shown,
      ahead: aheadAs(shown, given ?? NONE_GIVEN, delivered),
      basis,
      limits: limitRows(basis, activityGBq),
      goals: goalRows(basis, activityGBq),
      rbe: rbeOf(shown, basis, rbeAlpha),
      matrix,
      uncertainty,
      interval:
        given && given.length > 0
          ? courseIntervalOf(
              shown,
              cycles,
              criteria,
              factors,
              earlier,
              given,
              patient,
              whatIf.spread,
              rbeAlpha,
            )
          : intervalOf(basis, matrix, drawnOf(result, uncertainty)),
      present: presentOf(shown, whatIf, basis),
    };
  };
}

const NO_DOSES: DeliveredDoses = new Map();
const NONE_GIVEN: NonNullable<WhatIf["given"]> = [];
