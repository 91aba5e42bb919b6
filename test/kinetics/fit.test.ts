import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fitTimeActivity } from "../../src/kinetics/fit";

const LU177_H = 159.53;
const TIMES = [2, 5, 24, 48, 96, 168];
const curve =
  (...terms: readonly (readonly [number, number])[]) =>
  (t: number) =>
    terms.reduce((sum, [a, halfLife]) => sum + a * 2 ** (-t / halfLife), 0);
const integral = (...terms: readonly (readonly [number, number])[]) =>
  terms.reduce((sum, [a, halfLife]) => sum + (a * halfLife) / Math.LN2, 0);
const ask = (activity: (t: number) => number, timesH: readonly number[] = TIMES) => ({
  timesH,
  activityMBq: timesH.map(activity),
  physicalHalfLifeH: LU177_H,
});

describe("Exact readings give the closed-form integral", () => {
  test("of one exponential", () => {
    const fit = fitTimeActivity({ ...ask(curve([120, 51]), [24, 96]), model: "monoExponential" });

    expect(fit.tiaMBqH / integral([120, 51])).toBeCloseTo(1, 9);
    expect(fit.effectiveHalfLifeH).toBeCloseTo(51, 6);
    expect(fit.extrapolatedShare).toBeCloseTo(2 ** (-96 / 51), 6);
  });

  test("of uptake and washout, chosen by AICc from six readings", () => {
    const truth = [
      [120, 51],
      [-120, 1.5],
    ] as const;
    const fit = fitTimeActivity({ ...ask(curve(...truth)), model: "auto" });

    expect(fit.model).toBe("uptakeWashout");
    expect(fit.tiaMBqH / integral(...truth)).toBeCloseTo(1, 7);
  });

  test("of two washouts", () => {
    const truth = [
      [40, 70],
      [90, 4],
    ] as const;
    const fit = fitTimeActivity({ ...ask(curve(...truth)), model: "biExponential" });

    expect(fit.tiaMBqH / integral(...truth)).toBeCloseTo(1, 7);
  });

  test("of uptake and two washouts", () => {
    const truth = [
      [40, 70],
      [90, 8],
      [-130, 0.7],
    ] as const;
    const times = [0.5, 1, 2, 4, 8, 24, 72, 168];
    const fit = fitTimeActivity({ ...ask(curve(...truth), times), model: "triExponential" });

    expect(fit.tiaMBqH / integral(...truth)).toBeCloseTo(1, 6);
  });

  test("of activity that only decays, from one reading", () => {
    const fit = fitTimeActivity({ ...ask(curve([50, LU177_H]), [3]), model: "permanent" });

    expect(fit.tiaMBqH / integral([50, LU177_H])).toBeCloseTo(1, 9);
  });
});

describe("The trapezoid", () => {
  test("is exact on one exponential, however far apart the readings: it is logarithmic where the curve falls", () => {
    const asked = ask(curve([100, LU177_H]), [24, 96, 300]);
    const fit = fitTimeActivity({ ...asked, model: "trapezoid" });

    expect(fit.tiaMBqH / integral([100, LU177_H])).toBeCloseTo(1, 9);
  });

  test("starts from zero where asked: half of the first reading times its hour", () => {
    const asked = { ...ask(curve([100, 51]), [4, 24]), model: "trapezoid" } as const;
    const fromZero = fitTimeActivity({ ...asked, trapezoidStart: "fromZero" });

    const after = 51 / Math.LN2;
    const first = 100 * 2 ** (-4 / 51);
    expect(fromZero.tiaMBqH).toBeCloseTo((first * 4) / 2 + first * after, 6);
    expect(fromZero.flags.join()).toContain("straight line from zero");
  });

  test("fits its tail through the last three of four readings", () => {
    const activityMBq = [90, 60, 40, 10];
    const asked = { timesH: [4, 24, 48, 96], activityMBq, physicalHalfLifeH: LU177_H };
    const four = fitTimeActivity({ ...asked, model: "trapezoid" });
    const tail = fitTimeActivity({
      timesH: [24, 48, 96],
      activityMBq: activityMBq.slice(1),
      physicalHalfLifeH: LU177_H,
      model: "monoExponential",
    });

    expect(four.terms[0]!.ratePerH).toBeCloseTo(tail.terms[0]!.ratePerH, 9);
  });

  test("has the standard error of two readings by propagation", () => {
    const asked = ask(curve([100, 51]), [24, 96]);
    const sigmaMBq = asked.activityMBq.map((a) => 0.001 * a);
    const fit = fitTimeActivity({ ...asked, sigmaMBq, model: "trapezoid" });

    // The part before 24 h grows with the first reading; the rest is the closed form of one exponential from 24 h on.
    const phys = Math.LN2 / LU177_H;
    const [first, second] = asked.activityMBq as [number, number];
    const tia = (a: number, b: number) =>
      (a * Math.expm1(24 * phys)) / phys + (a * 72) / Math.log(a / b);
    const slope = (tia(first * 1.001, second) - tia(first * 0.999, second)) / 2;
    const other = (tia(first, second * 1.001) - tia(first, second * 0.999)) / 2;
    expect(fit.tiaStandardErrorMBqH! / Math.hypot(slope, other)).toBeCloseTo(1, 6);
  });

  test("stands in where too few readings can be compared and one exponential misses them", () => {
    const asked = { timesH: [4, 24, 103, 124], activityMBq: [672, 318, 150, 122] };
    const fit = fitTimeActivity({ ...asked, physicalHalfLifeH: LU177_H, model: "auto" });

    expect(fit.model).toBe("trapezoid");
  });
});

describe("Physical decay", () => {
  test("is the slowest that a curve may fall, and a flag says where the readings ask for less", () => {
    const slow = fitTimeActivity({ ...ask(curve([10, 400])), model: "monoExponential" });
    const rising = fitTimeActivity({ ...ask((t) => 1 + t, [4, 24]), model: "monoExponential" });
    const honest = fitTimeActivity({ ...ask(curve([10, 100])), model: "monoExponential" });

    for (const fit of [slow, rising]) {
      expect(fit.effectiveHalfLifeH).toBeCloseTo(LU177_H, 9);
      expect(fit.flags.join()).toContain("more slowly than physical decay");
    }
    expect(honest.flags.join()).not.toContain("physical decay");
  });

  test("bounds the tail of a trapezoid too", () => {
    const fit = fitTimeActivity({ ...ask(() => 5), model: "trapezoid" });

    expect(fit.effectiveHalfLifeH).toBeCloseTo(LU177_H, 9);
    expect(fit.flags.join()).toContain("more slowly than physical decay");
  });
});

describe("Too few readings", () => {
  test("keep a model out of the automatic choice, and mark it where it is asked for by name", () => {
    const asked = ask(curve([100, 51], [-100, 1]), [4, 28, 103, 124]);
    const automatic = fitTimeActivity({ ...asked, model: "auto" });
    const named = fitTimeActivity({ ...asked, model: "uptakeWashout" });

    expect(automatic.candidates.find((c) => c.model === "uptakeWashout")!.reason).toContain(
      "AICc is not defined",
    );
    expect(named.aicc).toBeUndefined();
    expect(named.flags.join()).toContain("Untested: 4 readings for 3 parameters");
  });

  test("are refused where they are fewer than the parameters", () => {
    const asked = ask(curve([100, 51]), [24, 96]);

    expect(() => fitTimeActivity({ ...asked, model: "uptakeWashout" })).toThrow(
      "expected at least 3 readings, received 2",
    );
    expect(() => fitTimeActivity({ ...ask(curve([1, 51]), [24]), model: "auto" })).toThrow(
      "one-point method",
    );
  });

  test("are two at one time, which say nothing of the rate: refused", () => {
    const asked = ask(curve([100, 51]), [24, 24]);

    expect(() => fitTimeActivity({ ...asked, model: "auto" })).toThrow(
      "expected one reading at 24 h, received two",
    );
  });

  test("leave no standard error without known sigmas; known ones give it by propagation", () => {
    const asked = { ...ask(curve([100, 51]), [24, 96]), model: "monoExponential" } as const;
    const known = fitTimeActivity({ ...asked, sigmaMBq: asked.activityMBq.map((a) => 0.05 * a) });

    expect(fitTimeActivity(asked).tiaStandardErrorMBqH).toBeUndefined();
    // TIA = A1 e^(λ t1)/λ with λ = ln(A1/A2)/(t2−t1): d ln TIA = (1 + g) d ln A1 − g d ln A2, g = (t1 − 1/λ)/(t2 − t1).
    const g = (24 - 51 / Math.LN2) / 72;
    const relative = 0.05 * Math.hypot(1 + g, g);
    expect(known.tiaStandardErrorMBqH! / known.tiaMBqH).toBeCloseTo(relative, 9);
  });
});

describe("The automatic choice", () => {
  const organs = {
    kidney: [
      [100, 50],
      [-100, 0.7],
    ],
    tumour: [
      [100, 78],
      [-100, 1.5],
    ],
    body: [
      [86, 2.1],
      [14, 44],
    ],
  } as const;
  const schedules = [
    [4, 24, 96],
    [4, 24, 72, 168],
    [1, 4, 24, 72, 168],
    [1, 4, 24, 48, 96, 168],
  ];

  test.each(Object.entries(organs))(
    "comes within 10 % of the integral of a %s from three to six readings, with σ and without",
    (_, truth) => {
      for (const timesH of schedules) {
        const asked = ask(curve(...truth), timesH);
        const sigmaMBq = asked.activityMBq.map((a) => 0.05 * a);
        for (const known of [{}, { sigmaMBq }]) {
          const fit = fitTimeActivity({ ...asked, ...known, model: "auto" });
          expect(Math.abs(fit.tiaMBqH / integral(...truth) - 1)).toBeLessThan(0.1);
        }
      }
    },
  );

  test("never takes a model that misses a reading by far, and says of each why it was left", () => {
    const fit = fitTimeActivity({ ...ask(curve(...organs.body), schedules[3]), model: "auto" });

    expect(fit.model).toBe("trapezoid");
    const left = fit.candidates.find((c) => c.model === "monoExponential")!;
    expect(left.reason).toBe("misses a reading by far");
    expect(left.tiaMBqH / fit.tiaMBqH).toBeLessThan(0.5);
  });
});

test("A model asked for by name that disagrees with the readings' own area is flagged", () => {
  const asked = ask(curve([86, 2.1], [14, 44]));
  const fit = fitTimeActivity({ ...asked, model: "monoExponential" });

  expect(fit.flags.join()).toMatch(/Trapezoids under the readings .* % more/);
});

test("A fast washout that only the first reading sees adds little to the integral, however fast it is made", () => {
  const slow = curve([6200, 40]);
  const asked = ask((t) => slow(t) * (t === 2 ? 1.13 : 1), [2, 6, 24, 72, 144]);
  const fit = fitTimeActivity({ ...asked, model: "biExponential" });

  expect(fit.tiaMBqH / integral([6200, 40])).toBeGreaterThan(1);
  expect(fit.tiaMBqH / integral([6200, 40])).toBeLessThan(1.25);
  expect(fit.terms[1]!.amplitudeMBq / fit.terms[0]!.amplitudeMBq).toBeLessThanOrEqual(20 + 1e-9);
});

test("Readings may come in any order; residuals keep it", () => {
  const asked = ask((t) => curve([100, 51])(t) + (t === 24 ? 3 : 0), [96, 4, 24]);
  const ordered = ask((t) => curve([100, 51])(t) + (t === 24 ? 3 : 0), [4, 24, 96]);
  const a = fitTimeActivity({ ...asked, model: "monoExponential" });
  const b = fitTimeActivity({ ...ordered, model: "monoExponential" });

  expect(a.tiaMBqH).toBeCloseTo(b.tiaMBqH, 9);
  expect(a.residualsMBq[2]).toBeCloseTo(b.residualsMBq[1]!, 9);
});

test("Readings of zero give no activity and say so; text that is no number is refused", () => {
  const zero = fitTimeActivity({ ...ask(() => 0), model: "auto" });

  expect(zero.tiaMBqH).toBe(0);
  expect(zero.flags[0]).toContain("No reading is above zero");
  expect(() => fitTimeActivity({ ...ask(() => Number.NaN), model: "auto" })).toThrow(
    "activity_MBq expects a number",
  );
});

test("Standard errors cover: over 400 noisy curves the TIA lies within 1.96 of them in about 95 %", async () => {
  const { seededRandom } = await import("../../src/volume/random");
  const random = seededRandom(7);
  const truth = curve([100, 51], [-100, 1]);
  let inside = 0;
  for (let i = 0; i < 400; i++) {
    const asked = ask((t) => truth(t) * (1 + 0.05 * random.normal()));
    const sigmaMBq = TIMES.map((t) => 0.05 * truth(t));
    const fit = fitTimeActivity({ ...asked, sigmaMBq, model: "uptakeWashout" });
    const error = fit.tiaMBqH - integral([100, 51], [-100, 1]);
    if (Math.abs(error) <= 1.96 * fit.tiaStandardErrorMBqH!) inside++;
  }

  expect(inside / 400).toBeGreaterThan(0.92);
  expect(inside / 400).toBeLessThan(0.98);
});

const reference = join(
  process.env.GYRE_REFERENCE ?? "../shared/reference",
  "tac-lu177-patient/expected.json",
);
if (!existsSync(reference)) console.log(`skipped: ${reference} is not there`);

describe.skipIf(!existsSync(reference))("An independent fit of a 177Lu patient", () => {
  const tolerance: Record<string, number> = { RemainderOfBody: 1e-3, WholeBody: 1e-3 };
  test.each(["Kidney_Left", "Kidney_Right", "Liver", "Spleen", "RemainderOfBody", "WholeBody"])(
    "is met in %s",
    (organ) => {
      const { times_h, organs } = JSON.parse(readFileSync(reference, "utf8"));
      const { activity_MBq, TIA_MBq_h } = organs[organ];
      const fit = fitTimeActivity({
        timesH: times_h,
        activityMBq: activity_MBq,
        physicalHalfLifeH: LU177_H,
        model: "uptakeWashout",
      });

      expect(Math.abs(fit.tiaMBqH / TIA_MBq_h - 1)).toBeLessThan(tolerance[organ] ?? 1e-4);
    },
  );
});
