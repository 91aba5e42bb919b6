import { expect, test } from "vitest";
import { administrationForm } from "../../src/app/administrationForm";
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

/** An administration of which only the activity was typed. */
const typedActivity = (activityMBq: string) =>
  administrationForm({ nuclide: "Lu-177", activityMBq: Number(activityMBq) });

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
    administration: typedActivity("7400"),
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
  const unsaid = { administeredMBq: null, administeredAt: null, scanAt: null };
  const scan = { label: "", files: [], units: "BQML", anatomyId: null, ...unsaid };
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
    administration: typedActivity("150"),
    protocol: "y90-glass",
    reference: "image_1",
    images: [{ file: "maa.nii.gz", shows: "relative", hours: 1, decayCorrectedTo: "scan" }],
    accepted: new Set(found.report.problems),
  };

  const data = parseCase(JSON.stringify(confirmedCase(found, answers)), "case");

  expect(data.scans[0]!.image).toEqual({ nifti: "maa.nii.gz", unit: "relative" });
  expect(data.kinetics.model).toBe("permanent");
});

test("assay, residues, impurities and excreta as typed are those of the case; what cannot be read is said before", () => {
  const found = niftiStudy();
  const administration = {
    ...typedActivity("7400"),
    at: "2026-03-02T09:00:00+01:00",
    assayMBq: "7700",
    assayAt: "2026-03-02T08:00:00+01:00",
    residues: "syringe, 120, 2026-03-02T09:30:00+01:00",
    extravasatedPercent: "1",
    impurities: "Lu-177m, 3849.6, 0.02",
    excretion: "24, 55",
  };
  const answers: StudyAnswers = {
    ...firstAnswers(found),
    nuclide: "Lu-177",
    carrier: "DOTATATE",
    administration,
    protocol: "lu177-dotatate",
    reference: "image_1",
    images: [{ file: "a.nii.gz", shows: "kBq/mL", hours: 24, decayCorrectedTo: "scan" }],
    accepted: new Set(found.report.problems),
  };

  const data = parseCase(JSON.stringify(confirmedCase(found, answers)), "case");

  expect(data.administration.assay!.residues![0]!.activityMBq).toBe(120);
  expect(data.administration.excretion).toEqual([{ hoursAfterAdministration: 24, percent: 55 }]);
  const missingWith = (part: Partial<typeof administration>) =>
    missingAnswers(found, { ...answers, administration: { ...administration, ...part } }).join();
  expect(missingWith({ residues: "syringe, much, 9:30" })).toContain("residue in syringe, MBq");
  expect(missingWith({ residues: "syringe, 9000, 2026-03-02T09:30:00+01:00" })).toContain(
    "the residues exceed the assay",
  );
  expect(missingWith({ at: "" })).toContain("time of the administration");
});

test("a scan whose hours were overruled is labelled by the hours that were given", () => {
  const found = niftiStudy();
  const scan = { label: "2.0 h, whole body", files: ["a.dcm"], units: "BQML", anatomyId: null };
  const stated = { administeredMBq: 7400, administeredAt: null, scanAt: null };
  const one = {
    report: {
      ...found.report,
      problems: [],
      scans: [{ ...scan, ...stated, id: "scan1", nuclide: "Lu-177", hoursAfterAdministration: 2 }],
    },
    draft: { ...found.draft, scans: [{ id: "scan1", label: scan.label, image: {} }] },
  } as unknown as FoundStudy;
  const answers: StudyAnswers = {
    ...firstAnswers(one),
    nuclide: "Lu-177",
    carrier: "DOTATATE",
    protocol: "lu177-dotatate",
    reference: "scan1",
  };
  const at = (hours: number) =>
    confirmedCase(one, { ...answers, scans: answers.scans.map((s) => ({ ...s, hours })) }).scans[0]!
      .label;

  expect(at(2)).toBe("2.0 h, whole body");
  expect(at(26)).toBe("26 h, whole body");
});
