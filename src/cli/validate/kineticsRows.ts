import { aicc } from "../../kinetics/aicc";
import { type BiasStudy, biasStudy, KIDNEY_COHORT } from "../../kinetics/biasStudy";
import { errorBound } from "../../kinetics/errorBound";
import { hanscheid2018, madsen2018 } from "../../kinetics/fewScans";
import { fitTimeActivity } from "../../kinetics/fit";
import { type LeastSquares, levenbergMarquardt } from "../../kinetics/levenbergMarquardt";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { sphereSelfDose } from "../../physics/sphereSelfDose";
import { HOUR_S, MBQ_TO_BQ } from "../../physics/units";
import { partOf, type Work } from "../../work";
import type { Reference, ValidationSection } from "./context";
import { NIST_PROBLEMS, type NistProblem } from "./nistProblems";
import { atMost, information, type ValidationRow, validationRow } from "./row";

export const kineticsSection: ValidationSection = {
  title: "Kinetics",
  about:
    "A 177Lu-DOTATATE patient whose organ activities were fitted by an independent program; its masks are not published, so our doses are self-doses of spheres of the organs' masses (its volumes in the first scan, 1.05 g/cm³; with the mean of its four volumes they differ from its doses by up to 5 %). Certified nonlinear least squares: a difference of 1e-10 is ten digits agreed. Bias laws and simulated cohorts: limits of 0.1 and 1.5 percentage points. One exact reading lets a method err by more than 10 % in 6 of 100 kidneys at best, one with 5 % noise in 12 to 13: no method can know more than the posterior of its readings.",
  needs: ["tac-lu177-patient"],
  rows: async ({ reference, work }) => [
    ...patient(reference),
    ...NIST_PROBLEMS.flatMap(certified),
    ...biasLaws(),
    ...modelChoice(),
    ...(await cohorts(partOf(work, 0, 0.4))),
    ...(await againstBound(partOf(work, 0.4, 1))),
  ],
};

const PATIENT = "PyTheranostics, test data of voxel dosimetry (SNMMI challenge patient)";
const TIA_PERCENT: Readonly<Record<string, number>> = {
  Kidney_Left: 0.01,
  Kidney_Right: 0.01,
  Liver: 0.01,
  Spleen: 0.01,
  RemainderOfBody: 0.1,
  WholeBody: 0.1,
};
const ORGANS_WITH_DOSE = ["Kidney_Left", "Kidney_Right", "Liver", "Spleen"];
const SOFT_TISSUE_G_PER_ML = 1.05;

interface PatientOrgan {
  readonly volume_ml: readonly number[];
  readonly activity_MBq: readonly number[];
  readonly TIA_MBq_h: number;
  readonly AD_Gy: number;
}

function patient(reference: Reference): ValidationRow[] {
  const bytes = reference.read("tac-lu177-patient", "expected.json");
  const { times_h, organs } = JSON.parse(new TextDecoder().decode(bytes)) as {
    times_h: readonly number[];
    organs: Readonly<Record<string, PatientOrgan>>;
  };
  const lu177 = nuclide("Lu-177");
  const kernel = pointKernel(lu177);
  const tiaMBqH = (organ: PatientOrgan) =>
    fitTimeActivity({
      timesH: times_h,
      activityMBq: organ.activity_MBq,
      physicalHalfLifeH: lu177.halfLifeS / HOUR_S,
      model: "uptakeWashout",
    }).tiaMBqH;
  const selfDoseGy = (organ: PatientOrgan) => {
    const decays = tiaMBqH(organ) * MBQ_TO_BQ * HOUR_S;
    return decays * sphereSelfDose(kernel, organ.volume_ml[0]! * SOFT_TISSUE_G_PER_ML);
  };
  return [
    ...Object.entries(TIA_PERCENT).map(([name, limitPercent]) =>
      validationRow({
        what: `${readable(name)}: TIA from four readings, A (e^(−λ1 t) − e^(−λ2 t))${limitPercent > 0.01 ? "; its second rate is not identifiable" : ""}`,
        source: PATIENT,
        unit: "MBq·h",
        expected: organs[name]!.TIA_MBq_h,
        ours: tiaMBqH(organs[name]!),
        limitPercent,
      }),
    ),
    ...ORGANS_WITH_DOSE.map((name) =>
      validationRow({
        what: `${readable(name)}: dose, as a sphere`,
        source: `${PATIENT}: voxel S convolution`,
        unit: "Gy",
        expected: organs[name]!.AD_Gy,
        ours: selfDoseGy(organs[name]!),
        limitPercent: 7,
      }),
    ),
  ];
}

const readable = (name: string) => name.replaceAll(/([a-z])_?([A-Z])/g, "$1 $2").toLowerCase();

/** The worst of both starts. */
function certified(problem: NistProblem): ValidationRow[] {
  const fits = problem.starts.map((start) => levenbergMarquardt(leastSquares(problem), start));
  const apart = (ours: number, expected: number) => Math.abs(ours / expected - 1);
  const freedom = problem.x.length - problem.certified.length;
  const source = `NIST StRD, ${problem.name}`;
  const worst = (difference: (fit: (typeof fits)[number]) => readonly number[]) =>
    Math.max(...fits.flatMap(difference));
  // Lanczos1 is certified from 13 digits of a curve that its parameters meet: what is left is rounding.
  const [parameters, sum] = problem.name === "Lanczos1" ? [1e-8, 1e-2] : [1e-9, 1e-9];
  const row = (what: string, ours: number, most: number) =>
    atMost(`${problem.name}: ${what}`, source, "of it", ours, most);
  const errors = problem.standardErrors;
  return [
    row(
      "largest difference of a parameter from its certified value, from both starts",
      worst((fit) => problem.certified.map((b, j) => apart(fit.parameters[j]!, b))),
      parameters,
    ),
    row(
      "residual sum of squares",
      worst((fit) => [apart(fit.sumOfSquares, problem.residualSumOfSquares)]),
      sum,
    ),
    ...(errors
      ? [
          row(
            "largest difference of a standard error",
            worst((fit) =>
              errors.map((error, j) => {
                const variance = fit.covariance![j * (errors.length + 1)]!;
                return apart(Math.sqrt((variance * fit.sumOfSquares) / freedom), error);
              }),
            ),
            1e-6,
          ),
        ]
      : []),
  ];
}

function leastSquares({ x, y, model, certified: { length: n } }: NistProblem): LeastSquares {
  return {
    residualCount: x.length,
    parameterCount: n,
    evaluate: (b, residuals, jacobian) => {
      for (const [i, xi] of x.entries()) {
        const { value, slopes } = model(b, xi);
        residuals[i] = value - y[i]!;
        jacobian?.set(slopes, i * n);
      }
    },
  };
}

const HANSCHEID = "Hänscheid et al., J Nucl Med 59 (2018) 75";
const MADSEN = "Madsen et al., Med Phys 45 (2018) 2318";
/** Reading in half-lives, error in %. */
const HANSCHEID_ERRORS = [
  [0.75, -10.8],
  [1, 0],
  [1 / Math.LN2, 6.15],
  [2, 0],
  [2.5, -11.6],
  [3, -25],
] as const;
/** Half-life in those of the population, error in %. */
const MADSEN_ERRORS = [
  [0.8, -2.65],
  [1, 0],
  [1.2, -1.55],
] as const;

function biasLaws(): ValidationRow[] {
  const population = 51;
  const error = (tiaMBqH: number, halfLifeH: number) =>
    100 * ((tiaMBqH * Math.LN2) / halfLifeH - 1);
  return [
    ...HANSCHEID_ERRORS.map(([x, expected]) => {
      const reading = { timeH: x * population, activityMBq: 2 ** -x };
      const ours = error(hanscheid2018(reading).tiaMBqH, population);
      const what = `one exponential read once after ${Number(x.toFixed(3))} half-lives: error of Hänscheid's TIA`;
      return points(what, HANSCHEID, expected, ours, 0.1);
    }),
    ...MADSEN_ERRORS.map(([ratio, expected]) => {
      const timeH = population / Math.LN2;
      const activityMBq = 2 ** (-timeH / (ratio * population));
      const ours = error(
        madsen2018({ timeH, activityMBq }, population).tiaMBqH,
        ratio * population,
      );
      const what = `true half-life ${ratio} times the population's, read at 1/λ: error of Madsen's TIA`;
      return points(what, MADSEN, expected, ours, 0.1);
    }),
  ];
}

const HURVICH = "Hurvich and Tsai, Biometrika 76 (1989) 297, closed form";
/** Share of the administered activity and half-lives in h, as published for such organs. */
const ORGANS = {
  "a kidney": [
    [100, 50],
    [-100, 0.7],
  ],
  "a tumour": [
    [100, 78],
    [-100, 1.5],
  ],
  "the whole body": [
    [86, 2.1],
    [14, 44],
  ],
} as const;
const SCHEDULES_H = [
  [4, 24, 96],
  [4, 24, 72, 168],
  [1, 4, 24, 72, 168],
  [1, 4, 24, 48, 96, 168],
];

function modelChoice(): ValidationRow[] {
  const leastReadings = (sigmaKnown: boolean) => {
    let n = 1;
    while (aicc(1, n, 3, sigmaKnown) === undefined) n++;
    return n;
  };
  const exact = (what: string, unit: string, expected: number, ours: number) =>
    validationRow({ what, source: HURVICH, unit, expected, ours, limitPercent: 1e-9 });
  return [
    exact("AICc of χ² = 8, 6 readings, 2 parameters, σ known", "", 16, aicc(8, 6, 2, true)!),
    exact(
      "readings from which 3 parameters can be compared, σ known",
      "readings",
      5,
      leastReadings(true),
    ),
    exact("the same where only the ratios of σ are known", "readings", 6, leastReadings(false)),
    ...Object.entries(ORGANS).map(([organ, terms]) =>
      atMost(
        `exact readings of ${organ}, 3 to 6 scans, σ of 5 % or unknown, model chosen by itself: largest error of the TIA`,
        "closed form",
        "%",
        Math.max(...SCHEDULES_H.flatMap((timesH) => automaticErrors(terms, timesH))),
        10,
      ),
    ),
  ];
}

function automaticErrors(
  terms: readonly (readonly [number, number])[],
  timesH: readonly number[],
): number[] {
  const truth = terms.reduce((sum, [a, halfLife]) => sum + (a * halfLife) / Math.LN2, 0);
  const activityMBq = timesH.map((t) =>
    terms.reduce((sum, [a, halfLife]) => sum + a * 2 ** (-t / halfLife), 0),
  );
  const asked = { timesH, activityMBq, physicalHalfLifeH: 159.53, model: "auto" } as const;
  return [{}, { sigmaMBq: activityMBq.map((a) => 0.05 * a) }].map((known) =>
    Math.abs(100 * (fitTimeActivity({ ...asked, ...known }).tiaMBqH / truth - 1)),
  );
}

const COHORT = "simulated, its own truth";
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

async function cohorts(work: Work): Promise<ValidationRow[]> {
  const { hanscheid, madsen, prior, coverage } = await biasStudy(
    KIDNEY_COHORT,
    partOf(work, 0, 0.5),
  );
  const beyond = (method: string) =>
    `5,000 kidneys, one exact reading at 96 h: share with more than 10 % error, ${method}`;
  const rows = [
    points(beyond("Hänscheid"), HANSCHEID, 16, 100 * hanscheid.beyondTenPercent, 1.5),
    points(beyond("Madsen"), MADSEN, 18.5, 100 * madsen.beyondTenPercent, 1.5),
    atMost(beyond("population prior"), COHORT, "%", 100 * prior.beyondTenPercent, 9),
    points("the same: truth in the 95 % interval", COHORT, 95, 100 * coverage, 2),
  ];
  for (const [i, [what, study]] of VARIANTS.entries()) {
    const result = await biasStudy(study, partOf(work, ...part(i, VARIANTS.length, 0.5, 1)));
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

const BOUND = "posterior of each reading, summed over the cohort's own distribution";
const SPREADS = [0.2, 0.3, 0.4];
const READING_SIGMAS = [0, 0.05];

/** The population prior beside the best that any method can do on one reading. */
async function againstBound(work: Work): Promise<ValidationRow[]> {
  const studies = READING_SIGMAS.flatMap((readingSigma) =>
    SPREADS.map((spread) => ({ readingSigma, spread })),
  );
  const rows: ValidationRow[] = [];
  for (const [i, { readingSigma, spread }] of studies.entries()) {
    const [start, end] = part(i, studies.length, 0, 1);
    const middle = (start + end) / 2;
    const study: BiasStudy = { ...KIDNEY_COHORT, readingSigma, effectiveHalfLifeH: [51, spread] };
    const ours = await biasStudy(study, partOf(work, start, middle));
    const { leastBeyondTenPercent, best } = await errorBound(study, partOf(work, middle, end));
    const reading = readingSigma === 0 ? "exact" : `with ${100 * readingSigma} % noise`;
    const what = `5,000 kidneys, one reading at 96 h, ${reading}, half-lives spread by ${spread}`;
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
      points(`${what}: truth in the 95 % interval`, COHORT, 95, 100 * ours.coverage, 2),
    );
  }
  return rows;
}

const part = (i: number, of: number, from: number, to: number) =>
  [i, i + 1].map((n) => from + ((to - from) * n) / of) as [number, number];

/** A percentage within so many percentage points. */
const points = (what: string, source: string, expected: number, ours: number, within: number) =>
  validationRow({
    what,
    source,
    unit: "%",
    expected,
    ours,
    limitPercent: expected === 0 ? within : (100 * within) / Math.abs(expected),
  });
