import { expect, test } from "vitest";
import type { PlanResult } from "../../src/app/planResult";
import { planBasis } from "../../src/app/planView";
import { missingOf, reportOf } from "../../src/app/report";
import type { ReportInput } from "../../src/app/report/section";
import { NO_EDITS } from "../../src/app/session";
import { protocol } from "../../src/planning/protocols";
import type { Study } from "../../src/volume/study";
import { organ } from "../support/planning";

const structureDoses = [organ("kidney", [0.5, 0.7])];
const whatIf = {
  ...NO_EDITS,
  activityGBq: 20,
  cycles: 4,
  regions: { kidney: { uptakeFactor: 0.6 } },
  earlier: { kidney: [{ kind: "external", totalGy: 10, fractions: 5 }] },
} as const;
const result = {
  prescription: {
    protocol: protocol("lu177-dotatate"),
    nuclide: "Lu-177",
    kineticModel: "auto",
    doseMethod: "kernel",
    kernelDensityGPerCm3: 1.04,
    registration: "translation",
    partialVolumeFwhmMm: undefined,
  },
  regions: [],
  structures: [{ id: "kidney", source: "labels.nii.gz, label 3" }],
  structureDoses,
  balance: { differencePercent: 0.1 },
  alignments: [],
  budget: { assumptions: ["Calibration known to 5 %."], regions: [] },
  adapter: "test",
} as unknown as PlanResult;
const study = {
  patient: "P",
  administration: { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7400, at: undefined },
  timePoints: [],
  reference: 0,
} as unknown as Study;
const input: ReportInput = {
  study,
  result,
  whatIf,
  basis: planBasis(result, whatIf),
  matrix: { targets: [], sourceIds: [], gyPerGBq: [] },
  interval: undefined,
};

test("what is not known stands in the report as missing", () => {
  const missing = missingOf(reportOf(input));

  expect(missing).toContain("Patient and radiopharmaceutical: Time of administration");
  expect(missing).toContain("Imaging: Camera and collimator");
  expect(missing).toContain("Dosimetry: Marrow method");
  expect(missing).not.toContain("Structures: Masses");
});

test("doses are those at the activity of the plan, over all cycles", () => {
  const doses = reportOf(input).find(({ title }) => title.startsWith("Absorbed dose at 20 GBq"))!;

  expect(doses.table!.head.slice(0, 3)).toEqual(["Structure", "Gy/GBq", "Mean"]);
  expect(doses.table!.rows[0]!.slice(0, 3)).toEqual(["Kidney", "0.6", "12"]);
});

test("what was assumed instead of measured is said", () => {
  const assumed = reportOf(input).find(({ title }) => title === "Assumed instead of measured")!;

  expect(assumed.items.map(({ value }) => value)).toEqual([
    "uptake × 0.6",
    "10 Gy external beam in 5 fractions",
  ]);
});

test("limits that nothing was held against are named", () => {
  const limits = reportOf(input).find(({ title }) => title === "Limits and goals")!;

  expect(limits.items.map(({ name }) => name).join()).toContain("Red marrow");
});
