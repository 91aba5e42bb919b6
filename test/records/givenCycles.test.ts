import { expect, test } from "vitest";
import { parseCase } from "../../src/records/caseFile";
import { smallCaseJson } from "../support/smallCase";

const scan = { ...smallCaseJson().scans[1]!, id: "cycle2_24h" };
const parse = (cycle: object) =>
  parseCase(JSON.stringify({ ...smallCaseJson(), givenCycles: [cycle] }), "case.json");

test.each([
  ["its activity alone", { activityMBq: 7400, date: "2026-03-02" }],
  ["a plan of its own", { plan: "cycle2/plan.json" }],
  ["its dose", { activityMBq: 7300, dose: "cycle2/dose.dcm", doseUnit: "Gy" }],
  ["its scans", { administration: { activityMBq: 7300 }, scans: [scan] }],
])("a cycle may be told by %s", (_, cycle) => {
  expect(parse(cycle).givenCycles).toEqual([cycle]);
});

test.each([
  ["nothing", {}, "givenCycles[0]: no activity; expected activityMBq, administration"],
  ["both ways", { plan: "p", scans: [scan] }, "givenCycles[0]: both scans and plan"],
  [
    "two activities",
    { activityMBq: 1, administration: { activityMBq: 2 } },
    "givenCycles[0]: both activityMBq and administration",
  ],
  ["scans and a dose", { activityMBq: 1, dose: "d", scans: [scan] }, "both scans and dose"],
  ["a unit of nothing", { activityMBq: 1, doseUnit: "Gy" }, "givenCycles[0].doseUnit: there is no"],
  [
    "a plan and an activity",
    { plan: "p", activityMBq: 1 },
    "givenCycles[0]: both plan and an activity",
  ],
  [
    "kinetics of no scans",
    { activityMBq: 1, kinetics: { model: "auto" } },
    "givenCycles[0].kinetics: there are no scans",
  ],
  [
    "a reference that is none of its scans",
    { activityMBq: 1, scans: [scan], reference: "h24" },
    'givenCycles[0].reference: expected one of the scans cycle2_24h, received "h24"',
  ],
  [
    "a scan without a time",
    { activityMBq: 1, scans: [{ ...scan, hoursAfterAdministration: undefined }] },
    "givenCycles[0].scans[0]: no time",
  ],
  [
    "a diagnostic administration",
    { administration: { activityMBq: 100, purpose: "diagnostic" } },
    'givenCycles[0].administration.purpose: expected "therapy" or none',
  ],
  [
    "proportions",
    { activityMBq: 1, scans: [{ ...scan, image: { nifti: "x.nii", unit: "relative" } }] },
    "givenCycles[0].scans[0].image: expected values in proportion to known activities",
  ],
])("a cycle told by %s is refused with its place", (_, cycle, sentence) => {
  expect(() => parse(cycle)).toThrow(sentence);
});

test("a diagnostic administration that a cycle tells again is refused: it would count twice", () => {
  const at = "2026-03-02T09:00:00+01:00";
  const { administration } = smallCaseJson();
  const parsed = (cycleAt: string) =>
    parseCase(
      JSON.stringify({
        ...smallCaseJson(),
        administration: { ...administration, at, purpose: "diagnostic" },
        givenCycles: [{ administration: { activityMBq: 7400, at: cycleAt } }],
      }),
      "case.json",
    );

  expect(() => parsed(at)).toThrow("givenCycles[0].administration.at: expected another time");
  expect(parsed("2026-03-09T09:00:00+01:00").givenCycles).toHaveLength(1);
});
