import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { textsOf } from "../support/pageText";
import { smallCaseJson } from "../support/smallCase";
import { openSmallCase, PATIENCE_MS, twoFrames } from "../support/smallPage";

/** The small case, its scans those of 111In that was given for images. */
const TRACER = {
  ...smallCaseJson(),
  administration: { nuclide: "In-111", carrier: "DOTATATE", activityMBq: 740 },
  scans: smallCaseJson().scans.map((scan) => ({ ...scan, nuclide: "In-111" })),
};

test(
  "a tracer's own dose counts before the therapy, is named with what gave it, and can be left out, set by hand and undone",
  () =>
    withPage({ webgpu: true, size: [1280, 720] }, async (page) => {
      await openSmallCase(page, { "case.json": JSON.stringify(TRACER) });
      const label = "diagnostic In-111 DOTATATE, 740 MBq";
      expect((await textsOf(page, "[data-diagnostic-counts]"))[0]).toContain(label);
      const counted = await largest(page);

      await (await page.waitForSelector(">>> summary ::-p-text(Earlier dose)"))!.click();
      expect((await textsOf(page, "[data-diagnostic]"))[0]).toContain(`Count ${label}`);
      const box = (await page.$(">>> [data-diagnostic] input"))!;
      await box.evaluate((input) => (input as HTMLInputElement).click());
      await twoFrames(page);
      const without = await largest(page);
      expect(without).toBeGreaterThan(counted);
      expect(await page.$(">>> [data-diagnostic-counts]")).toBeNull();

      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await twoFrames(page);
      expect(await largest(page)).toBe(counted);

      await type(page, "Kidney: diagnostic dose, Gy", "11.5");
      expect(await largest(page)).toBeLessThan(0.6 * without);
      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await twoFrames(page);
      expect(await largest(page)).toBe(counted);
    }),
  2 * PATIENCE_MS,
);

const largest = async (page: Page) =>
  Number.parseFloat((await textsOf(page, "[data-largest]"))[0]!.replace(/^[^\d]*/, ""));

async function type(page: Page, label: string, text: string): Promise<void> {
  const field = (await page.waitForSelector(`>>> input[aria-label='${label}']`))!;
  await field.evaluate((input) => {
    input.scrollIntoView({ block: "center" });
    (input as HTMLInputElement).select();
  });
  await field.focus();
  await field.type(text);
  await page.keyboard.press("Enter");
  await twoFrames(page);
}
