import type { TissueResponse } from "../physics/radiobiology";
import type { EarlierDose } from "./course";
import { type Criterion, type PatientFactors, withValue } from "./limit";
import type { RegionChanges } from "./regionChange";

/** A what-if with a name: everything that can be asked of a plan without a new calculation. Plain data for JSON, undo and comparison. */
export interface Scenario {
  readonly name: string;
  /** Activity of a cycle whose entry in the schedule is 1, GBq. */
  readonly activityGBq: number;
  /** Activity of each cycle against `activityGBq`. */
  readonly schedule: readonly number[];
  readonly weeksBetweenCycles?: number;
  readonly regions: RegionChanges;
  readonly criteria: Readonly<Record<string, CriterionChange>>;
  readonly factors: PatientFactors;
  /** By structure id. */
  readonly earlier: Readonly<Record<string, readonly EarlierDose[]>>;
}

/** What a user sets on a limit or goal, by its id: everything left out stays as the protocol has it. */
export interface CriterionChange extends Partial<TissueResponse> {
  readonly value?: number;
  readonly rbeAlpha?: number;
  readonly informational?: boolean;
}

/**
 * The protocol's limits or goals as a scenario has them.
 *
 * @param rbeAlpha In place of the protocol's RBE of alphas in all that have one, and in all BEDs, which without one take alphas for betas; a
 * criterion's own change goes before it. Limits on absorbed dose stay such.
 * @param setIn Where the values were set, as sources then say.
 */
export const criteriaUnder = <C extends Criterion>(
  criteria: readonly C[],
  changes: Scenario["criteria"],
  rbeAlpha?: number,
  setIn = "by hand",
): C[] =>
  criteria.map((criterion) =>
    changed(
      rbeAlpha !== undefined && weighsAlphas(criterion) ? { ...criterion, rbeAlpha } : criterion,
      changes[criterion.id],
      setIn,
    ),
  );

const weighsAlphas = ({ rbeAlpha, metric }: Criterion) =>
  rbeAlpha !== undefined || "repairHalfLifeH" in metric;

function changed<C extends Criterion>(
  criterion: C,
  change: CriterionChange | undefined,
  setIn: string,
): C {
  if (!change) return criterion;
  const { alphaBetaGy, repairHalfLifeH, value = criterion.value, ...rest } = change;
  const { metric } = criterion;
  const kept = { ...withValue(criterion, value, setIn), ...rest };
  if (!("alphaBetaGy" in metric)) return kept;
  return {
    ...kept,
    metric: {
      ...metric,
      alphaBetaGy: alphaBetaGy ?? metric.alphaBetaGy,
      repairHalfLifeH: repairHalfLifeH ?? metric.repairHalfLifeH,
    },
  };
}
