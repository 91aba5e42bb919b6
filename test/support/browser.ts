import type { Page } from "puppeteer";
import { preview } from "vite";
import { launch } from "../../scripts/browser.mjs";

export interface PageSetting {
  readonly webgpu: boolean;
  readonly size?: readonly [width: number, height: number];
}

/**
 * Opens the built page, served with its own headers, in a real browser, and fails on any error it reports and any request that leaves
 * this machine.
 */
export async function withPage(
  { webgpu, size: [width, height] = [1280, 720] }: PageSetting,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const server = await preview({ logLevel: "warn", preview: { port: 0, strictPort: false } });
  const address = server.httpServer.address();
  if (typeof address !== "object" || !address) throw new Error("The page is not served");
  const browser = await launch(webgpu);
  const faults: string[] = [];
  try {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    page.on("pageerror", (error) => faults.push(`page error: ${String(error)}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      const isHere = url.hostname === "127.0.0.1" || ["blob:", "data:"].includes(url.protocol);
      if (!isHere) faults.push(`request to ${url.href}`);
    });
    await page.goto(`http://127.0.0.1:${address.port}/`, { waitUntil: "load" });
    await check(page);
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await browser.close();
    await server.close();
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
}
