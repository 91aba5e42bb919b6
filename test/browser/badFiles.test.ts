import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { writeNifti } from "../../src/formats/nifti/write";
import { withPage } from "../support/browser";
import { dicomFile } from "../support/dicom";
import { waitForText } from "../support/pageText";
import { SMALL_GRID, smallCase, smallCaseJson, smallVolume } from "../support/smallCase";
import { dropFolder, meanDoses, openSmallCase, planShown, setActivity } from "../support/smallPage";

type Files = Readonly<Record<string, Uint8Array | string>>;

const packed = smallVolume(() => 1);
const [, ...laterScans] = smallCaseJson().scans;

/** Files that a patient's folder may hold by mistake, and what the page must say of them. */
const BAD: readonly (readonly [name: string, files: Files, says: string | RegExp])[] = [
  [
    "a truncated NIfTI file",
    { "spect.nii.gz": packed.subarray(0, packed.length >> 1) },
    "spect.nii.gz: ",
  ],
  ["a text that is called .nii", { "notes.nii": "kidney,1\n" }, "notes.nii: not a NIfTI file"],
  [
    "DICOM that ends in its header",
    { "slice.dcm": dicomFile({ Modality: "PT" }).subarray(0, 180) },
    "slice.dcm",
  ],
  ["nothing but a letter", { "letter.txt": "Dear" }, "neither DICOM nor NIfTI"],
  [
    "a case with a misspelt field",
    { "case.json": JSON.stringify({ ...smallCaseJson(), nuclied: "Lu-177" }) },
    "nuclied",
  ],
  ["a case that is no JSON", { "case.json": "{" }, "not JSON"],
  ["a case without its images", { "case.json": JSON.stringify(smallCaseJson()) }, "not dropped"],
  [
    "a scan before the injection",
    { ...smallCase(), "case.json": JSON.stringify(acquired("2026-03-02T08:00:00+01:00")) },
    "scans[0]: at -1 h; expected a time after the administration",
  ],
  [
    "a scan that holds NaN",
    { ...smallCase(), "scan_24h.nii.gz": smallVolume(([i]) => (i === 3 ? Number.NaN : 1)) },
    "scan_24h.nii.gz: ",
  ],
  [
    "a label map of another patient",
    { ...smallCase(), "labels.nii.gz": farLabels() },
    "All structures lie outside the reference scan",
  ],
  [
    "a structure without a voxel",
    { ...smallCase(), "labels.nii.gz": smallVolume(([i]) => (i === 3 ? 1 : 0)) },
    "label 2 (Tumour) has no voxel",
  ],
];

test(
  "what cannot be used is named beside the open plan, which keeps its numbers, its undo and its slider",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await openSmallCase(page);
      await setActivity(page, 20);
      const doses = await meanDoses(page);

      for (const [name, files, says] of BAD) {
        await dropFolder(page, files);

        await waitForText(page, "plan-page >>> notice-card", says, 30_000).catch((error: Error) =>
          Promise.reject(new Error(`${name}: ${error.message}`)),
        );
        expect(await meanDoses(page), name).toEqual(doses);
        await setActivity(page, 2);
        await expect.poll(() => isTenth(page, doses), SHORTLY).toBe(true);
        await (await page.$(">>> button[aria-label^='Undo']"))!.click();
        await expect.poll(() => meanDoses(page), SHORTLY).toEqual(doses);
      }
    }),
  300_000,
);

test(
  "files that must be asked about wait in a form, and Back goes from it to the plan before",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await openSmallCase(page);
      const doses = await meanDoses(page);
      await dropFolder(page, { "whole.nii.gz": packed, "cut.nii.gz": packed.subarray(0, 100) });
      await waitForText(page, "study-form >>> problem-card", "cut.nii.gz: ");

      await (await page.$(">>> study-form >>> footer button"))!.click();

      await planShown(page);
      expect(await meanDoses(page)).toEqual(doses);
    }),
  180_000,
);

const SHORTLY = { timeout: 5_000 };

async function isTenth(page: Page, doses: Record<string, number>): Promise<boolean> {
  const now = await meanDoses(page);
  return Object.entries(doses).every(([id, dose]) => Math.abs(now[id]! * 10 - dose) < 1e-9);
}

/** The case with times instead of hours, its first scan at this one. */
function acquired(at: string) {
  const data = smallCaseJson();
  const { hoursAfterAdministration: _, ...first } = data.scans[0]!;
  return {
    ...data,
    administration: { ...data.administration, at: "2026-03-02T09:00:00+01:00" },
    scans: [{ ...first, acquired: at }, ...laterScans],
  };
}

/** The labels half a metre away. */
function farLabels(): Uint8Array {
  const grid = { ...SMALL_GRID, originMm: [500, 500, 500] as const };
  const values = Float32Array.from({ length: 16 ** 3 }, (_, n) =>
    n % 16 === 3 ? 1 : n % 16 === 5 ? 2 : 0,
  );
  return writeNifti({ grid, values }, { fileName: "x.nii.gz", description: "test" });
}
