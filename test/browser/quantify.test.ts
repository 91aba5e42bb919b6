import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { folderOf } from "../support/drop";
import { waitForText } from "../support/pageText";
import { smallVolume } from "../support/smallCase";
import { openSmallCase, PATIENCE_MS, planShown } from "../support/smallPage";

test(
  "steps are switched and taken back, voxels mapped, a camera made, kept and used, and excreta typed",
  () =>
    withPage({ webgpu: true, size: [1280, 720] }, async (page) => {
      await openSmallCase(page);
      await press(page, "Quantify", "step-rail >>> button");
      await page.waitForSelector(">>> quantify-account");
      await picture(page, "activity");

      await press(page, "Uncertainty", "quantify-view >>> [role='tab']");
      await page.waitForSelector(">>> budget-bars >>> td.bar");
      await picture(page, "uncertainty");

      await press(page, "Voxel kinetics", "quantify-view >>> [role='tab']");
      await press(page, "voxels", "voxel-kinetics >>> button");
      await page.waitForSelector(">>> map-picture", { timeout: PATIENCE_MS });
      const kidney = await rowOf(page, "voxel-kinetics", "Kidney");
      expect(Number(kidney[2])).toBeCloseTo(50, 0);
      expect(kidney[5]).toBe("100 %");
      await picture(page, "voxels");

      await press(page, "Close", "quantify-view >>> nav button");
      await mapsInTheViews(page);
      await press(page, "Quantify", "step-rail >>> button");
      await press(page, "Activity", "quantify-view >>> [role='tab']");
      expect(await textIn(page, "quantify-change")).toContain("Kinetics over voxels");
      await press(page, "Undo: back to the plan before", "quantify-change >>> button");
      await press(page, "Voxel kinetics", "quantify-view >>> [role='tab']");
      await waitForText(page, "voxel-kinetics >>> button", "structures (now)");
      for (const [keys, text] of [
        [["Control", "Shift", "Z"], "voxels (now)"],
        [["Control", "z"], "structures (now)"],
      ] as const) {
        for (const key of keys) await page.keyboard.down(key);
        for (const key of [...keys].reverse()) await page.keyboard.up(key);
        await waitForText(page, "voxel-kinetics >>> button", text);
      }

      await press(page, "Cameras", "quantify-view >>> [role='tab']");
      await calibrateOnPhantom(page);
      await makeCamera(page);
      await waitForText(page, "camera-library >>> tbody td", "Test SPECT");
      await picture(page, "cameras");
      expect((await rowOf(page, "camera-library", "Test SPECT"))[3]).toBe("9.40 ± 3.00 %");
      await press(page, "Use", "camera-library >>> button");
      await calculated(page, "Camera: Test SPECT", "Cameras");
      expect((await rowOf(page, "camera-library", "Test SPECT")).at(-1)).toContain("in use");

      await press(page, "Administration", "quantify-view >>> [role='tab']");
      await fill(
        page,
        "quantify-administration",
        "Excreted by then: hours, % of the administered without decay; one a line",
        "200, 90",
      );
      await press(page, "Calculate with this administration", "quantify-administration >>> button");
      await calculated(page, "Administration", "Administration");
      await picture(page, "administration");
      await press(page, "Activity", "quantify-view >>> [role='tab']");
      expect(await textIn(page, "quantify-account")).not.toContain("not measured");

      await press(page, "Administration", "quantify-view >>> [role='tab']");
      await fill(page, "quantify-administration", "Extravasated (%)", "2");
      await press(page, "Calculate with this administration", "quantify-administration >>> button");
      await waitForText(page, "quantify-administration >>> .error", "time of the assay");
      await press(page, "Close", "quantify-view >>> nav button");
      await planShown(page);
    }),
  4 * PATIENCE_MS,
);

/** The views are coloured by a map and by a scan, with unit and legend, and back by dose. */
async function mapsInTheViews(page: Page) {
  const select = ">>> select[aria-label='Dose, difference of doses, or map']";
  await page.select(select, "effectiveHalfLifeH");
  await waitForText(page, "map-legend >>> div", "Effective half-life, h");
  await waitForText(page, "slice-view >>> .bottom-left", / h$|voxel without a number$/);
  await picture(page, "half-life-in-views");
  await page.select(select, "scan:1");
  await waitForText(page, "map-legend >>> div", "kBq/mL");
  await waitForText(page, "slice-view >>> .bottom-left", / kBq\/mL$/);
  await picture(page, "scan-in-views");
  await page.select(select, "dose");
  await page.waitForSelector(">>> dose-legend");
  const outlined = () =>
    page.$eval(">>> view-grid", (grid) =>
      (grid as unknown as { images: { structures: { id: string }[] } }).images.structures.map(
        ({ id }) => id,
      ),
    );
  expect((await outlined()).some((id) => id.startsWith("small:"))).toBe(false);
  await page.$$eval(">>> view-controls >>> label", (all) =>
    (all.find((label) => label.textContent!.includes("VOIs")) as HTMLElement).click(),
  );
  await expect.poll(outlined).toContain("small:kidney");
}

/** A cube of 216 voxels of 0.125 mL with 100 counts each in 1000 s, 5 MBq: 4.32 counts/s per MBq. */
async function calibrateOnPhantom(page: Page) {
  const inside = "camera-calibrate";
  const isInside = (voxel: readonly number[]) => voxel.every((n) => n >= 5 && n < 11);
  const folder = folderOf({ "phantom.nii.gz": smallVolume((v) => (isInside(v) ? 100 : 0)) });
  const input = await page.waitForSelector(`>>> ${inside} >>> input[aria-label='Scan in counts']`);
  await (input as ElementHandle<HTMLInputElement>).uploadFile(join(folder, "phantom.nii.gz"));
  for (const [label, value] of [
    ["Name", "Phantom SPECT"],
    ["Collimator", "MEHR"],
    ["Reconstruction", "OSEM"],
    ["Phantom (wall, fill)", "cube, wall 2 mm, 27 mL"],
    ["Measured on", "2026-02-03"],
    ["Activity when measured (MBq)", "5"],
    ["Duration (s)", "1000"],
    ["Resolution, FWHM (mm)", "6"],
  ] as const)
    await fill(page, inside, label, value);
  await press(page, "Calibrate", `${inside} >>> button`);
  const text = await waitForText(page, "camera-result >>> p", "counts/s per");
  expect(text).toMatch(/^4\.32 counts\/s per MBq/);
  expect(text).toContain("wall 2 mm");
}

async function makeCamera(page: Page) {
  const inside = "camera-calibrate";
  await page.$$eval(`>>> ${inside} >>> input[type='radio']`, (all) =>
    (all.at(-1) as HTMLElement).click(),
  );
  await page.waitForSelector(
    `>>> ${inside} >>> input[aria-label='Sensitivity (counts/s per MBq)']`,
  );
  for (const [label, value] of [
    ["Name", "Test SPECT"],
    ["Collimator", "MEHR"],
    ["Reconstruction", "OSEM"],
    ["Measured on", "2026-02-03"],
    ["Sensitivity (counts/s per MBq)", "9.4"],
    ["Error of it, 1 SD (%)", "3"],
    ["Resolution, FWHM (mm)", "6"],
    ["Recovery points", "0.5, 0.2\n5, 0.7\n26, 0.92"],
  ] as const)
    await fill(page, inside, label, value);
  await press(page, "Calibrate", `${inside} >>> button`);
  await waitForText(page, "camera-result >>> button", "Save into the library");
  await picture(page, "calibrate");
  await press(page, "Save into the library", "camera-result >>> button");
}

/** The page is calculated with a change, and says so before and after. */
async function calculated(page: Page, name: string, tab = "Activity") {
  await expect
    .poll(
      async () => {
        await press(page, "Activity", "quantify-view >>> [role='tab']");
        return textIn(page, "quantify-change").catch(() => "");
      },
      { timeout: PATIENCE_MS },
    )
    .toContain(name);
  if (tab !== "Activity") await press(page, tab, "quantify-view >>> [role='tab']");
  await new Promise((resolve) => setTimeout(resolve, 300));
}

async function press(page: Page, name: string, selector: string) {
  await page.waitForSelector(`>>> ${selector}`);
  for (const button of await page.$$(`>>> ${selector}`))
    if ((await button.evaluate((b) => b.textContent?.trim())) === name) {
      await button.evaluate((b) => (b as HTMLElement).click());
      return;
    }
  throw new Error(`No "${name}"`);
}

const fill = (page: Page, inside: string, label: string, value: string) =>
  page.$eval(
    `>>> ${inside} >>> [aria-label='${label}']`,
    (field, text) => {
      (field as HTMLInputElement).value = text;
      field.dispatchEvent(new Event("change"));
    },
    value,
  );

const textIn = (page: Page, element: string) =>
  page.$eval(`>>> ${element}`, (e) => e.shadowRoot!.textContent ?? "");

/** The cells of the row of a table that begins with a name. */
async function rowOf(page: Page, element: string, name: string): Promise<string[]> {
  const rows = await page.$$eval(`>>> ${element} >>> tbody tr`, (all) =>
    all.map((tr) => [...tr.children].map((td) => td.textContent!.replace(/\s+/g, " ").trim())),
  );
  const row = rows.find(([first]) => first === name);
  if (!row) throw new Error(`No row "${name}" in ${JSON.stringify(rows)}`);
  return row;
}

async function picture(page: Page, name: string) {
  const folder = process.env.GYRE_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
