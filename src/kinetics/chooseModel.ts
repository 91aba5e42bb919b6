import { aicc as aiccOf } from "./aicc";
import { type ExponentialFit, freeCount } from "./exponentialFit";
import type { ModelName, TimeActivityFit } from "./fit";
import type { HeldRates } from "./heldHalfLife";
import { EXPONENTIAL_MODELS } from "./models";
import type { Readings } from "./readings";
import type { TrapezoidStart } from "./trapezoid";

/** One model fitted to the readings, ready to be compared. */
export interface Candidate {
  readonly model: ModelName;
  readonly fit: ExponentialFit;
  readonly aicc: number | undefined;
  readonly afterLastMBqH: number;
  readonly start: TrapezoidStart;
  /** Why its parameters are not well determined, or undefined where they are. */
  readonly notAccepted: string | undefined;
}

/** A fit is accepted with a coefficient of variation below this and correlations below the next; EJNMMI Phys 2021, s40658-021-00427-x. */
const LARGEST_CV = 0.5;
const LARGEST_CORRELATION = 0.8;
/** A model whose AICc is higher by this has essentially no support (Burnham and Anderson, Model Selection, 2002, p. 70). */
const NO_SUPPORT = 10;
/** Where nothing can be compared, a single exponential stands only if it meets every reading within this share of it. */
const CLOSE_TO_READINGS = 0.05;
/** A model that misses a reading by more than this share of it, or by more σ where they are known, does not describe the curve, whatever its AICc. */
const MISSED_SHARE = 0.2;
const MISSED_SIGMAS = 4;
/** Sums of squares below this share of the signal are rounding, not misfit. */
const ROUNDING = 1e-16;

export function candidateOf(
  model: ModelName,
  fit: ExponentialFit,
  readings: Readings,
  afterLastMBqH: number,
  start: TrapezoidStart,
  held?: HeldRates,
): Candidate {
  const { activityMBq, sigmaMBq, sigmaKnown } = readings;
  const signal = activityMBq.reduce((sum, a, i) => sum + (a / sigmaMBq[i]!) ** 2, 0);
  const value =
    model === "trapezoid"
      ? undefined
      : aiccOf(
          Math.max(fit.chi2, ROUNDING * signal),
          activityMBq.length,
          freeCount(EXPONENTIAL_MODELS[model], held),
          sigmaKnown,
        );
  return { model, fit, aicc: value, afterLastMBqH, start, notAccepted: whyNotAccepted(fit) };
}

/**
 * The candidate with the lowest AICc among those that meet the readings and whose parameters are well determined; one whose parameters are not wins
 * only where it leaves the others without support. Where no model can be compared, or none meets the readings, the trapezoid stands in.
 */
export function chooseModel(
  candidates: readonly Candidate[],
  readings: Readings,
  automatic: boolean,
): { chosen: Candidate; candidates: TimeActivityFit["candidates"] } {
  const [chosen, why] = automatic
    ? automaticChoice(candidates, readings)
    : [candidates[0]!, "asked for by name"];
  const listed = candidates.map((candidate) => ({
    model: candidate.model,
    aicc: candidate.aicc,
    tiaMBqH: candidate.fit.tiaMBqH,
    reason: candidate === chosen ? why : reasonAgainst(candidate, chosen, readings),
  }));
  return { chosen, candidates: listed };
}

function automaticChoice(
  candidates: readonly Candidate[],
  readings: Readings,
): [Candidate, string] {
  const compared = candidates.filter((c) => c.aicc !== undefined).sort(byAicc);
  if (compared.length <= 1) return withoutComparison(candidates, readings);
  const meeting = compared.filter((c) => meets(c.fit, readings));
  const best = meeting[0];
  if (!best)
    return [
      candidates.find(({ model }) => model === "trapezoid") ?? compared[0]!,
      "every model that can be compared misses a reading",
    ];
  const accepted = meeting.find((c) => !c.notAccepted);
  if (accepted && accepted.aicc! - best.aicc! <= NO_SUPPORT)
    return [
      accepted,
      accepted === best ? "lowest AICc" : "lowest AICc among well-determined models",
    ];
  return [best, "lowest AICc, by a margin that outweighs its poorly determined parameters"];
}

/** With so few readings the single exponential stands where it meets them closely, else the readings speak for themselves. */
function withoutComparison(
  candidates: readonly Candidate[],
  { activityMBq }: Readings,
): [Candidate, string] {
  const mono = candidates.find(({ model }) => model === "monoExponential");
  const trapezoid = candidates.find(({ model }) => model === "trapezoid");
  // Neither has the faster phase that is held by hand.
  if (!mono || !trapezoid)
    return [candidates[0]!, "the simplest model with the phase that is held"];
  const close = mono.fit.residualsMBq.every(
    (r, i) => Math.abs(r) <= CLOSE_TO_READINGS * Math.abs(activityMBq[i]!),
  );
  return close || activityMBq.length < 3
    ? [mono, "too few readings to compare models; a single exponential meets them"]
    : [
        trapezoid,
        "too few readings to compare models, and a single exponential misses one by more than 5 %",
      ];
}

const meets = ({ residualsMBq }: ExponentialFit, { activityMBq, sigmaMBq, sigmaKnown }: Readings) =>
  residualsMBq.every(
    (r, i) =>
      Math.abs(r) <=
      (sigmaKnown ? MISSED_SIGMAS * sigmaMBq[i]! : MISSED_SHARE * Math.abs(activityMBq[i]!)),
  );

const byAicc = (a: Candidate, b: Candidate) => a.aicc! - b.aicc!;

function reasonAgainst(
  { model, fit, aicc, notAccepted }: Candidate,
  chosen: Candidate,
  readings: Readings,
) {
  if (model === "trapezoid") return "not compared: it passes through every reading";
  if (aicc === undefined)
    return `not compared: AICc is not defined for ${readings.timesH.length} readings and ${EXPONENTIAL_MODELS[model].parameters.length} parameters`;
  if (!meets(fit, readings)) return "misses a reading by far";
  if (chosen.aicc === undefined) return "misses a reading by more than 5 %";
  const above = aicc - chosen.aicc;
  if (above >= 0) return `AICc higher by ${above.toFixed(1)}`;
  return `AICc lower by ${(-above).toFixed(1)}, but ${notAccepted}`;
}

/** Of one exponential the correlation says only where the zero of time was put. */
const timesItsValue = (ratio: number) =>
  ratio < 10 ? `${(100 * ratio).toFixed(0)} % of its value` : "more than ten times its value";

function whyNotAccepted({ parameters, correlation, terms }: ExponentialFit): string | undefined {
  const loose = parameters.find(
    ({ value, standardError }) =>
      standardError !== undefined && standardError > LARGEST_CV * Math.abs(value),
  );
  if (loose)
    return `the standard error of ${loose.name} is ${timesItsValue(loose.standardError! / Math.abs(loose.value))}`;
  if (terms.length === 1) return undefined;
  for (const [i, row] of correlation?.entries() ?? [])
    for (const [j, r] of row.entries())
      if (j > i && Math.abs(r) >= LARGEST_CORRELATION)
        return `${parameters[i]!.name} and ${parameters[j]!.name} are correlated by ${r.toFixed(2)}`;
  return undefined;
}
