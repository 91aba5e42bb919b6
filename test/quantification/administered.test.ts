import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { hoursBetween, inOtherZone, netAdministered } from "../../src/quantification/administered";

const LU177 = { halfLifeH: 159.53, assayMBq: 7600, assayHours: -3 };

test("assay, residue measured later and extravasation give the circulating activity", () => {
  const { activityMBq, extravasatedMBq, steps } = netAdministered({
    ...LU177,
    residues: [{ where: "line", activityMBq: 100, hours: 2 }],
    extravasatedShare: 0.02,
  });

  const left = 7600 * 2 ** (-3 / 159.53) - 100 * 2 ** (2 / 159.53);
  expect(activityMBq).toBeCloseTo(0.98 * left, 9);
  expect(extravasatedMBq).toBeCloseTo(0.02 * left, 9);
  expect(steps.map(({ what }) => what)).toEqual([
    "decay from the assay to the administration",
    "residue in line",
    "extravasation",
  ]);
});

test("an impurity decays by its own half-life and stays in the syringe in proportion", () => {
  const { impurities, activityMBq } = netAdministered({
    ...LU177,
    residues: [{ where: "vial", activityMBq: 3800, hours: -3 }],
    impurities: [{ nuclide: "Lu-177m", halfLifeH: 160.4 * 24, share: 2e-4 }],
  });

  expect(impurities[0]!.activityMBq / (3800 * 2e-4)).toBeCloseTo(2 ** (-3 / (160.4 * 24)), 9);
  expect(activityMBq).toBeCloseTo(3800 * 2 ** (-3 / 159.53), 9);
});

test("more residue than assay, and shares beyond 1, are refused", () => {
  const residues = [{ where: "vial", activityMBq: 8000, hours: 0 }];

  expect(() => netAdministered({ ...LU177, residues })).toThrow(/exceed the assay/);
  expect(() => netAdministered({ ...LU177, extravasatedShare: 2 })).toThrow(InputError);
});

test("times count with their zones; one without is refused", () => {
  const berlin = "2026-03-02T09:00:00+01:00";

  expect(hoursBetween(berlin, "2026-03-02T09:00:00Z")).toBe(1);
  expect(inOtherZone(berlin, "2026-03-02T09:00:00Z")).toBe(true);
  expect(inOtherZone("2026-03-02T09:00:00Z", "2026-03-02T11:00:00+00:00")).toBe(false);
  expect(() => hoursBetween(berlin, "2026-03-02T09:00:00")).toThrow(InputError);
});
