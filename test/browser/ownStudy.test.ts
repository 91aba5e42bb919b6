import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { waitForText } from "../support/pageText";

const SAMPLE = join(import.meta.dirname, "../../public/cases/dotatate");

test(
  "files without headers are asked about, what is said lets the calculation start, and stopping it comes back to what was said",
  () =>
    withPage({ webgpu: true }, async (page) => {
      const input = (await page.waitForSelector(
        ">>> input[type=file]:not([webkitdirectory])",
      )) as ElementHandle<HTMLInputElement>;
      const names = ["ct_2.nii.gz", "labels.nii.gz", "spect_2.nii.gz"];
      await input.uploadFile(...names.map((name) => join(SAMPLE, name)));
      await page.waitForSelector(">>> study-form", { timeout: 60_000 });
      expect(await isDisabled(page)).toBe(true);

      await choose(page, "What it shows", 0, "CT");
      await choose(page, "What it shows", 1, "Bq/mL");
      await type(page, "Hours after administration", "24.5");
      await choose(page, "Nuclide given", 0, "Lu-177");
      await type(page, "Carrier", "DOTATATE");
      await type(page, "Administered activity (MBq)", "7400");
      await choose(page, "Protocol", 0, "lu177-dotatate");
      await choose(page, "Reference scan", 0, "image_1");
      await page.waitForFunction(
        (form) => form?.shadowRoot?.querySelectorAll("footer li").length === 0,
        {},
        await page.$(">>> study-form"),
      );
      expect(await isDisabled(page)).toBe(false);

      await page.$eval(">>> administration-fields >>> summary", (summary) => summary.click());
      await type(page, "Assay (MBq)", "7700");
      await waitForText(page, "study-form >>> footer li", "time of the assay");
      expect(await isDisabled(page)).toBe(true);
      await type(page, "Time of the administration", "2026-03-02T09:00:00+01:00");
      await type(page, "Time of the assay", "2026-03-02T08:00:00+01:00");
      await waitForText(page, "administration-fields >>> button", "Take 7667 MBq as administered");
      expect(await isDisabled(page)).toBe(false);
      if (process.env.GYRE_PICTURES)
        await page.screenshot({ path: `${process.env.GYRE_PICTURES}/study-form.png` });

      await (await page.$(">>> footer button.primary"))!.click();
      await page.waitForSelector(">>> progress");
      await page.keyboard.press("Escape");
      await page.waitForSelector(">>> study-form");
      expect(await isDisabled(page)).toBe(false);
    }),
  180_000,
);

const isDisabled = async (page: Page) =>
  (await page.waitForSelector(">>> footer button.primary"))!.evaluate(
    (button) => (button as HTMLButtonElement).disabled,
  );

async function choose(page: Page, label: string, nth: number, value: string): Promise<void> {
  await page.waitForSelector(`>>> select[aria-label="${label}"] option[value="${value}"]`);
  const selects = await page.$$(`>>> select[aria-label="${label}"]`);
  await selects[nth]!.select(value);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  const field = await page.waitForSelector(`>>> input[aria-label="${label}"]`);
  // A click would hit the footer where that lies over the field.
  await field!.focus();
  await field!.evaluate((input) => (input as HTMLInputElement).select());
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}
