import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { fitWithPrior, type PosteriorFit } from "./bayes";
import { type CarriedCurve, carriedActivity, type TrapezoidCorners } from "./carriedCurve";
import { curveOf } from "./curve";
import { scaledToReadings } from "./earlierCycle";
import {
  type FewScanEstimate,
  hanscheid2018,
  madsen2018,
  type Reading,
  twoPoint,
} from "./fewScans";
import { fitTimeActivity, leadingTerm, type ModelChoice, type TimeActivityFit } from "./fit";
import { integralFrom } from "./integrals";
import { isFewScanMethod, type KineticChoice, type KineticMethod } from "./kineticChoice";
import { priorNamed, underNuclide } from "./priorFor";
import { tiaInterval95 } from "./tiaInterval";

/** All readings of one region, also those that a choice leaves out. */
export interface RegionReadings {
  readonly scanIds: readonly string[];
  readonly timesH: readonly number[];
  readonly activityMBq: readonly number[];
  /** Undefined where only their weights are known. */
  readonly sigmaMBq: readonly number[] | undefined;
}

/** What a region's kinetics are read under. */
export interface KineticSetting {
  /** Whose activities the readings are. */
  readonly nuclide: string;
  readonly administeredMBq: number;
  /** Of a choice that names none. */
  readonly model: ModelChoice;
}

/** A fit with the way to it. Residuals are given for every reading, also those left out. */
export interface ChosenFit extends TimeActivityFit {
  readonly method: KineticMethod;
  /** 95 %; of a fit, or of the posterior under a prior; undefined where the method gives none. */
  readonly tiaInterval95MBqH: readonly [low: number, high: number] | undefined;
  /** Of a trapezoid that was carried over from an earlier cycle: what it runs through, at the height of this one. */
  readonly corners?: TrapezoidCorners;
}

/**
 * The curve and integral of a region as chosen.
 *
 * @throws InputError where the readings that count are too few for the method, or the population is not known.
 */
export function fitAsChosen(
  readings: RegionReadings,
  choice: KineticChoice,
  setting: KineticSetting,
): ChosenFit {
  const used = usedReadings(readings, choice);
  const method = choice.method ?? setting.model;
  const fit = fitBy(method, used, choice, setting);
  return { ...fit, method, residualsMBq: residualsOfAll(readings, used, fit, setting) };
}

/** Most probable kinetics of a region under the population that the choice names. */
export function posteriorOf(
  readings: RegionReadings,
  choice: KineticChoice,
  { nuclide: name, administeredMBq }: Pick<KineticSetting, "nuclide" | "administeredMBq">,
): PosteriorFit {
  return fitWithPrior({
    ...usedReadings(readings, choice),
    prior: populationOf(choice, name),
    physicalHalfLifeH: halfLifeH(name),
    administeredMBq,
  });
}

const populationOf = ({ population, prior }: KineticChoice, nuclideName: string) =>
  population ? underNuclide(population, nuclideName) : priorNamed(prior ?? "", nuclideName);

/** The weight of a reading under a choice. */
export const weightOf = ({ weights }: KineticChoice, scanId: string): number =>
  weights?.[scanId] ?? 1;

type Fit = Omit<ChosenFit, "method">;

function fitBy(
  method: KineticMethod,
  used: UsedReadings,
  choice: KineticChoice,
  setting: KineticSetting,
): Fit {
  const { heldHalfLifeH } = choice;
  if (heldHalfLifeH && isFewScanMethod(method))
    throw new InputError(
      "half-life held by hand: goes with a fit of exponentials; choose a model, or let go of the half-life",
    );
  if (method === "prior") return ofPosterior(used, choice, setting);
  if (method === "earlierCycle") return ofEarlierCycle(used, choice, setting);
  if (isFewScanMethod(method)) return ofEstimate(method, used, choice, setting);
  const physicalHalfLifeH = halfLifeH(setting.nuclide);
  const fit = fitTimeActivity({
    ...used,
    physicalHalfLifeH,
    model: method,
    ...(heldHalfLifeH ? { heldHalfLifeH } : {}),
  });
  return { ...fit, tiaInterval95MBqH: tiaInterval95(fit, used.sigmaMBq !== undefined) };
}

interface UsedReadings {
  readonly scanIds: readonly string[];
  readonly timesH: readonly number[];
  readonly activityMBq: readonly number[];
  readonly sigmaMBq: readonly number[] | undefined;
  readonly weights: readonly number[];
}

/** Readings of weight 0 left out. */
function usedReadings(
  { scanIds, timesH, activityMBq, sigmaMBq }: RegionReadings,
  choice: KineticChoice,
): UsedReadings {
  const places = [...scanIds.keys()].filter((i) => weightOf(choice, scanIds[i]!) > 0);
  const of = <T>(values: readonly T[]) => places.map((i) => values[i]!);
  return {
    scanIds: of(scanIds),
    timesH: of(timesH),
    activityMBq: of(activityMBq),
    sigmaMBq: sigmaMBq && of(sigmaMBq),
    weights: of(scanIds).map((id) => weightOf(choice, id)),
  };
}

function ofPosterior(used: UsedReadings, choice: KineticChoice, setting: KineticSetting): Fit {
  const posterior = posteriorOf(used, choice, setting);
  const { kinetics, logCovariance, tiaMBqH, tiaLogSigma } = posterior;
  const sigmas = logCovariance.map((row, i) => Math.sqrt(row[i]!));
  const parameters = [
    { name: "amplitude per MBq", value: kinetics.amplitudePerMBq, unit: "1" },
    { name: "effective half-life", value: kinetics.effectiveHalfLifeH, unit: "h" },
    { name: "uptake half-life", value: kinetics.uptakeHalfLifeH, unit: "h" },
  ].map((p, i) => ({ ...p, standardError: p.value * sigmas[i]! }));
  return {
    model: "uptakeWashout",
    terms: posterior.terms,
    parameters,
    correlation: logCovariance.map((row, i) => row.map((c, j) => c / (sigmas[i]! * sigmas[j]!))),
    tiaMBqH,
    tiaStandardErrorMBqH: tiaMBqH * tiaLogSigma,
    extrapolatedShare: posterior.extrapolatedShare,
    effectiveHalfLifeH: posterior.effectiveHalfLifeH,
    residualsMBq: posterior.residualsMBq,
    chi2: chi2Of(posterior.residualsMBq, used),
    aicc: undefined,
    candidates: [],
    flags: posterior.flags,
    tiaInterval95MBqH: posterior.tiaIntervalMBqH,
  };
}

/** The curve of an earlier cycle, scaled; its error is not known, since nothing was read of its rates. */
function ofEarlierCycle(
  used: UsedReadings,
  { earlier }: KineticChoice,
  { nuclide: name }: KineticSetting,
): Fit {
  if (!earlier) throw new InputError("needs the curve of an earlier cycle, and none was given");
  if (used.timesH.length === 0)
    throw new InputError("kinetics of an earlier cycle: expected a reading that counts");
  const { model, terms, corners, tiaMBqH, afterLastMBqH, flags } = scaledToReadings(
    earlier,
    used,
    name,
  );
  const curve = { terms, ...(corners ? { corners } : {}) };
  const residualsMBq = residualsOf(curve, used, name);
  return {
    model,
    ...curve,
    parameters: [],
    correlation: undefined,
    tiaMBqH,
    tiaStandardErrorMBqH: undefined,
    extrapolatedShare: afterLastMBqH / tiaMBqH,
    effectiveHalfLifeH: Math.LN2 / leadingTerm(terms).ratePerH,
    residualsMBq,
    chi2: chi2Of(residualsMBq, used),
    aicc: undefined,
    candidates: [],
    flags: [...flags],
    tiaInterval95MBqH: undefined,
  };
}

/** A named method told as the single exponential whose integral it is. */
function ofEstimate(
  method: "hanscheid2018" | "madsen2018" | "twoPoint",
  used: UsedReadings,
  choice: KineticChoice,
  setting: KineticSetting,
): Fit {
  const readings = used.timesH
    .map((timeH, i): Reading => ({ timeH, activityMBq: used.activityMBq[i]! }))
    .sort((a, b) => a.timeH - b.timeH);
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last) throw new InputError(`${method}: expected a reading that counts`);
  const { estimate, halfLifeH: half, note } = estimateBy(method, first, last, choice, setting);
  const ratePerH = Math.LN2 / half;
  const terms = [{ amplitudeMBq: estimate.tiaMBqH * ratePerH, ratePerH }];
  const residualsMBq = residualsOf({ terms }, used, setting.nuclide);
  return {
    model: "monoExponential",
    terms,
    parameters: [],
    correlation: undefined,
    tiaMBqH: estimate.tiaMBqH,
    tiaStandardErrorMBqH: undefined,
    extrapolatedShare: integralFrom(terms, last.timeH) / estimate.tiaMBqH,
    effectiveHalfLifeH: half,
    residualsMBq,
    chi2: chi2Of(residualsMBq, used),
    aicc: undefined,
    candidates: [],
    flags: [
      `${estimate.method} takes for granted: ${estimate.assumption}.`,
      note,
      ...estimate.flags,
    ],
    tiaInterval95MBqH: undefined,
  };
}

function estimateBy(
  method: "hanscheid2018" | "madsen2018" | "twoPoint",
  first: Reading,
  last: Reading,
  choice: KineticChoice,
  { nuclide: name }: KineticSetting,
): { estimate: FewScanEstimate; halfLifeH: number; note: string } {
  const alone = `Only the reading at ${shown(last.timeH)} h counts.`;
  if (method === "hanscheid2018") {
    const note = `${alone} The half-life is that at which the formula is exact, not the patient's.`;
    return { estimate: hanscheid2018(last), halfLifeH: last.timeH, note };
  }
  if (method === "madsen2018") {
    const half = populationOf(choice, name).median.effectiveHalfLifeH;
    return { estimate: madsen2018(last, half), halfLifeH: half, note: alone };
  }
  const estimate = twoPoint(first, last, halfLifeH(name));
  const note = `Only the readings at ${shown(first.timeH)} and ${shown(last.timeH)} h count.`;
  return { estimate, halfLifeH: estimate.effectiveHalfLifeH, note };
}

const residualsOf = (
  curve: CarriedCurve,
  { timesH, activityMBq }: UsedReadings,
  nuclideName: string,
) => {
  const decayPerH = Math.LN2 / halfLifeH(nuclideName);
  return timesH.map((t, i) => carriedActivity(curve, t, decayPerH) - activityMBq[i]!);
};

/** Σ (residual/σ)², MBq² where σ is not known. */
const chi2Of = (residuals: readonly number[], { sigmaMBq, weights }: UsedReadings) =>
  residuals.reduce((sum, r, i) => sum + weights[i]! * (r / (sigmaMBq?.[i] ?? 1)) ** 2, 0);

/** Curve less reading for all readings; before the first one of a trapezoid physical decay is assumed. */
function residualsOfAll(
  all: RegionReadings,
  used: UsedReadings,
  fit: Fit,
  setting: KineticSetting,
): number[] {
  const curve = curveOf(fit, used.timesH, used.activityMBq);
  const corners =
    fit.corners ?? used.timesH.map((timeH, i) => ({ timeH, activityMBq: used.activityMBq[i]! }));
  const first = Math.min(...corners.map(({ timeH }) => timeH));
  const atFirst = corners.find(({ timeH }) => timeH === first)!.activityMBq;
  const decayPerH = Math.LN2 / halfLifeH(setting.nuclide);
  const before = (t: number) => atFirst * Math.exp(decayPerH * (first - t));
  return all.timesH.map((t, i) => {
    const place = used.scanIds.indexOf(all.scanIds[i]!);
    if (place >= 0) return fit.residualsMBq[place]!;
    return (curve(t) ?? before(t)) - all.activityMBq[i]!;
  });
}

const halfLifeH = (name: string) => nuclide(name).halfLifeS / HOUR_S;
const shown = (hours: number) => String(Number(hours.toPrecision(3)));
