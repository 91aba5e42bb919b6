import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { readNifti } from "../../src/formats/nifti/read";
import { writeNifti } from "../../src/formats/nifti/write";
import { withPage } from "../support/browser";
import { waitForText } from "../support/pageText";
import { smallCase, smallCaseJson } from "../support/smallCase";
import { openSmallCase, PATIENCE_MS } from "../support/smallPage";

/** The scan at 24 h with another activity everywhere. */
function scanTimes(factor: number, fileName: string) {
  const { grid, values } = readNifti(smallCase()["scan_24h.nii.gz"] as Uint8Array, fileName);
  return writeNifti(
    { grid, values: values.map((bqPerMl) => factor * bqPerMl) },
    { fileName, description: "a later cycle" },
  );
}

const GIVEN = {
  activityMBq: 7400,
  date: "2026-03-02",
  registration: "headers",
  scans: [
    {
      ...smallCaseJson().scans[1]!,
      id: "first",
      image: { nifti: "first.nii.gz", unit: "Bq/mL", decayCorrectedTo: "scan" },
    },
  ],
};

test(
  "a case opens with its given cycles as their scans have them, and another is added from its scans, one step of undo",
  () =>
    withPage({ webgpu: true, size: [1280, 720] }, async (page) => {
      const folder = await openSmallCase(page, {
        "case.json": JSON.stringify({ ...smallCaseJson(), givenCycles: [GIVEN] }),
        "first.nii.gz": scanTimes(0.8, "first.nii.gz"),
        "second.nii.gz": scanTimes(0.5, "second.nii.gz"),
      });
      await click(page, "button[role='tab']", "Cycles");
      await waitForText(page, "tr[data-structure='kidney'] > td:nth-child(4)", "0.80");

      await click(page, "course-add >>> button", "Add from its scans");
      const picker = await page.waitForSelector(
        ">>> cycle-view >>> input[type='file']:not([webkitdirectory])",
      );
      await picker!.uploadFile(`${folder}/second.nii.gz`);
      await waitForText(page, "cycle-form >>> footer li", "There is no emission scan");
      await select(page, "What it shows", "Bq/mL");
      await type(page, "input[aria-label='Hours after administration']", "24");
      await type(page, "administration-fields >>> input", "7400");
      await select(page, "Registration", "headers");
      await click(page, "cycle-form >>> button", "Evaluate and add");

      await waitForText(page, "tr[data-structure='kidney'] > td:nth-child(4)", "0.65");
      const cycles = await page.$$(">>> course-panel >>> input[type='date']");
      expect(cycles).toHaveLength(2);
      expect(await cycles[0]!.evaluate((field) => (field as HTMLInputElement).value)).toBe(
        "2026-03-02",
      );

      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await waitForText(page, "tr[data-structure='kidney'] > td:nth-child(4)", "0.80");
    }),
  3 * PATIENCE_MS,
);

async function click(page: Page, selector: string, name: string): Promise<void> {
  await page.waitForSelector(`>>> ${selector}`);
  for (const button of await page.$$(`>>> ${selector}`))
    if ((await button.evaluate((it) => it.textContent?.trim())) === name) await button.click();
}

async function select(page: Page, label: string, value: string): Promise<void> {
  const field = await page.waitForSelector(`>>> cycle-form >>> select[aria-label='${label}']`);
  await field!.select(value);
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  const field = await page.waitForSelector(`>>> cycle-form >>> ${selector}`);
  await field!.type(text);
  await page.keyboard.press("Tab");
}
