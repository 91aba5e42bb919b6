import { expect, test } from "vitest";
import { carriedIntegral } from "../../src/kinetics/carriedCurve";
import { carriedCurve } from "../../src/kinetics/carryOver";
import { fitAsChosen, type KineticSetting } from "../../src/kinetics/chosenFit";
import { nuclide } from "../../src/physics/nuclides";

const SETTING: KineticSetting = { nuclide: "Lu-177", administeredMBq: 7400, model: "auto" };
const scans = (timesH: readonly number[], activityMBq: readonly number[]) => ({
  scanIds: timesH.map(String),
  timesH,
  activityMBq,
  sigmaMBq: undefined,
});
const TIMES_H = [4, 24, 96, 168];
const READ_MBQ = [60, 100, 55, 22];
const first = fitAsChosen(scans(TIMES_H, READ_MBQ), { method: "trapezoid" }, SETTING);
/** What a later cycle takes from the first. */
const choice = carriedCurve(
  { structureId: "kidney", timesH: TIMES_H, activityMBq: READ_MBQ, ...first },
  { nuclide: "Lu-177", source: "the plan" },
);
const decayPerH = (name: string) => (Math.LN2 * 3600) / nuclide(name).halfLifeS;

test.each(TIMES_H)(
  "a trapezoid of an earlier cycle is scaled by one reading at %s h, its integral with it",
  (t) => {
    const read = 0.8 * READ_MBQ[TIMES_H.indexOf(t)]!;

    const fit = fitAsChosen(scans([t], [read]), choice, SETTING);

    expect(fit.tiaMBqH / first.tiaMBqH).toBeCloseTo(0.8, 12);
    expect(fit.model).toBe("trapezoid");
    expect(fit.residualsMBq[0]).toBeCloseTo(0, 12);
    expect(fit.extrapolatedShare).toBeGreaterThan(0);
    expect(fit.flags.join()).toContain("of the course of its dose rate only the tail");
  },
);

test("between two readings a falling trapezoid is read as the exponential that its integral takes", () => {
  const fit = fitAsChosen(scans([60], [Math.sqrt(100 * 55)]), choice, SETTING);

  expect(fit.tiaMBqH / first.tiaMBqH).toBeCloseTo(1, 12);
});

test("before the first reading a trapezoid decays, as its integral has it", () => {
  const early = 60 * Math.exp(decayPerH("Lu-177") * 3);

  expect(fitAsChosen(scans([1], [early]), choice, SETTING).tiaMBqH / first.tiaMBqH).toBeCloseTo(
    1,
    12,
  );
});

test("readings that were left out are no corners", () => {
  const outlier = { timesH: [...TIMES_H, 48], activityMBq: [...READ_MBQ, 900] };
  const { earlier } = carriedCurve(
    { structureId: "kidney", ...first, ...outlier, weights: [1, 1, 1, 1, 0] },
    { nuclide: "Lu-177", source: "the plan" },
  );

  expect(earlier!.corners).toEqual(
    TIMES_H.map((timeH, i) => ({ timeH, activityMBq: READ_MBQ[i] })),
  );
});

test("a carried trapezoid is carried on as it is, not through the one reading that scaled it", () => {
  const second = fitAsChosen(scans([24], [80]), choice, SETTING);
  const again = carriedCurve(
    { structureId: "kidney", timesH: [24], activityMBq: [80], ...second },
    { nuclide: "Lu-177", source: "the plan" },
  );

  const third = fitAsChosen(scans([96], [55]), again, SETTING);

  expect(third.tiaMBqH / first.tiaMBqH).toBeCloseTo(1, 12);
});

test("under a nuclide that decays faster every corner falls by the difference", () => {
  const [slow, fast] = [decayPerH("Lu-177"), decayPerH("Y-90")];
  const fit = fitAsChosen(scans([24], [100 * Math.exp((slow - fast) * 24)]), choice, {
    ...SETTING,
    nuclide: "Y-90",
  });

  READ_MBQ.forEach((mbq, i) => {
    expect(
      fit.corners![i]!.activityMBq / (mbq * Math.exp((slow - fast) * TIMES_H[i]!)),
    ).toBeCloseTo(1, 12);
  });
  expect(fit.tiaMBqH).toBeCloseTo(carriedIntegral(fit, 0, fast), 9);
  expect(fit.tiaMBqH).toBeLessThan(first.tiaMBqH);
});
