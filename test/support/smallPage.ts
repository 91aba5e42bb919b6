import { join } from "node:path";
import type { Page } from "puppeteer";
import { dropOnPage, folderOf } from "./drop";
import { smallCase } from "./smallCase";

/** A calculation of the small case on a software adapter takes seconds. */
export const PATIENCE_MS = 120_000;

/** Drops the small case, with these files in place of its own, and waits for its plan. Gives the folder. */
export async function openSmallCase(
  page: Page,
  changed: Readonly<Record<string, Uint8Array | string>> = {},
): Promise<string> {
  const folder = folderOf({ ...smallCase(), ...changed });
  await dropOnPage(page, [folder]);
  await planShown(page);
  return folder;
}

/** Waits until a plan is there. */
export const planShown = (page: Page) =>
  page.waitForSelector(">>> [data-largest]", { timeout: PATIENCE_MS });

/** Drops one folder with these files. */
export const dropFolder = (page: Page, files: Readonly<Record<string, Uint8Array | string>>) =>
  dropOnPage(page, [join(folderOf(inside(files)), "study")]);

const inside = (files: Readonly<Record<string, Uint8Array | string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`study/${name}`, content]));

/** Types the activity over all cycles into the field beside the slider. */
export async function setActivity(page: Page, gbq: number): Promise<void> {
  const field = await page.waitForSelector(">>> input[aria-label='Activity over all cycles, GBq']");
  await field!.click({ count: 3 });
  await field!.type(String(gbq));
  await page.keyboard.press("Enter");
  await twoFrames(page);
}

/** Mean doses of the structure list as they are written, Gy, by structure id. */
export async function meanDoses(page: Page): Promise<Record<string, number>> {
  const cells = await page.$$(">>> [data-mean]");
  const entries = await Promise.all(
    cells.map((cell) =>
      cell.evaluate((td) => [td.getAttribute("data-mean")!, Number(td.textContent)] as const),
    ),
  );
  return Object.fromEntries(entries);
}

/** What one change draws is there after two frames: the page's, and that of the views. */
export const twoFrames = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
