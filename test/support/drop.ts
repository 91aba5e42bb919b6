import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll } from "vitest";

/** A folder of these files, removed after the tests of the file. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "gyre-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Drags files and folders of this machine over the page and lets go, as the browser itself does it. */
export async function dropOnPage(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: [...paths], dragOperationsMask: COPY };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
  await session.detach();
}

const COPY = 1;
