import { type BiasStudy, biasStudy, KIDNEY_COHORT } from "../../kinetics/biasStudy";
import { partOf, type Work } from "../../work";
import { HANSCHEID, MADSEN } from "./biasLawRows";
import { atMost, information, percentagePoints, type ValidationRow } from "./row";

export const COHORT = "simulated, its own truth";
const FEWER = { ...KIDNEY_COHORT, patients: 1000 };
const VARIANTS: readonly (readonly [string, BiasStudy])[] = [
  ["readings with 5 % noise", { ...FEWER, readingSigma: 0.05 }],
  [
    "two readings, 24 and 96 h, 5 % noise",
    { ...FEWER, readingSigma: 0.05, readingHours: [24, 96] },
  ],
  [
    "half-lives spread twice as wide as believed",
    { ...FEWER, effectiveHalfLifeH: [51, 0.6], believed: { effectiveHalfLifeH: [51, 0.3] } },
  ],
  [
    "the prior's half-life 30 % too long",
    { ...FEWER, believed: { effectiveHalfLifeH: [66, 0.3] } },
  ],
  [
    "the prior's amount 30 % too high, and sure of it (10 %)",
    { ...FEWER, believed: { amplitude: [1.3, 0.1] } },
  ],
];

/** Simulated kidneys read once or twice: how often each method errs by much. */
export async function cohortRows(work: Work): Promise<ValidationRow[]> {
  const { hanscheid, madsen, prior, coverage } = await biasStudy(
    KIDNEY_COHORT,
    partOf(work, 0, 0.5),
  );
  const beyond = (method: string) =>
    `5,000 kidneys, one exact reading at 96 h: share with more than 10 % error, ${method}`;
  const rows = [
    percentagePoints(beyond("Hänscheid"), HANSCHEID, 16, 100 * hanscheid.beyondTenPercent, 1.5),
    percentagePoints(beyond("Madsen"), MADSEN, 18.5, 100 * madsen.beyondTenPercent, 1.5),
    atMost(beyond("population prior"), COHORT, "%", 100 * prior.beyondTenPercent, 9),
    percentagePoints("the same: truth in the 95 % interval", COHORT, 95, 100 * coverage, 2),
  ];
  for (const [i, [what, study]] of VARIANTS.entries()) {
    const result = await biasStudy(
      study,
      partOf(work, 0.5 + (0.5 * i) / VARIANTS.length, 0.5 + (0.5 * (i + 1)) / VARIANTS.length),
    );
    const info = (which: string, unit: string, share: number) =>
      information(`1,000 kidneys, ${what}: ${which}`, COHORT, unit, 100 * share);
    rows.push(
      info("more than 10 % error, population prior", "%", result.prior.beyondTenPercent),
      info(
        "more than 10 % error, Madsen on the first reading",
        "%",
        result.madsen.beyondTenPercent,
      ),
      info("mean error, population prior", "%", result.prior.meanError),
      info("truth in the 95 % interval", "%", result.coverage),
    );
  }
  return rows;
}
