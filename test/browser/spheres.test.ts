import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { liverBoxCase, TWO_TERRITORIES } from "../support/liverBox";
import { waitForText } from "../support/pageText";
import { dropFolder, PATIENCE_MS, planShown } from "../support/smallPage";

test(
  "a plan of spheres has a tab of its own: four ways side by side, a planar shunt changes the voxel plan and is undone, territories have activities of their own",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await dropFolder(page, await liverBoxCase(TWO_TERRITORIES));
      await planShown(page);
      await (await page.waitForSelector(">>> [role='tab']:nth-child(2)"))!.click();
      const dose = (way: string, kind: string) => cell(page, `[data-cell^='dose ${way} ${kind}']`);
      const tumour = await dose("voxel", "tumour");
      expect(tumour / (await dose("partition", "tumour"))).toBeCloseTo(1, 2);
      expect(await cell(page, "[data-activity='voxel']")).toBeGreaterThan(0);
      const before = await dose("voxel", "lung");

      const summary = await page.waitForSelector(">>> sphere-shunt >>> summary");
      await summary!.evaluate((element) => (element as HTMLElement).click());
      await type(page, "Lungs, anterior, kcts", 160);
      await type(page, "Lungs, posterior, kcts", 160);
      await waitForText(page, "sphere-shunt >>> button", "30.8 %");
      const take = await page.waitForSelector(">>> sphere-shunt >>> button");
      await take!.evaluate((button) => (button as HTMLElement).click());
      await waitForText(page, "sphere-shunt >>> [role=status]", "From planar counts");
      await until(async () => Math.abs((await dose("voxel", "lung")) / before - 4.62) < 0.1);
      expect((await dose("voxel", "lung")) / (await dose("partition", "lung"))).toBeCloseTo(1, 1);
      expect(await cell(page, "[data-largest='voxel']")).toBeLessThan(1.3);

      await page.evaluate(() => (document.activeElement as HTMLElement)?.blur());
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await until(async () => (await dose("voxel", "lung")) === before);
      await waitForText(page, "sphere-shunt >>> [role=status]", "Of the images");

      await (await page.waitForSelector(">>> [role='tab']:nth-child(1)"))!.click();
      await (await page.waitForSelector(">>> [role='tab']:nth-child(2)"))!.click();
      const kept = await page.waitForSelector(">>> input[aria-label='Lungs, posterior, kcts']");
      expect(await kept!.evaluate((input) => (input as HTMLInputElement).value)).toBe("160");

      await type(page, "Left lobe: activity injected, GBq", 1);
      await until(async () => {
        const field = await page.$(">>> input[aria-label='Left lobe: activity injected, GBq']");
        return (await field!.evaluate((input) => (input as HTMLInputElement).value)) === "1";
      });
      expect((await dose("voxel", "tumour")) / tumour).toBeCloseTo(1, 2);

      await page.evaluate(AXE);
      expect(await seriousFaults(page)).toEqual([]);
    }),
  2 * PATIENCE_MS,
);

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate("axe.run(document)")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.flat().join(" ")}`));
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const cell = async (page: Page, selector: string) =>
  Number(
    await (await page.waitForSelector(`>>> ${selector}`))!.evaluate(
      (element) => /[\d.]+/.exec(element.textContent!)?.[0],
    ),
  );

async function type(page: Page, label: string, value: number) {
  const field = await page.waitForSelector(`>>> sphere-panel >>> input[aria-label='${label}']`);
  await field!.evaluate((input) => (input as HTMLInputElement).scrollIntoView());
  await field!.click({ count: 3 });
  await field!.type(String(value));
  await page.keyboard.press("Enter");
}

/** Changes inside shadow roots wake no selector, so it asks again and again. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error("never came true");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
