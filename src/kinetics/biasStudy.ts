import { seededRandom } from "../volume/random";
import { quietWork, type Work } from "../work";
import { fitWithPrior } from "./bayes";
import { hanscheid2018, madsen2018 } from "./fewScans";
import { independentPrior, type LogNormal } from "./population";

/** A simulated cohort of kidneys A(2^(−t/T) − 2^(−t/T_uptake)), log-normal, and how each is read. */
export interface BiasStudy {
  readonly patients: number;
  readonly seed: number;
  readonly readingHours: readonly number[];
  /** Standard deviation of the logarithm of a reading; 0 for exact ones. */
  readonly readingSigma: number;
  readonly amplitude: LogNormal;
  readonly effectiveHalfLifeH: LogNormal;
  readonly uptakeHalfLifeH: LogNormal;
  /** What the prior believes of the effective half-life and of the amplitude; the cohort's own where not given. */
  readonly believed?: { readonly amplitude?: LogNormal; readonly effectiveHalfLifeH?: LogNormal };
}

/** The cohort of 5,000 kidneys with one exact reading at 96 h. */
export const KIDNEY_COHORT: BiasStudy = {
  patients: 5000,
  seed: 20180101,
  readingHours: [96],
  readingSigma: 0,
  amplitude: [1, 0.2],
  effectiveHalfLifeH: [51, 0.3],
  uptakeHalfLifeH: [1, 0.3],
};

export interface MethodBias {
  /** Share of patients whose TIA errs by more than 10 %. */
  readonly beyondTenPercent: number;
  /** Mean and extreme percentiles of the relative error. */
  readonly meanError: number;
  readonly percentile2_5: number;
  readonly percentile97_5: number;
}

export interface BiasStudyResult {
  /** On the first reading. */
  readonly hanscheid: MethodBias;
  /** On the first reading, with the rate of the believed median half-life. */
  readonly madsen: MethodBias;
  /** `fitWithPrior` on all readings. */
  readonly prior: MethodBias;
  /** Share of patients whose true TIA lies in the 95 % posterior interval. */
  readonly coverage: number;
}

/** A reading taken as exact still needs a σ: small against every spread of the cohort. */
export const sigmaOf = ({ readingSigma }: BiasStudy): number => readingSigma || 1e-3;

const PATIENTS_PER_STEP = 50;

export interface SimulatedPatient {
  /** Integral of the activity, MBq·h. */
  readonly truth: number;
  readonly activityMBq: readonly number[];
}

/** The patients of a study; the same for a seed. */
export function cohortOf(study: BiasStudy): SimulatedPatient[] {
  const random = seededRandom(study.seed);
  const draw = ([median, sigma]: LogNormal) => median * Math.exp(sigma * random.normal());
  return Array.from({ length: study.patients }, () => {
    const [a, t, u] = [
      draw(study.amplitude),
      draw(study.effectiveHalfLifeH),
      draw(study.uptakeHalfLifeH),
    ];
    return {
      truth: (a * (t - u)) / Math.LN2,
      activityMBq: study.readingHours.map(
        (h) => a * (2 ** (-h / t) - 2 ** (-h / u)) * draw([1, study.readingSigma]),
      ),
    };
  });
}

/** Reads every patient of a simulated cohort by each method and compares with the true integral. Repeats for a seed. */
export async function biasStudy(
  study: BiasStudy,
  work: Work = quietWork(),
): Promise<BiasStudyResult> {
  const amplitude = study.believed?.amplitude ?? study.amplitude;
  const halfLife = study.believed?.effectiveHalfLifeH ?? study.effectiveHalfLifeH;
  const prior = independentPrior(ABOUT, amplitude, halfLife, study.uptakeHalfLifeH);
  const errors = { hanscheid: [] as number[], madsen: [] as number[], prior: [] as number[] };
  let covered = 0;
  for (const [i, { truth, activityMBq }] of cohortOf(study).entries()) {
    if (i % PATIENTS_PER_STEP === 0) await pause(work, i / study.patients);
    const first = { timeH: study.readingHours[0]!, activityMBq: activityMBq[0]! };
    const posterior = fitWithPrior({
      timesH: study.readingHours,
      activityMBq,
      sigmaMBq: activityMBq.map((y) => y * sigmaOf(study)),
      prior,
      physicalHalfLifeH: Number.MAX_VALUE,
      administeredMBq: 1,
    });
    errors.hanscheid.push(hanscheid2018(first).tiaMBqH / truth - 1);
    errors.madsen.push(madsen2018(first, halfLife[0]).tiaMBqH / truth - 1);
    errors.prior.push(posterior.tiaMBqH / truth - 1);
    const [low, high] = posterior.tiaIntervalMBqH;
    if (low <= truth && truth <= high) covered++;
  }
  return {
    hanscheid: biasOf(errors.hanscheid),
    madsen: biasOf(errors.madsen),
    prior: biasOf(errors.prior),
    coverage: covered / study.patients,
  };
}

const ABOUT = {
  name: "simulated/kidney",
  radiopharmaceutical: "simulated",
  organ: "kidney",
  nuclide: "Lu-177",
  patients: 0,
  source: "the simulated cohort",
};

export async function pause(work: Work, fraction: number): Promise<void> {
  work.signal.throwIfAborted();
  work.report("Reading simulated patients", fraction);
  await new Promise((resolve) => setTimeout(resolve));
}

export function biasOf(errors: readonly number[]): MethodBias {
  const sorted = [...errors].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return {
    beyondTenPercent: errors.filter((e) => Math.abs(e) > 0.1).length / errors.length,
    meanError: errors.reduce((sum, e) => sum + e, 0) / errors.length,
    percentile2_5: at(0.025),
    percentile97_5: at(0.975),
  };
}
