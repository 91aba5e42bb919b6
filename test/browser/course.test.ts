import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { SAMPLE_SPECT_GRID } from "../../src/app/samplePatient";
import { writeNifti } from "../../src/formats/nifti/write";
import { volume } from "../../src/volume/volume";
import { withPage } from "../support/browser";
import { folderOf } from "../support/drop";
import { waitForText } from "../support/pageText";

/** The calculation runs on a software adapter here. */
const PATIENCE_MS = 400_000;

test(
  "a cycle that was given as predicted leaves the rest of the largest activity, is one step of undo, and a dose file is a cycle that views and histograms show against the prediction",
  () =>
    withPage({ webgpu: true, size: [1280, 720] }, async (page) => {
      await (await page.waitForSelector(">>> button.primary"))!.click();
      await page.waitForSelector(">>> [data-largest]", { timeout: PATIENCE_MS });
      await openTab(page, "Cycles");
      const before = await largestGBq(page);

      await typeInto(page, "Activity of the cycle to add, GBq", 7);
      await clickButton(page, "Add cycle as predicted");

      await expect.poll(() => largestGBq(page)).toBeLessThan(before - 6.5);
      const after = await largestGBq(page);
      expect(before - after).toBeLessThan(7.5);
      const course = await textOf(page, "course-panel");
      expect(course).toContain("Largest for each of the 3 cycles to come");
      expect(course).toContain("predicted");
      expect(course).toMatch(/Left kidney/);

      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await expect.poll(() => largestGBq(page)).toBe(before);
      expect(await textOf(page, "course-panel")).toContain("Add each cycle that was given");

      // An even dose of 10 Gy in the whole patient, as a file.
      await (await page.waitForSelector(
        ">>> course-add >>> label[title*='NIfTI'] input[type=file]",
      ))!.uploadFile(`${folderOf({ "even.nii.gz": evenDose() })}/even.nii.gz`);
      await page.waitForSelector(">>> tr[data-structure='kidney_left']");
      expect(await textOf(page, "tr[data-structure='kidney_left']")).toMatch(
        /Left kidney 10\.0 ± /,
      );

      const cycle = await page.$eval(
        ">>> view-controls >>> option[value^='minus:cycle:']",
        (option) => (option as HTMLOptionElement).value,
      );
      const shown = await page.waitForSelector(">>> view-controls >>> select");
      await shown!.select(cycle.replace("minus:", ""));
      await waitForText(page, "plan-views >>> .of", "Cycle 1, delivered, 7.00 GBq");
      await openTab(page, "Dose-volume");
      const curves = () =>
        page.$eval(">>> dvh-chart >>> .plot", (plot) => plot.getAttribute("aria-label") ?? "");
      await expect
        .poll(curves, { timeout: 30_000 })
        .toMatch(/Cycle 1, delivered: .*; dashed, .*left kidney mean 10\.0 Gy/i);

      await shown!.select(cycle);
      await waitForText(page, "difference-legend >>> div", "Cycle 1, delivered − predicted");
      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await page.waitForSelector(">>> plan-views >>> dose-legend");
    }),
  PATIENCE_MS,
);

async function openTab(page: Page, name: string): Promise<void> {
  for (const tab of await page.$$(">>> button[role='tab']"))
    if ((await tab.evaluate((button) => button.textContent?.trim())) === name) await tab.click();
}

async function clickButton(page: Page, name: string): Promise<void> {
  for (const button of await page.$$(">>> course-panel >>> button"))
    if ((await button.evaluate((it) => it.textContent?.trim())) === name) await button.click();
}

async function typeInto(page: Page, label: string, value: number): Promise<void> {
  const field = await page.waitForSelector(`>>> input[aria-label='${label}']`);
  await field!.click({ count: 3 });
  await field!.type(String(value));
  await page.keyboard.press("Enter");
}

const evenDose = (): Uint8Array => {
  const dose = volume("doseGy", SAMPLE_SPECT_GRID);
  dose.values.fill(10);
  return writeNifti(dose, { fileName: "even.nii.gz", description: "Gy" });
};

const largestGBq = async (page: Page): Promise<number> =>
  Number(await textOf(page, "[data-largest]").then((text) => /[\d.]+/.exec(text)?.[0]));

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(`>>> ${selector}`, (element) =>
    ((element.shadowRoot?.textContent ?? element.textContent) as string)
      .replace(/\s+/g, " ")
      .trim(),
  );
