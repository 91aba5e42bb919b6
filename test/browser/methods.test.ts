import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { openSmallCase, PATIENCE_MS } from "../support/smallPage";

test(
  "another dose method is calculated on demand; its doses and where they differ stay when the tab changes",
  () =>
    withPage({ webgpu: true, size: [1400, 900] }, async (page) => {
      await openSmallCase(page);
      await chooseTab(page, "Dose methods");

      await (await page.waitForSelector(">>> [data-method='local']"))!.click();
      await until(async () => (await page.$$(CELLS)).length > 0);
      await chooseTab(page, "Trade-off");
      await until(async () => (await page.$$(CELLS)).length === 0);
      await chooseTab(page, "Dose methods");
      await until(async () => (await page.$$(CELLS)).length > 0);

      const texts = await page.$$eval(CELLS, (cells) =>
        cells.map((cell) => cell.textContent!.trim().replace(/\s+/g, " ")),
      );
      expect(texts).toHaveLength(3);
      for (const text of texts) expect(text).toMatch(/^[\d.]+ [+−][\d.]+ %$/);
      expect(await colouredPixels(page)).toBeGreaterThan(10);

      await (await page.waitForSelector(">>> method-panel >>> .picture > button"))!.click();
      const legend = await page.waitForSelector(">>> difference-legend");
      const text = await legend!.evaluate((element) => element.shadowRoot!.textContent!);
      expect(text.replace(/\s+/g, " ")).toMatch(
        /Local deposition − plan as calculated, Gy at [\d.]+ GBq .*−[\d.]+\+[\d.]+ Gy/,
      );
      await page.select(">>> select[aria-label='Dose, difference of doses, or map']", "reference");
      await until(async () => (await page.$$(">>> difference-legend")).length === 1);
      await page.select(">>> select[aria-label='Dose, difference of doses, or map']", "dose");
      await until(async () => (await page.$$(">>> difference-legend")).length === 0);
    }),
  2 * PATIENCE_MS,
);

const CELLS = ">>> [data-cell='tumour local']";

/** Changes inside shadow roots wake no selector, so it asks again and again. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function chooseTab(page: Page, name: string): Promise<void> {
  for (const tab of await page.$$(">>> plan-drawer >>> [role='tab']"))
    if ((await tab.evaluate((button) => button.textContent!.trim())) === name) await tab.click();
}

/** Pixels of the difference that are not grey. */
const colouredPixels = async (page: Page) => {
  const canvas = await page.waitForSelector(">>> difference-picture >>> canvas");
  return canvas!.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext("2d")!;
    const { data } = context.getImageData(0, 0, width, height);
    let coloured = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 2]) coloured++;
    return coloured;
  });
};
