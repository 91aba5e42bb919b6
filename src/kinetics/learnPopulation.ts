import type { Work } from "../work";
import { type BayesQuestion, mostProbable } from "./bayes";
import { kineticsOf, logOf, type PopulationPrior } from "./population";
import type { Matrix } from "./smallMatrix";

/** Readings of one finished patient, without a name. */
export type FinishedPatient = Omit<BayesQuestion, "prior" | "administeredMBq"> & {
  readonly administeredMBq: number;
};

const ROUNDS = 50;
const SETTLED = 1e-4;
const PATIENTS_PER_STEP = 20;

/**
 * The population behind finished patients: expectation–maximisation of the normal of the logarithms, each patient seen through its Laplace posterior
 * (empirical Bayes; Dempster, Laird and Rubin, J R Stat Soc B 39 (1977) 1). `start` counts as `startPatients` patients, so that a few of one's own
 * shift it and many replace it.
 */
export async function learnPopulation(
  start: PopulationPrior,
  patients: readonly FinishedPatient[],
  work: Work,
  startPatients = 5,
): Promise<PopulationPrior> {
  const n = patients.length;
  if (n === 0) return start;
  let population = start;
  for (let round = 0; round < ROUNDS; round++) {
    const posteriors: ReturnType<typeof mostProbable>[] = [];
    for (const [i, patient] of patients.entries()) {
      if (i % PATIENTS_PER_STEP === 0) await pause(work, (round + i / n) / ROUNDS);
      posteriors.push(mostProbable({ ...patient, prior: population }));
    }
    const before = logOf(population.median);
    const all = startPatients + n;
    const mean = logOf(start.median).map(
      (m, i) => (startPatients * m + sumOf(posteriors, (p) => p.logMean[i]!)) / all,
    );
    const spread: Matrix = start.logCovariance.map((row, i) =>
      row.map((s, j) => {
        const away = (logs: readonly number[]) => (logs[i]! - mean[i]!) * (logs[j]! - mean[j]!);
        const own = startPatients * (s + away(logOf(start.median)));
        return (own + sumOf(posteriors, (p) => p.logCovariance[i]![j]! + away(p.logMean))) / all;
      }),
    );
    population = {
      ...start,
      median: kineticsOf(mean),
      logCovariance: spread,
      patients: start.patients + n,
      source: `${start.source}; updated from ${start.patients + n} curves of own patients`,
    };
    if (mean.every((m, i) => Math.abs(m - before[i]!) < SETTLED) && round > 5) break;
  }
  return population;
}

async function pause(work: Work, fraction: number): Promise<void> {
  work.signal.throwIfAborted();
  work.report("Learning from finished patients", fraction);
  await new Promise((resolve) => setTimeout(resolve));
}

const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);
