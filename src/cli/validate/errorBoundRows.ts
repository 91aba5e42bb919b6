import { type BiasStudy, biasStudy, KIDNEY_COHORT } from "../../kinetics/biasStudy";
import { errorBound } from "../../kinetics/errorBound";
import { partOf, type Work } from "../../work";
import { COHORT } from "./cohortRows";
import { atMost, information, percentagePoints, type ValidationRow } from "./row";

const BOUND = "posterior of each reading, summed over the cohort's own distribution";
const SPREADS = [0.2, 0.3, 0.4];
const READING_SIGMAS = [0, 0.05];
/** Both estimates see the same patients: half of them tell as well which is better. */
const COHORT_HALVED = { ...KIDNEY_COHORT, patients: 2500 };

/** The population prior beside the best that any method can do on one reading. */
export async function errorBoundRows(work: Work): Promise<ValidationRow[]> {
  const studies = READING_SIGMAS.flatMap((readingSigma) =>
    SPREADS.map((spread) => ({ readingSigma, spread })),
  );
  const rows: ValidationRow[] = [];
  for (const [i, { readingSigma, spread }] of studies.entries()) {
    const [start, end] = [i / studies.length, (i + 1) / studies.length];
    const middle = (start + end) / 2;
    const study: BiasStudy = { ...COHORT_HALVED, readingSigma, effectiveHalfLifeH: [51, spread] };
    const ours = await biasStudy(study, partOf(work, start, middle));
    const { leastBeyondTenPercent, best } = await errorBound(study, partOf(work, middle, end));
    const reading = readingSigma === 0 ? "exact" : `with ${100 * readingSigma} % noise`;
    const what = `2,500 kidneys, one reading at 96 h, ${reading}, half-lives spread by ${spread}`;
    const beyond = 100 * best.beyondTenPercent;
    rows.push(
      information(
        `${what}: least share beyond 10 % that any method can expect`,
        BOUND,
        "%",
        100 * leastBeyondTenPercent,
      ),
      information(`${what}: the best estimate, on these patients`, BOUND, "%", beyond),
      atMost(
        `${what}: population prior, against the best estimate + 0.3`,
        COHORT,
        "%",
        100 * ours.prior.beyondTenPercent,
        beyond + 0.3,
      ),
      information(`${what}: mean error`, COHORT, "%", 100 * ours.prior.meanError),
      percentagePoints(`${what}: truth in the 95 % interval`, COHORT, 95, 100 * ours.coverage, 2),
    );
  }
  return rows;
}
