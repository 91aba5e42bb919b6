import { describe, expect, test } from "vitest";
import { fitAsChosen } from "../../src/kinetics/chosenFit";
import { fitTimeActivity } from "../../src/kinetics/fit";
import { heldIn, sameHeld, withPhase } from "../../src/kinetics/heldHalfLife";

const LU177_H = 159.53;
const readings = (timesH: readonly number[], halfLifeH: number) => ({
  timesH,
  activityMBq: timesH.map((t) => 100 * 2 ** (-t / halfLifeH)),
  physicalHalfLifeH: LU177_H,
});

describe("A half-life held by hand", () => {
  test("is the fit's where it is fixed, the amplitude follows, and a flag says so", () => {
    const fit = fitTimeActivity({
      ...readings([24, 96], 51),
      model: "monoExponential",
      heldHalfLifeH: [60, 60],
    });

    expect(fit.effectiveHalfLifeH).toBeCloseTo(60, 9);
    expect(fit.parameters[1]!.standardError).toBeUndefined();
    expect(fit.flags[0]).toContain("fixed at 60 h by hand");
  });

  test("lets one reading do for a single exponential", () => {
    const fit = fitTimeActivity({
      ...readings([72], 51),
      model: "monoExponential",
      heldHalfLifeH: [51, 51],
    });

    expect(fit.tiaMBqH / ((100 * 51) / Math.LN2)).toBeCloseTo(1, 9);
  });

  test.each([
    { held: [20, 40] as const, halfLifeH: 40, said: "ask for a longer one" },
    { held: [60, 90] as const, halfLifeH: 60, said: "ask for a shorter one" },
    { held: [40, 60] as const, halfLifeH: 51, said: "between 40 and 60 h by hand." },
  ])("stays within $held for a true one of 51 h: $said", ({ held, halfLifeH, said }) => {
    const fit = fitTimeActivity({
      ...readings([4, 24, 96], 51),
      model: "monoExponential",
      heldHalfLifeH: held,
    });

    expect(fit.effectiveHalfLifeH).toBeCloseTo(halfLifeH, 5);
    expect(fit.flags[0]).toContain(said);
  });

  test("bounds the slow phase of two exponentials and the tail of a trapezoid", () => {
    const asked = { ...readings([2, 5, 24, 48, 96, 168], 51), heldHalfLifeH: [60, 60] as const };
    const tail = fitTimeActivity({ ...asked, model: "trapezoid" });
    const two = fitTimeActivity({ ...asked, model: "biExponential" });

    expect(tail.effectiveHalfLifeH).toBeCloseTo(60, 9);
    expect(Math.LN2 / two.terms[0]!.ratePerH).toBeCloseTo(60, 9);
    expect(fitTimeActivity({ ...asked, model: "auto" }).flags[0]).toContain("fixed at 60 h");
  });

  test("counts one parameter less in the comparison of models", () => {
    const asked = {
      ...readings([4, 24, 96, 168], 51),
      sigmaMBq: [5, 5, 5, 5],
      model: "monoExponential",
    } as const;
    const free = fitTimeActivity(asked);
    const fixed = fitTimeActivity({ ...asked, heldHalfLifeH: [51, 51] });

    expect(free.aicc! - fixed.aicc!).toBeCloseTo(16 - 4, 6);
  });

  test.each([
    {
      held: [200, 200] as const,
      said: "at most the physical half-life of 159.5 h, received 200 h",
    },
    { held: [60, 40] as const, said: "from and to, received 60 to 40 h" },
    { held: [-1, 40] as const, said: "expected hours above 0" },
  ])("of $held is refused", ({ held, said }) => {
    const asked = { ...readings([24, 96], 51), model: "auto", heldHalfLifeH: held } as const;

    expect(() => fitTimeActivity(asked)).toThrow(said);
  });

  test("does not go with a method for few scans", () => {
    const given = { ...readings([24, 96], 51), scanIds: ["a", "b"], sigmaMBq: undefined };
    const setting = { nuclide: "Lu-177", administeredMBq: 7400, model: "auto" } as const;

    expect(() =>
      fitAsChosen(given, { method: "hanscheid2018", heldHalfLifeH: [51, 51] }, setting),
    ).toThrow("goes with a fit of exponentials");
  });
});

describe("A faster phase held by hand", () => {
  /** 100 (2^(−t/51) − 2^(−t/1.5)), and with a washout of 8 h before it. */
  const uptake = (timesH: readonly number[]) => ({
    timesH,
    activityMBq: timesH.map((t) => 100 * (2 ** (-t / 51) - 2 ** (-t / 1.5))),
    physicalHalfLifeH: LU177_H,
  });
  const two = (timesH: readonly number[]) => ({
    timesH,
    activityMBq: timesH.map((t) => 100 * 2 ** (-t / 60) + 40 * 2 ** (-t / 8)),
    physicalHalfLifeH: LU177_H,
  });
  const [LATE, FULL] = [
    [24, 72, 168],
    [1, 4, 24, 48, 96, 168],
  ];

  test("gives the uptake that late readings cannot see, and two of them then do", () => {
    const held = { second: [1.5, 1.5] as const };
    const fit = fitTimeActivity({ ...uptake(LATE), model: "uptakeWashout", heldHalfLifeH: held });
    const least = fitTimeActivity({
      ...uptake([24, 96]),
      model: "uptakeWashout",
      heldHalfLifeH: held,
    });

    for (const { tiaMBqH, terms } of [fit, least]) {
      expect(tiaMBqH / ((100 * (51 - 1.5)) / Math.LN2)).toBeCloseTo(1, 7);
      expect(Math.LN2 / terms[1]!.ratePerH).toBeCloseTo(1.5, 9);
      expect(Math.LN2 / terms[0]!.ratePerH).toBeCloseTo(51, 5);
    }
    expect(fit.flags[0]).toBe(
      "The effective half-life of the uptake was fixed at 1.5 h by hand: the readings decide the rest, and no error of it is in the interval.",
    );
    expect(fit.parameters.find(({ name }) => name === "uptakeRate")!.standardError).toBeUndefined();
  });

  test.each([
    { second: [4, 8] as const, hours: 4, said: "shorter one" },
    { second: [0.5, 1] as const, hours: 1, said: "longer one" },
    { second: [1, 2] as const, hours: 1.5, said: "between 1 and 2 h by hand." },
  ])("stays within $second for a true uptake of 1.5 h: $said", ({ second, hours, said }) => {
    const fit = fitTimeActivity({
      ...uptake(FULL),
      model: "uptakeWashout",
      heldHalfLifeH: { second },
    });

    expect(Math.LN2 / fit.terms[1]!.ratePerH).toBeCloseTo(hours, 4);
    expect(fit.flags[0]).toContain(said);
  });

  test("together with the slowest one leaves one reading the amplitude", () => {
    const fit = fitTimeActivity({
      ...uptake([72]),
      model: "auto",
      heldHalfLifeH: { slowest: [51, 51], second: [1.5, 1.5] },
    });

    expect(fit.model).toBe("uptakeWashout");
    expect(fit.tiaMBqH / ((100 * (51 - 1.5)) / Math.LN2)).toBeCloseTo(1, 9);
    expect(fit.flags.slice(0, 2).join()).toMatch(/slowest phase was fixed.*uptake was fixed/);
  });

  test("of two washouts is as true as the free fit where it is the true one, at one parameter less", () => {
    const sigmaMBq = FULL.map(() => 1);
    const asked = { ...two(FULL), sigmaMBq, model: "biExponential" } as const;
    const free = fitTimeActivity(asked);
    const held = fitTimeActivity({ ...asked, heldHalfLifeH: { second: [8, 8] } });

    expect(held.tiaMBqH / ((100 * 60 + 40 * 8) / Math.LN2)).toBeCloseTo(1, 7);
    expect(held.tiaStandardErrorMBqH!).toBeLessThan(free.tiaStandardErrorMBqH!);
    expect(held.chi2).toBeLessThan(1e-12);
  });

  test("of three exponentials holds the third or the second, rates in order", () => {
    const timesH = [0.5, 1, 2, 4, 8, 24, 48, 96, 168];
    const activityMBq = timesH.map(
      (t) => 100 * 2 ** (-t / 60) + 40 * 2 ** (-t / 8) - 140 * 2 ** (-t / 0.7),
    );
    const fits = [{ third: [0.7, 0.7] as const }, { second: [8, 8] as const }].map(
      (heldHalfLifeH) =>
        fitTimeActivity({
          timesH,
          activityMBq,
          physicalHalfLifeH: LU177_H,
          model: "triExponential",
          heldHalfLifeH,
        }),
    );

    for (const { terms, tiaMBqH } of fits) {
      expect(terms.map(({ ratePerH }) => Math.LN2 / ratePerH)).toEqual([
        expect.closeTo(60, 3),
        expect.closeTo(8, 3),
        expect.closeTo(0.7, 3),
      ]);
      expect(tiaMBqH / ((100 * 60 + 40 * 8 - 140 * 0.7) / Math.LN2)).toBeCloseTo(1, 6);
    }
  });

  test("lets the automatic choice take models that have it", () => {
    const fit = fitTimeActivity({
      ...uptake(FULL),
      model: "auto",
      heldHalfLifeH: { second: [1.5, 1.5] },
    });

    expect(fit.model).toBe("uptakeWashout");
    expect(fit.candidates.map(({ model }) => model)).not.toContain("monoExponential");
    expect(() =>
      fitTimeActivity({ ...uptake([24]), model: "auto", heldHalfLifeH: { second: [1.5, 1.5] } }),
    ).toThrow("expected at least 2 readings, received 1");
  });

  test("is said to be no faster than the slower one that the readings ask for", () => {
    const fit = fitTimeActivity({
      ...readings([4, 24, 48], 10),
      model: "biExponential",
      heldHalfLifeH: { second: [20, 20] },
    });

    expect(fit.flags.join()).toContain("as fast as the one held by hand");
  });

  test.each([
    { held: { second: [2, 1] as const }, said: "second phase: expected hours above 0" },
    { held: { second: [200, 200] as const }, said: "at most the physical half-life" },
    {
      held: { slowest: [40, 60] as const, second: [40, 40] as const },
      said: "second phase: expected less than the 40 h of the slowest phase, received 40 h",
    },
  ])("of $held is refused", ({ held, said }) => {
    expect(() =>
      fitTimeActivity({ ...uptake(FULL), model: "uptakeWashout", heldHalfLifeH: held }),
    ).toThrow(said);
  });

  test("is refused with a model that has none", () => {
    const heldHalfLifeH = { second: [1, 1] as const };

    for (const model of ["monoExponential", "trapezoid"] as const)
      expect(() => fitTimeActivity({ ...uptake(FULL), model, heldHalfLifeH })).toThrow(
        `${model} has no phase as fast as is held`,
      );
  });
});

describe("What is held", () => {
  test("is the pair alone where it is the slowest phase alone; a phase is held and let go by itself", () => {
    const both = withPhase([51, 51], "second", [1, 1]);

    expect(both).toEqual({ slowest: [51, 51], second: [1, 1] });
    expect(withPhase(both, "second", undefined)).toEqual([51, 51]);
    expect(withPhase([51, 51], "slowest", undefined)).toBeUndefined();
    expect(heldIn(both!, "monoExponential")).toEqual([51, 51]);
    expect(heldIn({ second: [1, 1] }, "trapezoid")).toBeUndefined();
    expect(heldIn(both!, "auto")).toEqual(both);
    expect(sameHeld([51, 51], { slowest: [51, 51] })).toBe(true);
    expect(sameHeld(both, [51, 51])).toBe(false);
  });
});
