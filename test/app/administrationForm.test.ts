import { expect, test } from "vitest";
import { administrationForm, administrationFrom, netOf } from "../../src/app/administrationForm";
import { nuclide } from "../../src/physics/nuclides";
import { parseCase } from "../../src/records/caseFile";
import { smallCaseJson } from "../support/smallCase";

const GIVEN = {
  nuclide: "Lu-177",
  carrier: "DOTATATE",
  activityMBq: 7400,
  at: "2026-03-02T09:00:00+01:00",
  purpose: "diagnostic" as const,
  assay: {
    activityMBq: 7700,
    at: "2026-03-02T08:00:00+01:00",
    residues: [{ where: "syringe", activityMBq: 120, at: "2026-03-02T09:30:00+01:00" }],
    extravasatedPercent: 1,
    impurities: [{ nuclide: "Lu-177m", halfLifeH: 3849.6, percent: 0.02 }],
  },
  excretion: [{ hoursAfterAdministration: 24, percent: 55 }],
};

test("what a case says comes back from its form, and is a case again", () => {
  expect(administrationFrom(administrationForm(GIVEN), GIVEN)).toEqual(GIVEN);
  const json = { ...smallCaseJson(), administration: GIVEN };
  expect(parseCase(JSON.stringify(json), "case.json").administration).toEqual(GIVEN);
  const bare = { nuclide: "Lu-177", activityMBq: 7400 };
  expect(administrationFrom(administrationForm(bare), bare)).toEqual(bare);
});

test("the account goes from the assay by decay, residue and extravasation to the net activity", () => {
  const decay = (hours: number) => 2 ** ((-hours * 3600) / nuclide("Lu-177").halfLifeS);
  const net = netOf(GIVEN)!;

  expect(net.activityMBq).toBeCloseTo(0.99 * (7700 * decay(1) - 120 / decay(0.5)), 6);
  expect(net.steps.length).toBe(3);
  expect(netOf({ nuclide: "Lu-177", activityMBq: 7400 })).toBeUndefined();
});

test.each([
  [
    { residues: "syringe, much, 2026-03-02T09:30:00+01:00" },
    /residue in syringe, MBq: expected a number/,
  ],
  [{ impurities: "Lu-177m 3849" }, /impurity, line 1: expected nuclide, half-life in h, percent/],
  [{ excretion: "24" }, /excreted, line 1: expected hours, percent/],
  [{ at: "" }, /time of the administration/],
])("%o is refused by name", (part, reason) => {
  expect(() => administrationFrom({ ...administrationForm(GIVEN), ...part }, GIVEN)).toThrow(
    reason,
  );
});
