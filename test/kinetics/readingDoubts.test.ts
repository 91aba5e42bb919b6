import { expect, test } from "vitest";
import { fitTimeActivity } from "../../src/kinetics/fit";
import { daysDoubt, misfitDoubt } from "../../src/kinetics/readingDoubts";

const LU177_H = 159.5;
const half = (t: number, hours: number) => 2 ** (-t / hours);

test("days read as hours are asked about in every organ of a 177Lu patient, the same readings in hours are not", () => {
  const days = [0.17, 1, 4, 7];
  for (const halfLifeH of [35, 51, 67, 77]) {
    const activityMBq = days.map((d) => 100 * half(24 * d, halfLifeH));
    const flagsOf = (timesH: readonly number[]) =>
      fitTimeActivity({ timesH, activityMBq, physicalHalfLifeH: LU177_H, model: "auto" }).flags;
    expect(flagsOf(days).join(), `${halfLifeH} h`).toContain("check that the times are hours");
    expect(flagsOf(days.map((d) => 24 * d)).join()).not.toContain("hours, not days");
  }
});

test("short-lived nuclides and scans of the first day that fall slowly are let be", () => {
  expect(daysDoubt([1, 2, 4], 1.5, 1.83)).toEqual([]);
  expect(daysDoubt([1, 4, 20], 18, LU177_H)).toEqual([]);
  expect(daysDoubt([4], 1, LU177_H)).toEqual([]);
});

test("readings that miss the curve are named beyond 99 % of the χ² distribution", () => {
  // Tabulated 99 % points of χ² with 1, 3 and 10 degrees of freedom.
  for (const [freedom, chi2] of [
    [1, 6.635],
    [3, 11.345],
    [10, 23.209],
  ] as const) {
    expect(misfitDoubt(0.95 * chi2, freedom)).toEqual([]);
    expect(misfitDoubt(1.05 * chi2, freedom)).toHaveLength(1);
  }
  expect(misfitDoubt(100, 0)).toEqual([]);
});

test("a single exponential asked for by name through two phases says that it misses them", () => {
  const timesH = [1, 4, 24, 72, 144];
  const activityMBq = timesH.map((t) => 100 * half(t, 70) + 80 * half(t, 6));
  const question = { timesH, activityMBq, physicalHalfLifeH: LU177_H };
  const sigmaMBq = activityMBq.map((a) => 0.03 * a);
  const flagsOf = (model: "monoExponential" | "biExponential") =>
    fitTimeActivity({ ...question, sigmaMBq, model }).flags.join();

  expect(flagsOf("monoExponential")).toContain("miss the curve");
  expect(flagsOf("biExponential")).not.toContain("miss the curve");
});
