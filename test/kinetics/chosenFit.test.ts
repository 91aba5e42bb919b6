import { describe, expect, test } from "vitest";
import {
  fitAsChosen,
  type KineticSetting,
  type RegionReadings,
} from "../../src/kinetics/chosenFit";
import { fitTimeActivity } from "../../src/kinetics/fit";
import { priorForRegion, priorNamed } from "../../src/kinetics/priorFor";
import { nuclide } from "../../src/physics/nuclides";

const HALF_LIFE_H = nuclide("Lu-177").halfLifeS / 3600;
const rate = Math.LN2 / 50;
const timesH = [4, 24, 96, 168];
const readings: RegionReadings = {
  scanIds: ["a", "b", "c", "d"],
  timesH,
  activityMBq: timesH.map((t) => 100 * Math.exp(-rate * t)),
  sigmaMBq: undefined,
};
const setting: KineticSetting = { nuclide: "Lu-177", administeredMBq: 7400, model: "auto" };
const off: RegionReadings = {
  ...readings,
  activityMBq: readings.activityMBq.map((a, i) => (i === 2 ? 2 * a : a)),
};

test("without a choice the fit is that of the case, with an interval", () => {
  const fit = fitAsChosen(readings, {}, setting);
  const direct = fitTimeActivity({ ...readings, physicalHalfLifeH: HALF_LIFE_H, model: "auto" });

  expect(fit.tiaMBqH).toBe(direct.tiaMBqH);
  expect(fit.method).toBe("auto");
});

describe("a reading that is twice too high", () => {
  test("changes nothing once it is left out, and its residual says by how much it is off", () => {
    const fit = fitAsChosen(off, { method: "monoExponential", weights: { c: 0 } }, setting);

    expect(fit.tiaMBqH).toBeCloseTo(100 / rate, 4);
    expect(fit.residualsMBq[2]).toBeCloseTo(-off.activityMBq[2]! / 2, 6);
    expect(fit.residualsMBq).toHaveLength(4);
  });

  test("pulls less with less weight", () => {
    const tia = (c: number) =>
      fitAsChosen(off, { method: "monoExponential", weights: { c } }, setting).tiaMBqH;

    expect(tia(1)).toBeGreaterThan(tia(0.25));
    expect(tia(0.25)).toBeGreaterThan(100 / rate);
  });

  test("that is the first of a trapezoid is held against physical decay", () => {
    const fit = fitAsChosen(readings, { method: "trapezoid", weights: { a: 0 } }, setting);
    const back = readings.activityMBq[1]! * 2 ** (20 / HALF_LIFE_H);

    expect(fit.residualsMBq[0]).toBeCloseTo(back - readings.activityMBq[0]!, 9);
  });
});

describe("few scans", () => {
  const one = { weights: { a: 0, b: 0, d: 0 } };
  const prior = "177Lu-DOTATATE/kidney";

  test("the curve of Hänscheid's and Madsen's methods holds their integrals and passes the reading", () => {
    const a = readings.activityMBq[2]!;
    const hanscheid = fitAsChosen(readings, { ...one, method: "hanscheid2018" }, setting);
    const madsen = fitAsChosen(readings, { ...one, method: "madsen2018", prior }, setting);

    expect(hanscheid.tiaMBqH).toBeCloseTo((a * 2 * 96) / Math.LN2, 9);
    expect(hanscheid.residualsMBq[2]).toBeCloseTo(0, 9);
    expect(madsen.tiaMBqH).toBeCloseTo((a * 2 ** (96 / 51) * 51) / Math.LN2, 9);
    expect(madsen.residualsMBq[2]).toBeCloseTo(0, 9);
  });

  test("two points of one exponential give it back", () => {
    const fit = fitAsChosen(readings, { method: "twoPoint", weights: { b: 0, d: 0 } }, setting);

    expect(fit.tiaMBqH).toBeCloseTo(100 / rate, 6);
    expect(fit.effectiveHalfLifeH).toBeCloseTo(50, 9);
  });

  test("under a prior the interval holds the integral and narrows with readings", () => {
    const few = fitAsChosen(readings, { ...one, method: "prior", prior }, setting);
    const many = fitAsChosen(readings, { method: "prior", prior }, setting);
    const width = ([low, high]: readonly [number, number]) => high / low;

    expect(few.tiaInterval95MBqH![0]).toBeLessThan(few.tiaMBqH);
    expect(few.tiaInterval95MBqH![1]).toBeGreaterThan(few.tiaMBqH);
    expect(width(many.tiaInterval95MBqH!)).toBeLessThan(width(few.tiaInterval95MBqH!));
    expect(many.correlation![1]![1]).toBeCloseTo(1, 12);
  });

  test("too few readings are told as such", () => {
    expect(() => fitAsChosen(readings, { ...one, method: "biExponential" }, setting)).toThrow(
      "expected at least 4 readings, received 1",
    );
  });
});

describe("populations", () => {
  test.each([
    ["kidney, left", "organ", "177Lu-DOTATATE/kidney"],
    ["Liver", "organ", "177Lu-DOTATATE/liver"],
    ["liver metastasis", "tumour", "177Lu-DOTATATE/tumour"],
  ])("%s of role %s goes with %s", (name, role, expected) => {
    expect(priorForRegion({ name, role }, "DOTATATE")?.name).toBe(expected);
  });

  test("no population is made up for a region or carrier without one", () => {
    expect(priorForRegion({ name: "remainder of the body", role: "other" }, "DOTATATE")).toBe(
      undefined,
    );
    expect(priorForRegion({ name: "liver", role: "organ" }, "MIBG")).toBe(undefined);
    expect(priorForRegion({ name: "liver", role: "organ" }, "not stated")).toBe(undefined);
  });

  test("carriers by the names they go by: PSMA as the protocol says it, Pluvicto, DOTA-TATE; PSMA-I&T is another", () => {
    const kidney = { name: "kidney_left", role: "organ" };
    for (const carrier of ["PSMA", "psma 617", "Pluvicto", "vipivotide tetraxetan"])
      expect(priorForRegion(kidney, carrier)?.name, carrier).toBe("177Lu-PSMA-617/kidney");
    for (const carrier of ["DOTA-TATE", "Lutathera"])
      expect(priorForRegion(kidney, carrier)?.name, carrier).toBe("177Lu-DOTATATE/kidney");
    for (const carrier of ["PSMA-I&T", "PSMA-11", "DOTATOC", ""])
      expect(priorForRegion(kidney, carrier), carrier).toBe(undefined);
    expect(priorForRegion({ name: "L2-L4", role: "marrow" }, "PSMA")?.name).toBe(
      "177Lu-PSMA-617/marrow",
    );
  });

  test("the half-life follows the decay of the nuclide", () => {
    const half = priorNamed("177Lu-DOTATATE/kidney", "Y-90").median.effectiveHalfLifeH;
    const y90 = nuclide("Y-90").halfLifeS / 3600;

    expect(1 / half).toBeCloseTo(1 / 51 - 1 / HALF_LIFE_H + 1 / y90, 12);
  });
});
