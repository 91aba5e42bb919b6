import { expect, test } from "vitest";
import { diagnosticEarlier } from "../../src/app/diagnosticEarlier";
import type { PlanResult } from "../../src/app/planResult";
import { planBasis } from "../../src/app/planView";
import { missingOf, reportOf } from "../../src/app/report";
import type { ReportInput } from "../../src/app/report/section";
import { savedScenario } from "../../src/app/savedScenario";
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
  ahead: result,
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

test("a diagnostic administration stands in it with what gave it, its dose and what of it counts", () => {
  const structure = {
    structureId: "kidney",
    name: "kidney",
    role: "organ",
    alphaShare: 0,
  } as const;
  const diagnosticDose = {
    nuclide: "In-111",
    carrier: "DOTATATE",
    activityMBq: 185,
    nuclides: ["In-111"],
    method: "kernel",
    regions: [],
    structures: [{ ...structure, meanGy: 0.0312 }],
    notes: [],
  } as const;
  const sectionOf = (earlier: ReportInput["whatIf"]["earlier"]) =>
    reportOf({
      ...input,
      result: { ...result, diagnosticDose },
      whatIf: { ...NO_EDITS, earlier },
    });
  const table = (earlier: ReportInput["whatIf"]["earlier"]) =>
    sectionOf(earlier).find(({ title }) => title === "Diagnostic administration")!;

  const counted = table(diagnosticEarlier(diagnosticDose));

  expect(counted.items[0]!.value).toBe("diagnostic In-111 DOTATATE, 185 MBq");
  expect(counted.table!.rows).toEqual([["Kidney", "0.0312", "0.0312"]]);
  expect(table({}).table!.rows).toEqual([["Kidney", "0.0312", "does not count"]]);
  expect(JSON.stringify(sectionOf(diagnosticEarlier(diagnosticDose)))).toContain(
    "no earlier dose but that of the diagnostic administration",
  );
});

test("samples of blood stand in it reading by reading, with the marrow they give and how", () => {
  const readings = [2, 6, 24, 48, 96].map((timeH) => ({
    timeH,
    value: 5 * Math.exp(-timeH / 20),
  }));
  const patient = {
    weightKg: 70,
    marrowCarrier: "peptide",
    blood: {
      unit: "%/L",
      decayCorrectedTo: "measurement",
      nuclide: "Lu-177",
      administeredMBq: 7400,
      readings,
    },
  } as const;
  const sections = reportOf({ ...input, whatIf: { ...whatIf, patient } });
  const section = (title: string) => sections.find((one) => one.title === title)!;

  expect(section("Blood samples").table!.rows).toHaveLength(5);
  expect(section("Blood samples").table!.rows[2]!.slice(0, 4)).toEqual([
    "24",
    "1.51",
    "1.51",
    "1.51",
  ]);
  const figures = section("Measurements of the patient");
  expect(figures.items).toContainEqual({ name: "Weight", value: "70 kg" });
  expect(figures.table!.rows.map(([name]) => name)).toContain("Red marrow by blood");
  expect(missingOf(sections)).not.toContain("Dosimetry: Marrow method");
  expect(missingOf(sections)).not.toContain("Dosimetry: Blood samples");
});

test("limits that nothing was held against are named", () => {
  const limits = reportOf(input).find(({ title }) => title === "Limits and goals")!;

  expect(limits.items.map(({ name }) => name).join()).toContain("Red marrow");
});

test("cycles that were given stand with what they delivered over what was predicted, where one was measured", () => {
  const { meanGyPerGBq } = structureDoses[0]!;
  const tableOf = (measured: object) =>
    reportOf({
      ...input,
      whatIf: { ...whatIf, given: [{ id: "a", activityGBq: 5, structures: [], ...measured }] },
    }).find(({ title }) => title === "Cycles given so far")!.table!;

  const table = tableOf({
    measuredIn: "cycle1.nii.gz",
    structures: [{ structureId: "kidney", meanGyPerGBq: 0.9 * meanGyPerGBq }],
  });
  expect(table.rows[0]![table.head.indexOf("Ratio")]).toBe("0.90");
  expect(tableOf({}).rows[0]![table.head.indexOf("Ratio")]).toBe("–");
});

test("saved scenarios stand beside the plan, one a column; the plan as it was calculated alone is none", () => {
  const other = { ...whatIf, activityGBq: 10, cycles: 2 };
  const saved = (name: string, asked: typeof whatIf | typeof other) =>
    savedScenario(name, result, asked, planBasis(result, asked));
  const calculated = saved("As calculated", whatIf);
  const tableOf = (scenarios: ReportInput["scenarios"]) =>
    reportOf({ ...input, ...(scenarios ? { scenarios } : {}) }).find(
      ({ title }) => title === "Scenarios",
    )?.table;

  const table = tableOf([calculated, saved("Two cycles", other)])!;

  expect(table.head).toEqual(["", "This plan", "As calculated", "Two cycles"]);
  expect(table.rows).toContainEqual(["Cycles × GBq", "4 × 5", "4 × 5", "2 × 5"]);
  expect(table.rows).toContainEqual(["Kidney, mean Gy", "12", "12", "6"]);
  expect(tableOf([calculated])).toBeUndefined();
});
