import { InputError } from "../inputError";
import { aicc } from "./aicc";
import { type Candidate, candidateOf, chooseModel } from "./chooseModel";
import {
  type ExponentialFit,
  type FittedParameter,
  fitExponentials,
  freeCount,
  LARGEST_SHARE,
} from "./exponentialFit";
import {
  type HeldHalfLife,
  type HeldRates,
  hasHeldPhases,
  heldFlags,
  heldRates,
} from "./heldHalfLife";
import { integralFrom } from "./integrals";
import { EXPONENTIAL_MODELS, type ExponentialModelName, type ExponentialTerm } from "./models";
import { daysDoubt, misfitDoubt } from "./readingDoubts";
import { type GivenReadings, orderedReadings, type Readings } from "./readings";
import {
  fitTrapezoid,
  type TrapezoidFit,
  type TrapezoidStart,
  trapezoidStandardError,
  trapezoidTia,
} from "./trapezoid";

export type ModelName = ExponentialModelName | "trapezoid";
export type ModelChoice = ModelName | "auto";

export interface TimeActivityQuestion extends GivenReadings {
  /** Half-life of the nuclide whose activities these are. */
  readonly physicalHalfLifeH: number;
  readonly model: ModelChoice;
  /** Effective half-lives held by hand, h. */
  readonly heldHalfLifeH?: HeldHalfLife;
  /** For the trapezoid: what is assumed before the first reading; "decayedBack" where not given. */
  readonly trapezoidStart?: TrapezoidStart;
}

/** A time-activity curve, its integral and how far both can be trusted. */
export interface TimeActivityFit {
  readonly model: ModelName;
  /** A(t) = Σ amplitude · e^(−rate·t); of a trapezoid only the tail. */
  readonly terms: readonly ExponentialTerm[];
  readonly parameters: readonly FittedParameter[];
  /** Correlation between `parameters`, row after row. */
  readonly correlation: readonly (readonly number[])[] | undefined;
  /** From 0 to infinity. */
  readonly tiaMBqH: number;
  /** Of the fit alone; undefined where the readings leave nothing to estimate it by. */
  readonly tiaStandardErrorMBqH: number | undefined;
  /** Share of the integral that lies after the last reading. */
  readonly extrapolatedShare: number;
  /** Half-life of the phase that carries most decays (of a trapezoid, of its tail). */
  readonly effectiveHalfLifeH: number;
  /** Model less reading, in the order given. */
  readonly residualsMBq: readonly number[];
  /** Σ (residual/σ)²; without σ the sum of squares, MBq². */
  readonly chi2: number;
  readonly aicc: number | undefined;
  readonly candidates: readonly {
    readonly model: ModelName;
    readonly aicc: number | undefined;
    readonly tiaMBqH: number;
    readonly reason: string;
  }[];
  /** What a reader must know before using the numbers: one sentence each. */
  readonly flags: readonly string[];
}

const MODEL_NAMES: readonly ModelName[] = [
  "monoExponential",
  "uptakeWashout",
  "biExponential",
  "triExponential",
  "trapezoid",
];
/** Above this share the integral rests on the tail more than on readings, as pharmacokinetic studies take it. */
const LARGE_EXTRAPOLATION = 0.2;
/** A difference between two ways to the integral that a reader should hear of. */
const CROSS_CHECK_PERCENT = 10;

/**
 * Fits readings of one region and integrates from 0 to infinity, by the model asked for or by the one that the corrected Akaike criterion
 * prefers. No rate is ever slower than physical decay: where the readings ask for one, it is held and a flag says so.
 *
 * @throws InputError where the readings are no numbers or fewer than the model has parameters.
 */
export function fitTimeActivity(question: TimeActivityQuestion): TimeActivityFit {
  const { physicalHalfLifeH, model, trapezoidStart = "decayedBack" } = question;
  if (!(physicalHalfLifeH > 0))
    throw new InputError(
      `physical half-life: expected hours above 0, received ${physicalHalfLifeH}`,
    );
  const { readings, places } = orderedReadings(question);
  const physicalRatePerH = Math.LN2 / physicalHalfLifeH;
  const held = heldOf(question);
  if (Math.max(...readings.activityMBq) <= 0) return emptyFit(question, physicalRatePerH);

  const tried =
    model === "auto" ? triedModels(readings).filter((name) => hasHeldPhases(name, held)) : [model];
  const fits = tried.flatMap((name) =>
    fitOf(name, readings, physicalRatePerH, trapezoidStart, held),
  );
  if (fits.length === 0) throw tooFew(model, readings, held);
  const { chosen, candidates } = chooseModel(fits, readings, model === "auto");
  const {
    heldAtDecay: _,
    heldByHand,
    fasterThanHeld: ____,
    fasterThanSeen: __,
    heldAtShare: ___,
    ...fit
  } = chosen.fit;
  return {
    ...fit,
    model: chosen.model,
    extrapolatedShare: chosen.afterLastMBqH / chosen.fit.tiaMBqH,
    effectiveHalfLifeH: Math.LN2 / leadingTerm(chosen.fit.terms).ratePerH,
    residualsMBq: places.map((_, given) => chosen.fit.residualsMBq[places.indexOf(given)]!),
    aicc: chosen.aicc,
    candidates,
    flags: [
      ...(question.heldHalfLifeH
        ? heldFlags(question.heldHalfLifeH, chosen.model, heldByHand)
        : []),
      ...flagsOf(chosen, readings, physicalRatePerH),
      ...crossCheck(chosen, readings, physicalRatePerH, trapezoidStart, held),
      ...daysDoubt(
        readings.timesH,
        Math.LN2 / leadingTerm(chosen.fit.terms).ratePerH,
        physicalHalfLifeH,
      ),
      ...misfitOf(chosen, readings, held),
    ],
  };
}

function heldOf({
  heldHalfLifeH,
  physicalHalfLifeH,
  model,
}: TimeActivityQuestion): HeldRates | undefined {
  if (!heldHalfLifeH) return undefined;
  if (model === "permanent")
    throw new InputError(
      "half-life held by hand: with permanent uptake physical decay alone counts; choose another model, or let go of the half-life",
    );
  const held = heldRates(heldHalfLifeH, physicalHalfLifeH);
  if (model !== "auto" && !hasHeldPhases(model, held))
    throw new InputError(
      `half-life held by hand: ${model} has no phase as fast as is held; choose a model with one, or let go of it`,
    );
  return held;
}

/** The models of the automatic choice; three exponentials only where they could win, for they take longest to fit. */
const triedModels = ({ timesH, sigmaKnown }: Readings): readonly ModelName[] =>
  aicc(1, timesH.length, EXPONENTIAL_MODELS.triExponential.parameters.length, sigmaKnown) ===
  undefined
    ? MODEL_NAMES.filter((name) => name !== "triExponential")
    : MODEL_NAMES;

/** The fit as a candidate, or nothing where there are fewer readings than parameters. */
function fitOf(
  name: ModelName,
  readings: Readings,
  physicalRatePerH: number,
  start: TrapezoidStart,
  held: HeldRates | undefined,
): Candidate[] {
  const n = readings.timesH.length;
  const last = readings.timesH[n - 1]!;
  if (name === "trapezoid") {
    if (n < 2) return [];
    const fit = fitTrapezoid(readings, physicalRatePerH, start, held);
    return [
      candidateOf(
        name,
        asCurve(fit, readings, physicalRatePerH, start, held),
        readings,
        fit.afterLastMBqH,
        start,
        held,
      ),
    ];
  }
  const model = EXPONENTIAL_MODELS[name];
  if (n < freeCount(model, held)) return [];
  const fit = fitExponentials(model, readings, physicalRatePerH, held);
  return [candidateOf(name, fit, readings, integralFrom(fit.terms, last), start, held)];
}

/** A trapezoid told in the terms of a fit: it passes through its readings. */
function asCurve(
  fit: TrapezoidFit,
  readings: Readings,
  physicalRatePerH: number,
  start: TrapezoidStart,
  held: HeldRates | undefined,
): ExponentialFit {
  const { tail } = fit;
  return {
    ...tail,
    parameters: tail.parameters.map((p) => ({ ...p, name: `tail ${p.name}` })),
    tiaMBqH: trapezoidTia(fit),
    tiaStandardErrorMBqH: trapezoidStandardError(readings, physicalRatePerH, start, held),
    residualsMBq: readings.timesH.map(() => 0),
    chi2: 0,
  };
}

/** The exponential that carries most decays. */
export const leadingTerm = (terms: readonly ExponentialTerm[]) =>
  terms.reduce((a, b) =>
    Math.abs(b.amplitudeMBq / b.ratePerH) > Math.abs(a.amplitudeMBq / a.ratePerH) ? b : a,
  );

function flagsOf(chosen: Candidate, readings: Readings, physicalRatePerH: number): string[] {
  const { fit, model, afterLastMBqH } = chosen;
  const flags: string[] = [];
  const share = afterLastMBqH / fit.tiaMBqH;
  if (fit.heldAtDecay)
    flags.push(
      `The readings fall more slowly than physical decay (half-life ${(Math.LN2 / physicalRatePerH).toPrecision(4)} h): the slowest rate was held at decay.`,
    );
  if (fit.fasterThanHeld)
    flags.push(
      "The readings ask for a slower phase as fast as the one held by hand: the two are not told apart.",
    );
  if (fit.fasterThanSeen)
    flags.push(
      "The fastest phase is over before the first reading: its rate is not known and was taken as immediate.",
    );
  if (fit.heldAtShare)
    flags.push(
      `The readings do not bound the fast phase: its amplitude was held at ${LARGEST_SHARE} times that of the slower ones.`,
    );
  if (model === "trapezoid")
    flags.push(
      chosen.start === "fromZero"
        ? "From the administration to the first reading a straight line from zero is assumed."
        : "From the administration to the first reading physical decay alone is assumed.",
    );
  else if (model !== "permanent" && chosen.aicc === undefined)
    flags.push(
      `Untested: ${readings.timesH.length} readings for ${EXPONENTIAL_MODELS[model].parameters.length} parameters leave nothing to compare models by.`,
    );
  if (model === "permanent" && readings.timesH.length > 0)
    flags.push(
      "Nothing is assumed to leave the region: physical decay alone from the administration on.",
    );
  if (chosen.notAccepted) flags.push(`Poorly determined: ${chosen.notAccepted}.`);
  if (share > LARGE_EXTRAPOLATION)
    flags.push(`${(100 * share).toFixed(0)} % of the integral lies after the last reading.`);
  if (readings.activityMBq.some((a) => a < 0)) flags.push("A reading is negative.");
  return flags;
}

const misfitOf = ({ model, fit }: Candidate, readings: Readings, held: HeldRates | undefined) =>
  model === "trapezoid" || !readings.sigmaKnown
    ? []
    : misfitDoubt(fit.chi2, readings.timesH.length - freeCount(EXPONENTIAL_MODELS[model], held));

/** Another way to the integral that rests on the readings alone. */
function crossCheck(
  { model, fit }: Candidate,
  readings: Readings,
  physicalRatePerH: number,
  start: TrapezoidStart,
  held: HeldRates | undefined,
): string[] {
  if (model === "trapezoid" || model === "permanent" || readings.timesH.length < 3) return [];
  const other = trapezoidTia(fitTrapezoid(readings, physicalRatePerH, start, held));
  const percent = 100 * (other / fit.tiaMBqH - 1);
  return Math.abs(percent) <= CROSS_CHECK_PERCENT
    ? []
    : [
        `Trapezoids under the readings with a single exponential after them give ${Math.abs(percent).toFixed(0)} % ${percent > 0 ? "more" : "less"}.`,
      ];
}

/** No reading above zero: nothing is there. */
function emptyFit(question: TimeActivityQuestion, physicalRatePerH: number): TimeActivityFit {
  return {
    model: "permanent",
    terms: [{ amplitudeMBq: 0, ratePerH: physicalRatePerH }],
    parameters: [{ name: "amplitude", value: 0, unit: "MBq", standardError: undefined }],
    correlation: undefined,
    tiaMBqH: 0,
    tiaStandardErrorMBqH: undefined,
    extrapolatedShare: 0,
    effectiveHalfLifeH: question.physicalHalfLifeH,
    residualsMBq: question.activityMBq.map((a) => -a),
    chi2: question.activityMBq.reduce((s, a, i) => s + (a / (question.sigmaMBq?.[i] ?? 1)) ** 2, 0),
    aicc: undefined,
    candidates: [],
    flags: ["No reading is above zero: no activity is taken to be there."],
  };
}

function tooFew(model: ModelChoice, { timesH }: Readings, held: HeldRates | undefined): InputError {
  const simplest = held?.[2] ? "triExponential" : held?.[1] ? "uptakeWashout" : undefined;
  const asked = model === "auto" ? simplest : model;
  const needed =
    asked === undefined || asked === "trapezoid" ? 2 : freeCount(EXPONENTIAL_MODELS[asked], held);
  const advice =
    model === "auto" ? "; for one reading choose a one-point method, a prior, or permanent" : "";
  return new InputError(
    `time-activity fit, model ${model}: expected at least ${needed} readings, received ${timesH.length}${advice}`,
  );
}
