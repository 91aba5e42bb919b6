import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { dicomFile, ptSlice } from "../support/dicom";
import { dropOnPage, folderOf } from "../support/drop";
import { waitForText } from "../support/pageText";
import { smallCase, smallLabels } from "../support/smallCase";
import { twoFrames } from "../support/smallPage";

test("a folder of more files than a browser lists at once is read whole", () =>
  withPage({ webgpu: false }, async (page) => {
    const notes = Array.from({ length: 250 }, (_, n) => [`study/${n}.txt`, `note ${n}`]);
    const folder = folderOf({ ...Object.fromEntries(notes), "study/labels.nii.gz": smallLabels() });

    await dropOnPage(page, [join(folder, "study")]);

    await waitForText(page, "study-form >>> p", "Left out: 250 files.");
  }));

test("what DICOM states of the administration is shown with its origin; another time moves the hours of the scan, and the files' activity comes back", () =>
  withPage({ webgpu: false }, async (page) => {
    const slices = [100, 103, 106].map((z) => [`pet/${z}.dcm`, dicomFile(ptSlice(z))] as const);
    await dropOnPage(page, [join(folderOf(Object.fromEntries(slices)), "pet")]);

    const origin = "administration-fields >>> .origin";
    await waitForText(page, origin, "7400 MBq: DICOM, Radionuclide Total Dose, of all scans");
    await waitForText(page, origin, "2026-03-02T10:00:00: DICOM");
    await waitForText(page, origin, "without the offset of its clock from UTC");
    expect(await typedIn(page, "Hours after administration")).toBe("2");
    await typeInto(page, "Time of the administration", "2026-03-02T09:00:00+01:00");
    expect(await typedIn(page, "Hours after administration")).toBe("3");

    await typeInto(page, "Administered activity (MBq)", "7350");
    await waitForText(page, origin, "Not as in the files");
    await (await page.$(">>> administration-fields >>> .origin button"))!.click();
    await page.waitForFunction(
      (field) => (field as HTMLInputElement).value === "7400",
      {},
      await page.$(">>> input[aria-label='Administered activity (MBq)']"),
    );
    if (process.env.GYRE_PICTURES)
      await page.screenshot({ path: `${process.env.GYRE_PICTURES}/study-dicom.png` });
  }));

const typedIn = (page: Page, label: string) =>
  page.$eval(`>>> input[aria-label='${label}']`, (field) => (field as HTMLInputElement).value);

async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.$eval(
    `>>> input[aria-label='${label}']`,
    (field, value) => {
      (field as HTMLInputElement).value = value;
      field.dispatchEvent(new Event("change"));
    },
    text,
  );
  await twoFrames(page);
}

test(
  "a case deep in one of several dropped folders finds its images beside it and is calculated",
  () =>
    withPage({ webgpu: true }, async (page) => {
      const study = Object.entries(smallCase()).map(([name, bytes]) => [`b/deep/${name}`, bytes]);
      const folder = folderOf({ "a/letter.txt": "Dear", ...Object.fromEntries(study) });

      await dropOnPage(
        page,
        readdirSync(folder).map((name) => join(folder, name)),
      );

      await page.waitForSelector(">>> [data-largest]", { timeout: 120_000 });
      expect(await page.$eval(">>> .case", (name) => name.textContent)).toBe("b/deep/case.json");
    }),
  180_000,
);
