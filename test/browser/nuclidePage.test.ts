import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";

const PATIENCE_MS = 120_000;

test(
  "the bar opens a nuclide, the address puts one beside it, and Escape goes back to the page",
  () =>
    withPage({ webgpu: false }, async (page) => {
      await (await page.waitForSelector(">>> a[href='#nuclide=Lu-177']"))!.click();
      await shown(page, ["Lu-177"]);

      expect(Number(await textOf(page, "[data-energy='betas'] td.number"))).toBeCloseTo(134, 0);
      expect(Number(await textOf(page, "[data-share='0.9'] td.number"))).toBeCloseTo(0.6, 1);
      expect(await plotsWithInk(page)).toBe(4);

      await goTo(page, "#nuclide=Y-90,Ac-225");
      await shown(page, ["Y-90", "Ac-225"]);
      expect(await textsOf(page, "decay-scheme >>> text")).toContain("Bi-213");

      await page.keyboard.press("Escape");
      await page.waitForFunction(() => location.hash === "");
      expect((await page.$$(">>> dialog[open]")).length).toBe(0);
    }),
  PATIENCE_MS,
);

test(
  "a nuclide that is not known is said to be so",
  () =>
    withPage({ webgpu: false }, async (page) => {
      await goTo(page, "#nuclide=Xx-1");
      await until(async () =>
        (await textsOf(page, "nuclide-page >>> [role='status']")).join().includes("is not known"),
      );
    }),
  PATIENCE_MS,
);

const goTo = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** Waits for the sheets of these nuclides; changes inside shadow roots wake no selector, so it asks again and again. */
const shown = (page: Page, names: readonly string[]) =>
  until(async () => (await textsOf(page, "nuclide-sheet >>> h1")).join() === names.join());

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function textsOf(page: Page, selector: string): Promise<string[]> {
  const elements = await page.$$(`>>> ${selector}`);
  return Promise.all(elements.map((element) => element.evaluate((e) => e.textContent!.trim())));
}

const textOf = async (page: Page, selector: string) => (await textsOf(page, selector))[0];

async function plotsWithInk(page: Page): Promise<number> {
  const canvases = await page.$$(">>> line-plot >>> canvas");
  const inked = await Promise.all(
    canvases.map((canvas) =>
      canvas.evaluate((element) => {
        const drawn = element as unknown as HTMLCanvasElement;
        const { data } = drawn.getContext("2d")!.getImageData(0, 0, drawn.width, drawn.height);
        return data.some((value, i) => i % 4 === 3 && value > 0);
      }),
    ),
  );
  return inked.filter(Boolean).length;
}
