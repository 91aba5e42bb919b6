import { describe, expect, test } from "vitest";
import { fitWithPrior, logCurve, logCurveSlopes } from "../../src/kinetics/bayes";
import { learnPopulation } from "../../src/kinetics/learnPopulation";
import { bestNextScanH, scanWorth } from "../../src/kinetics/nextScan";
import {
  independentPrior,
  kineticsOf,
  logOf,
  type PopulationPrior,
  priorUnderNuclide,
} from "../../src/kinetics/population";
import { populationsFromJson, populationsToJson } from "../../src/kinetics/populationFile";
import { PRIORS } from "../../src/kinetics/priors";
import { cholesky } from "../../src/kinetics/smallMatrix";
import { seededRandom } from "../../src/volume/random";
import { quietWork } from "../../src/work";

const LU177_H = 159.53;
const KIDNEY = independentPrior(
  {
    name: "test/kidney",
    radiopharmaceutical: "test",
    organ: "kidney",
    nuclide: "Lu-177",
    patients: 0,
    source: "a test",
  },
  [0.02, 0.2],
  [51, 0.3],
  [1, 0.3],
);
const TRUE = { amplitudePerMBq: 0.017, effectiveHalfLifeH: 62, uptakeHalfLifeH: 1.2 };
const trueTia = (7400 * 0.017 * (62 - 1.2)) / Math.LN2;
const ask = (timesH: readonly number[], prior: PopulationPrior = KIDNEY) => ({
  timesH,
  activityMBq: timesH.map((t) => 7400 * Math.exp(logCurve(TRUE, t))),
  prior,
  physicalHalfLifeH: LU177_H,
  administeredMBq: 7400,
});

/** Mean, deviation and 95 % interval of TIA by weighting draws from the prior with the likelihood of the readings. */
function byImportanceSampling(question: ReturnType<typeof ask>, sigma: number, draws: number) {
  const random = seededRandom(3);
  const l = cholesky(question.prior.logCovariance);
  const mean = logOf(question.prior.median);
  const samples: { tia: number; weight: number }[] = [];
  for (let i = 0; i < draws; i++) {
    const z = [random.normal(), random.normal(), random.normal()];
    const k = kineticsOf(
      mean.map((m, row) => m + l[row]!.reduce((sum, x, j) => sum + x * z[j]!, 0)),
    );
    if (k.effectiveHalfLifeH > LU177_H) continue;
    const misfit = question.timesH.reduce((sum, t, j) => {
      const predicted = Math.log(7400) + logCurve(k, t);
      return sum + ((predicted - Math.log(question.activityMBq[j]!)) / sigma) ** 2;
    }, 0);
    const tia = (7400 * k.amplitudePerMBq * (k.effectiveHalfLifeH - k.uptakeHalfLifeH)) / Math.LN2;
    samples.push({ tia, weight: Math.exp(-0.5 * misfit) });
  }
  samples.sort((a, b) => a.tia - b.tia);
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const quantile = (share: number) => {
    let sum = 0;
    const reached = samples.find(({ weight }) => {
      sum += weight;
      return sum >= share * total;
    });
    return reached!.tia;
  };
  return [quantile(0.025), quantile(0.975)] as const;
}

describe("Slopes of the logarithm of the curve", () => {
  test("are those of differences", () => {
    const logs = logOf(TRUE);
    for (const hour of [0.5, 4, 96]) {
      const slopes = logCurveSlopes(TRUE, hour);
      for (const [j, slope] of slopes.entries()) {
        const moved = (step: number) =>
          logCurve(kineticsOf(logs.map((x, i) => (i === j ? x + step : x))), hour);
        expect(slope).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 6);
      }
    }
  });
});

describe("Most probable kinetics", () => {
  test("are the population's where there is no reading", () => {
    const fit = fitWithPrior({ ...ask([]), activityMBq: [] });

    expect(fit.kinetics.effectiveHalfLifeH).toBeCloseTo(51, 9);
    expect((fit.tiaMBqH * Math.LN2) / (7400 * 0.02 * 50)).toBeCloseTo(1, 3);
  });

  test("are the patient's where many precise readings are", () => {
    const question = ask([1, 2, 4, 24, 48, 96, 144]);
    const sigmaMBq = question.activityMBq.map((a) => 1e-4 * a);
    const fit = fitWithPrior({ ...question, sigmaMBq });

    expect(fit.tiaMBqH / trueTia).toBeCloseTo(1, 3);
    expect(fit.kinetics.effectiveHalfLifeH).toBeCloseTo(62, 1);
  });

  test("come nearer to the patient with every reading, and the interval shrinks", () => {
    const fits = [[96], [24, 96], [24, 96, 168]].map((times) => fitWithPrior(ask(times)));
    const widths = fits.map(({ tiaIntervalMBqH: [low, high] }) => high / low);

    expect(widths[1]).toBeLessThan(widths[0]!);
    expect(widths[2]).toBeLessThan(widths[1]!);
    for (const {
      tiaIntervalMBqH: [low, high],
    } of fits) {
      expect(low).toBeLessThan(trueTia);
      expect(high).toBeGreaterThan(trueTia);
    }
  });

  test("never wash out more slowly than decay", () => {
    const slow = { ...ask([24, 96, 168]), activityMBq: [50, 50, 50] };
    const fit = fitWithPrior({ ...slow, sigmaMBq: [0.05, 0.05, 0.05] });

    expect(fit.effectiveHalfLifeH).toBeCloseTo(LU177_H, 6);
    expect(fit.flags.join()).toContain("held at physical decay");
  });

  test("take the amount from the reading alone where the administered activity is not known", () => {
    const unknown = { ...ask([72]), administeredMBq: undefined };
    const once = fitWithPrior(unknown);
    const tenfold = fitWithPrior({
      ...unknown,
      activityMBq: unknown.activityMBq.map((a) => 10 * a),
    });

    expect(tenfold.tiaMBqH / once.tiaMBqH).toBeCloseTo(10, 9);
    expect(once.kinetics.effectiveHalfLifeH).toBeCloseTo(51, 0);
  });
});

describe("The 95 % interval", () => {
  test.each([
    { times: [96], sigma: 0.05 },
    { times: [24, 96], sigma: 0.05 },
    { times: [4, 24, 96], sigma: 0.1 },
    { times: [72], sigma: 0.02 },
  ])(
    "is that of 200,000 weighted draws for readings at $times h within $sigma",
    ({ times, sigma }) => {
      const question = ask(times);
      const sigmaMBq = question.activityMBq.map((a) => sigma * a);
      const { tiaIntervalMBqH } = fitWithPrior({ ...question, sigmaMBq });
      const sampled = byImportanceSampling(question, sigma, 200_000);

      for (const end of [0, 1] as const)
        expect(Math.abs(tiaIntervalMBqH[end] / sampled[end] - 1)).toBeLessThan(0.01);
    },
  );
});

describe("The best hour for a scan", () => {
  const before = fitWithPrior({ ...ask([]), activityMBq: [] });

  test("of a population with 51 h is near 1.5 half-lives, and of one with 35.5 h earlier", () => {
    const psma = { ...KIDNEY, median: { ...KIDNEY.median, effectiveHalfLifeH: 35.5 } };
    const earlier = fitWithPrior({ ...ask([], psma), activityMBq: [] });

    const hour = bestNextScanH(before).timeH;
    expect(hour).toBeGreaterThan(55);
    expect(hour).toBeLessThan(95);
    expect(bestNextScanH(earlier).timeH).toBeLessThan(hour);
  });

  test.each([
    { times: [4], of: "an early scan" },
    { times: [96], of: "a late scan" },
    { times: [4, 24], of: "two scans" },
    { times: [24, 200], of: "a scan after more than a week" },
  ])("after $of lies after it and narrows the interval", ({ times }) => {
    const last = Math.max(...times);
    const fit = fitWithPrior(ask(times));
    const best = bestNextScanH(fit, { afterH: last });
    const every = scanWorth(fit, [last + 1, last + 48, last + 72, last + 90], 0.05);

    expect(best.timeH).toBeGreaterThan(last);
    expect(best.reduction).toBeGreaterThan(0);
    for (const { timeH, reduction } of every)
      if (timeH <= Math.max(168, last + 96))
        expect(best.reduction).toBeGreaterThanOrEqual(reduction);
  });

  test("promises what the scan then gives", () => {
    const [promised] = scanWorth(before, [72], 0.05);
    const median = { ...ask([72]), activityMBq: [7400 * Math.exp(logCurve(KIDNEY.median, 72))] };

    expect(fitWithPrior(median).tiaLogSigma).toBeCloseTo(promised!.tiaLogSigma, 6);
    expect(promised!.reduction).toBeGreaterThan(0.5);
  });
});

describe("A population learnt from finished patients", () => {
  const random = seededRandom(11);
  const truth = { ...KIDNEY, median: { ...KIDNEY.median, effectiveHalfLifeH: 40 } };
  const patients = Array.from({ length: 150 }, () => {
    const draw = (median: number, sigma: number) => median * Math.exp(sigma * random.normal());
    const k = {
      amplitudePerMBq: draw(0.03, 0.25),
      effectiveHalfLifeH: draw(truth.median.effectiveHalfLifeH, 0.2),
      uptakeHalfLifeH: draw(1, 0.3),
    };
    const timesH = [4, 24, 96];
    return {
      timesH,
      activityMBq: timesH.map((t) => 7400 * draw(Math.exp(logCurve(k, t)), 0.05)),
      physicalHalfLifeH: LU177_H,
      administeredMBq: 7400,
    };
  });

  test("has their medians and spreads", async () => {
    const learnt = await learnPopulation(KIDNEY, patients, quietWork());

    expect(learnt.median.amplitudePerMBq / 0.03).toBeCloseTo(1, 1);
    expect(learnt.median.effectiveHalfLifeH / 40).toBeCloseTo(1, 1);
    expect(Math.sqrt(learnt.logCovariance[0]![0]!)).toBeCloseTo(0.25, 1);
    expect(Math.sqrt(learnt.logCovariance[1]![1]!)).toBeCloseTo(0.2, 1);
    expect(learnt.patients).toBe(150);
  });

  test("moves little for one patient, and not at all for none", async () => {
    const one = await learnPopulation(KIDNEY, patients.slice(0, 1), quietWork());

    expect(await learnPopulation(KIDNEY, [], quietWork())).toBe(KIDNEY);
    expect(Math.abs(Math.log(one.median.effectiveHalfLifeH / 51))).toBeLessThan(0.15);
  });
});

describe("Populations as data", () => {
  test("survive a file, and a wrong one is refused by field", () => {
    const text = populationsToJson(PRIORS);

    expect(populationsFromJson(text, "own.json")).toEqual(PRIORS);
    expect(() => populationsFromJson("{}", "own.json")).toThrow("own.json: expected schema");
    const broken = populationsToJson([
      { ...KIDNEY, median: { ...KIDNEY.median, effectiveHalfLifeH: -1 } },
    ]);
    expect(() => populationsFromJson(broken, "own.json")).toThrow(
      "own.json, population 1: median.effectiveHalfLifeH expects a number above 0, received -1",
    );
  });

  test("ship with a source that says what is assumed, under names of their own", () => {
    expect(new Set(PRIORS.map(({ name }) => name)).size).toBe(PRIORS.length);
    for (const { source, median } of PRIORS) {
      expect(source).toContain("assumed");
      expect(median.effectiveHalfLifeH).toBeLessThan(LU177_H);
    }
  });

  test("keep the biology under another nuclide, there and back", () => {
    const y90 = priorUnderNuclide(KIDNEY, "Y-90", { from: LU177_H, to: 64.05 });
    const back = priorUnderNuclide(y90, "Lu-177", { from: 64.05, to: LU177_H });

    const biological = 1 / (1 / 51 - 1 / LU177_H);
    expect(y90.median.effectiveHalfLifeH).toBeCloseTo(1 / (1 / biological + 1 / 64.05), 9);
    expect(back.median.effectiveHalfLifeH).toBeCloseTo(51, 9);
    expect(back.logCovariance[1]![1]).toBeCloseTo(KIDNEY.logCovariance[1]![1]!, 9);
  });
});
