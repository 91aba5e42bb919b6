import { expect, test } from "vitest";
import { withPage } from "../support/browser";

test("the empty page offers the sample case and names the graphics device", () =>
  withPage({ webgpu: true }, async (page) => {
    const line = await page.waitForSelector(">>> [data-adapter]");
    await page.waitForFunction(
      (element) => element?.textContent?.startsWith("Graphics device: "),
      {},
      line,
    );

    const button = await page.$(">>> button.primary");
    expect(await button?.evaluate((b) => b.textContent?.trim())).toBe("Open the sample case");
    const footer = await page.$(">>> footer");
    expect(await footer?.evaluate((f) => f.textContent)).toContain("not a medical device");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  }));

test("without WebGPU the page says what to enable in each browser", () =>
  withPage({ webgpu: false }, async (page) => {
    const help = await page.waitForSelector(">>> webgpu-help");

    const text = await help?.evaluate((element) => element.shadowRoot?.textContent ?? "");
    for (const browser of ["Chrome, Edge", "Firefox", "Safari"]) expect(text).toContain(browser);
    expect(text).toMatch(/WebGPU (is not available here|found no graphics adapter)/);
  }));

test("a browser that names a language which is none opens the page all the same", () =>
  withPage({ webgpu: true }, async (page) => {
    await page.evaluateOnNewDocument(() =>
      Object.defineProperty(navigator, "language", {
        value: "en-US@posix",
        configurable: true,
      }),
    );

    await page.reload({ waitUntil: "load" });

    expect(await page.waitForSelector(">>> button.primary")).not.toBeNull();
    expect(await page.evaluate(() => navigator.language)).toBe("en-US");
  }));

test("an error that nothing else shows is told with what to do, and can be closed", () =>
  withPage({ webgpu: true }, async (page) => {
    await page.waitForSelector(">>> button.primary");

    await page.evaluate(() => {
      const error = new Error("no half-life");
      window.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
    });

    const alert = await page.waitForSelector(">>> fault-banner >>> [role='alert']", {
      visible: true,
    });
    expect(await alert!.evaluate((element) => element.textContent)).toMatch(
      /figures that it shows may be those of before your last change[\s\S]*\(no half-life\)/,
    );
    await (await alert!.$("button"))!.click();
    await page.waitForSelector(">>> fault-banner >>> [role='alert']", { hidden: true });
  }));
