import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { axialPicture } from "../support/axialPicture";
import { withPage } from "../support/browser";

/** The calculation runs on a software adapter here. */
const PATIENCE_MS = 400_000;

test(
  "half the kidney's uptake takes half its self-dose, by the S-matrix; isodoses follow, the other organs keep theirs, and undo brings all back",
  () =>
    withPage({ webgpu: true, size: [1440, 900] }, async (page) => {
      await (await page.waitForSelector(">>> button.primary"))!.click();
      await page.waitForSelector(">>> [data-largest]", { timeout: PATIENCE_MS });
      await openTab(page, "S-matrix");
      const selfGyPerGBq = Number(await textOf(page, "[data-s='kidney_left kidney_left']"));
      const before = await meanDoses(page);
      const largest = await textOf(page, "[data-largest]");
      const activityGBq = Number(
        await page.$eval(">>> input[aria-label='Activity over all cycles, GBq']", typedValue),
      );
      const picture = await axialPicture(page);

      await type(page, "Left kidney: uptake factor", 0.5);

      const after = await meanDoses(page);
      const lostGy = before.kidney_left! - after.kidney_left!;
      expect(lostGy / ((selfGyPerGBq / 2) * activityGBq)).toBeCloseTo(1, 1);
      expect(after.liver! / before.liver!).toBeCloseTo(1, 1);
      expect(Number(await textOf(page, "[data-s='kidney_left kidney_left']"))).toBeCloseTo(
        selfGyPerGBq / 2,
        2,
      );
      expect(await textOf(page, "[data-difference]")).toContain("As calculated");
      await rested(page);
      expect(await axialPicture(page)).not.toBe(picture);

      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await rested(page);
      expect(await meanDoses(page)).toEqual(before);
      expect(await textOf(page, "[data-largest]")).toBe(largest);
      await expect.poll(() => axialPicture(page), { timeout: 20_000 }).toBe(picture);
    }),
  PATIENCE_MS,
);

const typedValue = (input: Element) => (input as HTMLInputElement).value;

/** Types a number into the field of that name. */
async function type(page: Page, label: string, value: number): Promise<void> {
  const field = await page.waitForSelector(`>>> input[aria-label='${label}']`);
  await field!.click({ count: 3 });
  await field!.type(String(value));
  await page.keyboard.press("Enter");
  await rested(page);
}

async function openTab(page: Page, name: string): Promise<void> {
  for (const tab of await page.$$(">>> button[role='tab']"))
    if ((await tab.evaluate((button) => button.textContent?.trim())) === name) await tab.click();
  await rested(page);
}

const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.waitForSelector(`>>> ${selector}`))!.evaluate((element) =>
    (element.textContent ?? "").trim(),
  );

/** Mean doses of the structure list, Gy, by structure id. */
async function meanDoses(page: Page): Promise<Record<string, number>> {
  const cells = await page.$$(">>> [data-mean]");
  const entries = await Promise.all(
    cells.map((cell) =>
      cell.evaluate((td) => [td.getAttribute("data-mean")!, Number(td.textContent)] as const),
    ),
  );
  return Object.fromEntries(entries);
}

/** Long enough for the dose volume to follow the numbers, and for two frames. */
const rested = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((done) =>
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 1500),
      ),
  );
