import { describe, expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import {
  deadTimeFactor,
  fitDeadTime,
  largestObservedRatePerS,
  observedRatePerS,
  trueRatePerS,
} from "../../src/quantification/deadTime";
import { seededRandom } from "../../src/volume/random";

const TAU_S = 2e-6;

describe("paralysable dead time", () => {
  test.each([1e-9, 1e-3, 0.05, 0.2, 0.5, 0.9, 0.99, 0.9999])(
    "the true rate comes back from the observed one at %s of 1/τ",
    (x) => {
      const rate = x / TAU_S;

      expect(trueRatePerS(observedRatePerS(rate, TAU_S), TAU_S) / rate).toBeCloseTo(1, 9);
    },
  );

  test("… and at every thousandth in between", () => {
    for (let x = 0.001; x < 0.9995; x += 0.001) {
      const rate = x / TAU_S;
      const ratio = trueRatePerS(observedRatePerS(rate, TAU_S), TAU_S) / rate;
      expect(Math.abs(ratio - 1), `at ${x.toFixed(3)} of 1/τ`).toBeLessThan(1e-9);
    }
  });

  test("at the maximum the true rate is 1/τ", () => {
    expect(trueRatePerS(largestObservedRatePerS(TAU_S), TAU_S) * TAU_S).toBeCloseTo(1, 6);
  });

  test("a rate beyond the maximum is refused", () => {
    expect(() => trueRatePerS(1.001 * largestObservedRatePerS(TAU_S), TAU_S)).toThrow(InputError);
  });

  test("no dead time, no correction", () => {
    expect(deadTimeFactor(1e5, 0)).toBe(1);
    expect(deadTimeFactor(0, TAU_S)).toBe(1);
  });
});

describe("the fit to a decaying source", () => {
  const activities = [2500, 1800, 1200, 700, 300, 100];
  const readingsOf = (sensitivity: number, noise: number, seed = 1) => {
    const random = seededRandom(seed);
    return activities.map((activityMBq) => {
      const expected = observedRatePerS(sensitivity * activityMBq, TAU_S);
      const counts = expected * 120;
      return {
        activityMBq,
        observedPerS: expected * (1 + (noise * random.normal()) / Math.sqrt(counts)),
        counts,
      };
    });
  };

  test("exact readings give the factor and τ exactly", () => {
    const fit = fitDeadTime(readingsOf(60, 0));

    expect(fit.sensitivityPerSPerMBq).toBeCloseTo(60, 9);
    expect(fit.tauS / TAU_S).toBeCloseTo(1, 9);
  });

  test("over 400 noisy series τ scatters by the standard error that the fit states", () => {
    const fits = Array.from({ length: 400 }, (_, seed) => fitDeadTime(readingsOf(60, 1, seed)));
    const pulls = fits.map((fit) => (fit.tauS - TAU_S) / fit.tauStandardErrorS);
    const spread = Math.sqrt(pulls.reduce((sum, x) => sum + x * x, 0) / pulls.length);

    expect(spread).toBeGreaterThan(0.9);
    expect(spread).toBeLessThan(1.1);
  });

  test("rates that rise faster than the activity are refused", () => {
    const readings = readingsOf(60, 0).map((r) => ({
      ...r,
      observedPerS: r.activityMBq * 60 * (1 + r.activityMBq / 5000),
    }));

    expect(() => fitDeadTime(readings)).toThrow(/faster than the activity/);
  });

  test("one activity alone is refused", () => {
    expect(() => fitDeadTime(readingsOf(60, 0).slice(0, 1))).toThrow(InputError);
  });
});
