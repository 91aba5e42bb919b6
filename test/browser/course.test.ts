import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import type { PlanPage } from "../../components/plan-page";
import type { PlanViews } from "../../components/plan-views";
import type { ViewGrid } from "../../components/view-grid";
import { writeNifti } from "../../src/formats/nifti/write";
import { volume } from "../../src/volume/volume";
import { withPage } from "../support/browser";
import { folderOf } from "../support/drop";
import { waitForText } from "../support/pageText";

/** The calculation runs on a software adapter here. */
const PATIENCE_MS = 400_000;

test(
  "a cycle that was given as predicted leaves the rest of the largest activity, is one step of undo, and a dose file of nine tenths of the plan is a cycle that table, histograms and views show 10 % below it",
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
      expect(await textOf(page, "activity-slider")).toContain("standard 22.2");
      expect(await page.$(">>> limit-table >>> .difference")).toBeNull();
      expect(
        await page.$eval(
          ">>> course-panel",
          ({ shadowRoot }) =>
            [...shadowRoot!.querySelectorAll("section")].filter(
              ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
                scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1,
            ).length,
        ),
      ).toBe(0);
      expect(before - after).toBeLessThan(7.5);
      const course = await textOf(page, "course-panel");
      expect(course).toContain("Largest for each of the 3 cycles to come");
      expect(course).toContain("predicted");
      expect(course).toMatch(/Left kidney/);

      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await expect.poll(() => largestGBq(page)).toBe(before);
      expect(await textOf(page, "course-panel")).toContain("Add each cycle that was given");

      // Nine tenths of the planned dose, as a file.
      const file = await lessThanPlanned(page, 0.9);
      await (await page.waitForSelector(
        ">>> course-add >>> label[title*='NIfTI'] input[type=file]",
      ))!.uploadFile(`${folderOf({ "cycle.nii.gz": file })}/cycle.nii.gz`);
      await page.waitForSelector(">>> tr[data-structure='kidney_left']");
      const kidney = await textOf(page, "tr[data-structure='kidney_left']");
      const [, deliveredGy, predictedGy, ratio] =
        /Left kidney ([\d.]+) ± [\d.]+ ([\d.]+) ([\d.]+)/.exec(kidney) ?? [];
      expect(ratio).toBe("0.90");
      expect(Number(deliveredGy) / Number(predictedGy)).toBeCloseTo(0.9, 2);

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
        .toMatch(
          new RegExp(
            `Cycle 1, delivered: .*left kidney mean ${predictedGy} Gy.*; dashed, Cycle 1, delivered.*left kidney mean ${deliveredGy} Gy`,
            "i",
          ),
        );

      await shown!.select(cycle);
      await waitForText(page, "difference-legend >>> div", "Cycle 1, delivered − predicted");
      const { less, planned } = await shownDifference(page);
      expect(less / planned).toBeCloseTo(-0.1, 4);
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

/** The dose of the plan that the page shows, times a factor, per GBq, as a file. */
async function lessThanPlanned(page: Page, factor: number): Promise<Uint8Array> {
  const base64 = await page.$eval(">>> plan-page", (element) => {
    const { values } = (element as PlanPage).plan.result.doseGyPerGBq;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    let text = "";
    for (let b = 0; b < bytes.length; b += 8192)
      text += String.fromCharCode(...bytes.subarray(b, b + 8192));
    return btoa(text);
  });
  const grid = await page.$eval(
    ">>> plan-page",
    (element) => (element as PlanPage).plan.result.doseGyPerGBq.grid,
  );
  const planned = new Float32Array(new Uint8Array(Buffer.from(base64, "base64")).buffer);
  const dose = volume(
    "doseGyPerGBq",
    grid,
    planned.map((gy) => factor * gy),
  );
  return writeNifti(dose, { fileName: "cycle.nii.gz", description: "Gy per GBq" });
}

/** Sums over the voxels: of the difference that the views draw, and of the planned dose. */
const shownDifference = (page: Page): Promise<{ less: number; planned: number }> =>
  page.$eval(">>> view-grid", (element) => {
    const { images } = element as ViewGrid;
    const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
    const planned = (element.getRootNode() as ShadowRoot).host as PlanViews;
    return {
      less: sumOf(images.difference!.values),
      planned: sumOf(planned.plan.result.doseGyPerGBq.values),
    };
  });

const largestGBq = async (page: Page): Promise<number> =>
  Number(await textOf(page, "[data-largest]").then((text) => /[\d.]+/.exec(text)?.[0]));

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(`>>> ${selector}`, (element) =>
    ((element.shadowRoot?.textContent ?? element.textContent) as string)
      .replace(/\s+/g, " ")
      .trim(),
  );
