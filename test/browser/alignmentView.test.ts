import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer";
import { expect, test } from "vitest";
import { writeTransformJson } from "../../src/formats/transforms/json";
import { translation } from "../../src/volume/transform";
import { withPage } from "../support/browser";
import { folderOf } from "../support/drop";
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

      await press(page, "Let organs and lesions move on their own", "button");
      await planAgain(page);

      await open(page);
      const buttons = await textsOf(page, "alignment-methods >>> button");
      expect(buttons).toContain("Move all structures with the scan");
    }),
  2 * PATIENCE_MS,
);

test(
  "points are set in both scans by the keyboard and by clicks, listed, and the scan shifted onto them; a placement is read from a file",
  () =>
    withPage({ webgpu: true, size: [1280, 800] }, async (page) => {
      await openSmallCase(page);
      await open(page);
      await page.select(">>> select[aria-label='Show as']", "landmarks");
      await twoFrames(page);

      const [left, right] = await page.$$(">>> alignment-picture >>> canvas");
      await left!.focus();
      for (const key of ["ArrowRight", "ArrowRight", "Enter"] as const)
        await page.keyboard.press(key);
      await right!.focus();
      for (let n = 0; n < 12; n++) await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Enter");
      await twoFrames(page);
      const [cells] = await rows(page);
      expect(Number(cells![3])).toBeGreaterThan(3);

      await press(page, "Fit rigid to landmarks", "button");
      await twoFrames(page);
      const [fitted] = await rows(page);
      expect(Number(fitted![3])).toBe(0);
      expect(Math.abs(await shiftLeft(page))).toBeCloseTo(Number(cells![3]), 0);
      const [message] = await textsOf(page, "alignment-landmarks >>> [role=status]");
      expect(message).toContain("Shifted only, not turned");

      await left!.click();
      await right!.click();
      await twoFrames(page);
      expect((await rows(page)).length).toBe(2);
      if (process.env.GYRE_PICTURE)
        await page.screenshot({ path: process.env.GYRE_PICTURE as `${string}.png` });
      await page.click(">>> button[aria-label='Delete point 2']");
      await twoFrames(page);
      expect((await rows(page)).length).toBe(1);

      const input = await page.$(">>> input[aria-label='Read a transform']");
      const text = writeTransformJson(translation([7, 0, 0]));
      await (input as ElementHandle<HTMLInputElement>).uploadFile(
        join(folderOf({ "shift.json": text }), "shift.json"),
      );
      await twoFrames(page);
      expect(await shiftLeft(page)).toBe(7);
    }),
  2 * PATIENCE_MS,
);

test(
  "the way of all scans or of one is chosen, and they are aligned again",
  () =>
    withPage({ webgpu: true, size: [1280, 800] }, async (page) => {
      await openSmallCase(page);
      await open(page);
      await page.select(">>> select[aria-label='Alignment of All scans']", "translation");
      await page.select(">>> select[aria-label='Alignment of 4 h']", "headers");

      await press(page, "Align again", "button");
      await planAgain(page);

      await open(page);
      const scans = await page.$$eval(">>> .scans button", (all) =>
        all.map((button) => button.textContent!.replace(/\s+/g, " ").trim()),
      );
      expect(scans[0]).toContain("by the headers");
      expect(scans[1]).toMatch(/translation by emission: correlation/);
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

/** Cells of the list of points. */
const rows = (page: Page) =>
  page.$$eval(">>> alignment-landmarks >>> tbody tr", (all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent!.trim())),
  );

async function press(page: Page, name: string, among = "div.hand button") {
  const buttons = await page.$$(`>>> alignment-view >>> ${among}`);
  for (const button of buttons)
    if ((await button.evaluate((b) => b.textContent!.trim())) === name) return button.click();
  throw new Error(`no button "${name}"`);
}
