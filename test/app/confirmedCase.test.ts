import { expect, test } from "vitest";
import { confirmedCase, missingAnswers } from "../../src/app/confirmedCase";
import type { FoundStudy } from "../../src/app/foundStudy";
import { firstAnswers, type StudyAnswers } from "../../src/app/studyAnswers";
import { parseCase } from "../../src/records/caseFile";
import { draftCase } from "../../src/records/draftCase";
import { inspectReport } from "../../src/records/inspectReport";
import type { Inventory } from "../../src/records/inventory";
import type { Grid } from "../../src/volume/grid";

const grid = { size: [4, 4, 4], spacingMm: [4, 4, 4], originMm: [0, 0, 0] } as unknown as Grid;

/** Two NIfTI volumes and a label map, of which no file says what they show. */
function niftiStudy(): FoundStudy {
  const inventory: Inventory = {
    patients: [],
    scans: [],
    anatomies: [],
    structureSets: [
      {
        file: "labels.nii.gz",
        kind: "labels",
        label: "labels",
        onId: undefined,
        regions: [{ number: 3, name: "kidney_left", voxels: 20, volumeMl: 150 }],
      },
    ],
    doses: [],
    images: ["ct.nii.gz", "spect.nii.gz"].map((file) => ({ file, grid, minimum: 0, maximum: 1 })),
    ignored: [],
    problems: ["The label map lies on another grid."],
    questions: [],
  };
  return { report: inspectReport(inventory), draft: draftCase(inventory, (path) => path) };
}

test("files that say nothing leave everything to be asked", () => {
  const found = niftiStudy();

  const missing = missingAnswers(found, firstAnswers(found));

  expect(missing).toContain("There is no emission scan: say which volume shows activity.");
  expect(missing).toContain("How much activity was given?");
  expect(missing).toContain("A problem is not accepted yet.");
});

test("what the user says makes a case that is accepted as it stands", () => {
  const found = niftiStudy();
  const answers: StudyAnswers = {
    ...firstAnswers(found),
    nuclide: "Lu-177",
    carrier: "DOTATATE",
    activityMBq: 7400,
    protocol: "lu177-dotatate",
    reference: "image_1",
    images: [
      { file: "ct.nii.gz", shows: "CT", hours: undefined, decayCorrectedTo: "scan" },
      { file: "spect.nii.gz", shows: "kBq/mL", hours: 24, decayCorrectedTo: "administration" },
    ],
    accepted: new Set(found.report.problems),
  };

  expect(missingAnswers(found, answers)).toEqual([]);
  const accepted = parseCase(JSON.stringify(confirmedCase(found, answers)), "case");
  expect(accepted.scans[0]).toMatchObject({
    hoursAfterAdministration: 24,
    image: { nifti: "spect.nii.gz", unit: "kBq/mL", decayCorrectedTo: "administration" },
    anatomy: { nifti: "ct.nii.gz" },
  });
  expect(accepted.structures).toEqual([
    {
      labels: "labels.nii.gz",
      onScan: "image_1",
      names: { 3: { id: "kidney_left", name: "kidney_left", role: "organ" } },
    },
  ]);
});

test("a region drawn on another scan than the reference is left out, and refused when it is asked for", () => {
  const found = niftiStudy();
  const scan = { label: "", files: [], units: "BQML", anatomyId: null };
  const drawn = { ...found.report.structureSets[0]!, onId: "scan2" };
  const two = {
    report: {
      ...found.report,
      scans: ["scan1", "scan2"].map((id) => ({ ...scan, id })),
      structureSets: [drawn],
    },
    draft: { ...found.draft, reference: "scan1" },
  } as unknown as FoundStudy;
  const answers = firstAnswers(two);

  expect(answers.regions.map(({ role }) => role)).toEqual(["leave out"]);
  const asked = {
    ...answers,
    registration: "rigid" as const,
    regions: answers.regions.map((region) => ({ ...region, role: "organ" as const })),
  };
  expect(missingAnswers(two, asked).join()).toContain("was drawn on");
  expect(missingAnswers(two, { ...asked, reference: "scan2" }).join()).not.toContain(
    "was drawn on",
  );
});

test("proportions alone make a case of microspheres, whose activity stays", () => {
  const found = niftiStudy();
  const answers: StudyAnswers = {
    ...firstAnswers(found),
    nuclide: "Tc-99m",
    carrier: "MAA",
    activityMBq: 150,
    protocol: "y90-glass",
    reference: "image_1",
    images: [{ file: "maa.nii.gz", shows: "relative", hours: 1, decayCorrectedTo: "scan" }],
    accepted: new Set(found.report.problems),
  };

  const data = parseCase(JSON.stringify(confirmedCase(found, answers)), "case");

  expect(data.scans[0]!.image).toEqual({ nifti: "maa.nii.gz", unit: "relative" });
  expect(data.kinetics.model).toBe("permanent");
});
