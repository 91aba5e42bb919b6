import { expect, test } from "vitest";
import { assayWarnings, excretionOf } from "../../src/records/administrationFields";

const GIVEN = { nuclide: "Lu-177", activityMBq: 7400, at: "2026-03-02T10:00:00+01:00" };

test("an assay that leads to the stated activity says nothing", () => {
  const assay = {
    activityMBq: 7500,
    at: "2026-03-02T09:00:00+01:00",
    residues: [{ where: "line", activityMBq: 70, at: "2026-03-02T10:30:00+01:00" }],
  };

  expect(assayWarnings(assay, GIVEN)).toEqual([]);
});

test("a forgotten residue, a clock in another zone and an impurity are named", () => {
  const warnings = assayWarnings(
    {
      activityMBq: 7900,
      at: "2026-03-02T09:00:00Z",
      impurities: [{ nuclide: "Lu-177m", halfLifeH: 3850, percent: 0.02 }],
    },
    GIVEN,
  );

  expect(warnings[0]).toMatch(/7900 MBq, 6\.8 % more than the 7400 MBq/);
  expect(warnings[1]).toContain("time zones");
  expect(warnings[2]).toMatch(/^1\.48 MBq of Lu-177m/);
});

test("a half-life in days of an impurity that is known is asked about; one of another evaluation is not", () => {
  const warningsOf = (nuclide: string, halfLifeH: number) =>
    assayWarnings(
      {
        activityMBq: 7452,
        at: "2026-03-02T09:00:00+01:00",
        impurities: [{ nuclide, halfLifeH, percent: 0.02 }],
      },
      GIVEN,
    );

  expect(warningsOf("177mLu", 160.4)[0]).toMatch(
    /Lu-177m: a half-life of 160\.4 h is stated, of 3850 h known/,
  );
  expect(warningsOf("166mHo", 1200 * 8766)).toHaveLength(1);
  expect(warningsOf("Xx-1", 12)).toHaveLength(1);
});

test("percent become shares", () => {
  expect(excretionOf([{ hoursAfterAdministration: 24, percent: 60 }])).toEqual([
    { hours: 24, share: 0.6 },
  ]);
});
