import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { textsOf } from "../support/pageText";
import { smallCaseJson } from "../support/smallCase";
import { openSmallCase, PATIENCE_MS, planShown, twoFrames } from "../support/smallPage";

test(
  "a scan is seen before and after, moved by hand, and the case calculated with it where it was put",
  () =>
    withPage({ webgpu: true, size: [1280, 800] }, async (page) => {
      await openSmallCase(page);

      await open(page);
      expect(await page.$$eval(">>> .scans button", (buttons) => buttons.length)).toBe(3);
      const [before, after] = await pictures(page);
      expect(after).toBe(before);

      await drag(page, 40);
      const [still, moved] = await pictures(page);
      expect(still).toBe(before);
      expect(moved).not.toBe(after);
      expect(Math.abs(await shiftLeft(page))).toBeGreaterThan(3);

      await type(page, "Shift left, mm", "10");
      if (process.env.GYRE_PICTURE)
        await page.screenshot({ path: process.env.GYRE_PICTURE as `${string}.png` });
      await press(page, "Calculate with this placement");
      await planAgain(page);

      await open(page);
      const chosen = await page.$eval(">>> .scans button", (button) => button.textContent);
      expect(chosen).toContain("placed by hand");
      expect(await shiftLeft(page)).toBe(10);

      await press(page, "Trust the headers");
      await planAgain(page);
      await open(page);
      expect(await shiftLeft(page)).toBe(0);
    }),
  2 * PATIENCE_MS,
);

test(
  "organs and lesions may be let move on their own, and be held again",
  () =>
    withPage({ webgpu: true, size: [1280, 800] }, async (page) => {
      const moved = JSON.stringify({ ...smallCaseJson(), registration: "translation" });
      await openSmallCase(page, { "case.json": moved });
      await open(page);

      await press(page, "Let organs and lesions move on their own", "aside button");
      await planAgain(page);

      await open(page);
      const buttons = await textsOf(page, "alignment-view >>> aside button");
      expect(buttons).toContain("Move all structures with the scan");
    }),
  2 * PATIENCE_MS,
);

async function open(page: Page) {
  await (await page.waitForSelector(">>> step-rail >>> button"))!.click();
  await page.waitForSelector(">>> alignment-picture");
  await twoFrames(page);
}

/** The plan before goes, and another comes. */
async function planAgain(page: Page) {
  await page.waitForSelector(">>> plan-page", { hidden: true, timeout: 5_000 }).catch(() => {});
  await planShown(page);
}

/** Both pictures as data URLs. */
const pictures = (page: Page) =>
  page.$$eval(">>> alignment-picture >>> canvas", (canvases) =>
    canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()),
  );

/** Drags the right picture to the right. */
async function drag(page: Page, pixels: number) {
  const [, right] = await page.$$(">>> alignment-picture");
  const box = (await right!.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y, { steps: 4 });
  await page.mouse.up();
  await twoFrames(page);
}

const shiftLeft = (page: Page) =>
  page.$eval(">>> input[aria-label='Shift left, mm']", (input) => input.valueAsNumber);

async function type(page: Page, label: string, text: string) {
  const field = await page.waitForSelector(`>>> input[aria-label='${label}']`);
  await field!.click({ count: 3 });
  await field!.type(text);
  await page.keyboard.press("Enter");
  await twoFrames(page);
}

async function press(page: Page, name: string, among = "div.hand button") {
  const buttons = await page.$$(`>>> alignment-view >>> ${among}`);
  for (const button of buttons)
    if ((await button.evaluate((b) => b.textContent!.trim())) === name) return button.click();
  throw new Error(`no button "${name}"`);
}
