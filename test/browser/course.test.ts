import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";

/** The calculation runs on a software adapter here. */
const PATIENCE_MS = 400_000;

test(
  "a cycle that was given as predicted leaves the rest of the largest activity, is one step of undo, and its doses stand beside what is left",
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

const largestGBq = async (page: Page): Promise<number> =>
  Number(await textOf(page, "[data-largest]").then((text) => /[\d.]+/.exec(text)?.[0]));

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(`>>> ${selector}`, (element) =>
    ((element.shadowRoot?.textContent ?? element.textContent) as string)
      .replace(/\s+/g, " ")
      .trim(),
  );
