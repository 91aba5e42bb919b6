import { expect, test } from "vitest";
import { administrationForm } from "../../src/app/administrationForm";
import { confirmedCycle, firstCycleAnswers, missingOfCycle } from "../../src/app/cycleAnswers";
import type { FoundStudy } from "../../src/app/foundStudy";
import { sampleCase } from "../../src/app/sampleCase";
import type { StudyAnswers } from "../../src/app/studyAnswers";
import { cycleCase } from "../../src/records/cycleCase";
import { draftCase } from "../../src/records/draftCase";
import { inspectReport } from "../../src/records/inspectReport";
import type { Grid } from "../../src/volume/grid";

const grid = { size: [4, 4, 4], spacingMm: [4, 4, 4], originMm: [0, 0, 0] } as unknown as Grid;
const PLANNED = {
  prescription: { nuclide: "Lu-177", registration: "headers" },
  carrier: "DOTATATE",
} as const;

/** A SPECT and a CT of which no file says what they show. */
function niftiCycle(): FoundStudy {
  const inventory = {
    patients: [],
    scans: [],
    anatomies: [],
    structureSets: [],
    doses: [],
    images: ["ct.nii.gz", "spect.nii.gz"].map((file) => ({ file, grid, minimum: 0, maximum: 1 })),
    ignored: [],
    problems: [],
    questions: [],
  };
  return { report: inspectReport(inventory), draft: draftCase(inventory, (path) => path) };
}

const typed = (
  found: FoundStudy,
  shows: StudyAnswers["images"][number]["shows"],
): StudyAnswers => ({
  ...firstCycleAnswers(found, PLANNED),
  administration: administrationForm({ nuclide: "Lu-177", activityMBq: 7100 }),
  images: [
    { file: "ct.nii.gz", shows: "CT", hours: undefined, decayCorrectedTo: "scan" },
    { file: "spect.nii.gz", shows, hours: 24, decayCorrectedTo: "scan" },
  ],
});

test("of a cycle the activity and what the scans show are asked for, and neither protocol nor structures", () => {
  const found = niftiCycle();

  expect(missingOfCycle(found, firstCycleAnswers(found, PLANNED))).toEqual([
    "There is no emission scan: say which volume shows activity.",
    "How much activity was given in this cycle?",
  ]);
});

test("what is said makes a cycle as a case tells it, aligned rigidly where the plan goes by headers", () => {
  const found = niftiCycle();

  const cycle = confirmedCycle(found, typed(found, "kBq/mL"));

  expect(cycle).toMatchObject({
    administration: { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7100 },
    registration: "rigid",
    scans: [
      {
        image: { nifti: "spect.nii.gz", unit: "kBq/mL" },
        hoursAfterAdministration: 24,
        anatomy: { nifti: "ct.nii.gz" },
      },
    ],
  });
  const data = cycleCase(sampleCase(["1", "2", "3", "4"]), cycle, "Lu-177");
  expect(data).toMatchObject({ registration: "rigid", structures: [], resolutionFwhmMm: 8.6 });
});

test("proportions are refused, since they measure no cycle", () => {
  const found = niftiCycle();

  expect(() => confirmedCycle(found, typed(found, "relative"))).toThrow(
    "Proportions alone measure no cycle",
  );
});
