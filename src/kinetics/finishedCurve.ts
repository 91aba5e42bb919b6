import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { Work } from "../work";
import { type FinishedPatient, learnPopulation } from "./learnPopulation";
import type { PopulationPrior } from "./population";

/** The activities of one organ of one finished patient: nothing in it names the patient, and no date is kept. */
export interface FinishedCurve {
  readonly radiopharmaceutical: string;
  /** Whose activities these are. */
  readonly nuclide: string;
  readonly organ: string;
  readonly massG: number;
  /** Hours since the administration. */
  readonly timesH: readonly number[];
  /** Activity at these times, % of what was administered, not corrected for decay. */
  readonly administeredPercent: readonly number[];
  /** Standard deviation of each of these, in the same unit; 5 % of each where it is not known. */
  readonly sigmaPercent?: readonly number[];
}

/** The curves that a population of an organ can learn from. */
export const curvesFor = (
  population: Pick<PopulationPrior, "radiopharmaceutical" | "organ">,
  curves: readonly FinishedCurve[],
): FinishedCurve[] =>
  curves.filter(
    ({ radiopharmaceutical, organ }) =>
      plain(radiopharmaceutical) === plain(population.radiopharmaceutical) &&
      plain(organ) === plain(population.organ),
  );

/**
 * `start` moved to what the curves show, under a name of its own. A curve counts as far as its readings bind its kinetics: one precise against the spread of
 * patients as one, one that says little as little; both kidneys of a patient as two. A curve of another nuclide is taken under the decay of the population's.
 */
export async function learnFromCurves(
  start: PopulationPrior,
  curves: readonly FinishedCurve[],
  work: Work,
): Promise<PopulationPrior> {
  const patients = curves.map((curve) => asPatient(curve, start.nuclide));
  const learnt = await learnPopulation(start, patients, work);
  const count = learnt.patients === 1 ? "1 curve" : `${learnt.patients} curves`;
  return { ...learnt, name: `${start.radiopharmaceutical}/${start.organ}, own ${count}` };
}

/** The same biology, the decay of another nuclide. */
export function underDecayOf(curve: FinishedCurve, nuclideName: string): FinishedCurve {
  const gain = decayRatePerH(curve.nuclide) - decayRatePerH(nuclideName);
  const under = (percent: readonly number[]) =>
    percent.map((x, i) => x * Math.exp(gain * curve.timesH[i]!));
  return {
    ...curve,
    nuclide: nuclideName,
    administeredPercent: under(curve.administeredPercent),
    ...(curve.sigmaPercent ? { sigmaPercent: under(curve.sigmaPercent) } : {}),
  };
}

/** Activities under the decay of `nuclideName`, in parts of 100 administered. */
function asPatient(curve: FinishedCurve, nuclideName: string): FinishedPatient {
  const { administeredPercent, sigmaPercent } = underDecayOf(curve, nuclideName);
  return {
    timesH: curve.timesH,
    activityMBq: administeredPercent,
    sigmaMBq: sigmaPercent,
    physicalHalfLifeH: Math.LN2 / decayRatePerH(nuclideName),
    administeredMBq: 100,
  };
}

const decayRatePerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
