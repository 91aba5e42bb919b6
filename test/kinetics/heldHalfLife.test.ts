import { describe, expect, test } from "vitest";
import { fitAsChosen } from "../../src/kinetics/chosenFit";
import { fitTimeActivity } from "../../src/kinetics/fit";

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
