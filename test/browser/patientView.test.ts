import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { waitForText } from "../support/pageText";
import { smallCaseJson } from "../support/smallCase";
import { openSmallCase, PATIENCE_MS, twoFrames } from "../support/smallPage";

const TIMES_H = [2, 6, 24, 48, 96, 144];
const pasted = (start: number, ratePerH: number, unit: string) =>
  TIMES_H.map((t) => `${t}\t${start * Math.exp(-ratePerH * t)}\t${unit}`).join("\n");

const I131 = {
  ...smallCaseJson(),
  administration: { nuclide: "I-131", carrier: "NaI", activityMBq: 1000 },
  scans: smallCaseJson().scans.map((scan) => ({ ...scan, nuclide: "I-131" })),
  protocol: { name: "i131-thyroid-carcinoma" },
};

test(
  "limits on blood and retention are checked as soon as samples, readings and weight are there, and undone with them",
  () =>
    withPage({ webgpu: true, size: [1280, 800] }, async (page) => {
      await openSmallCase(page, { "case.json": JSON.stringify(I131) });
      await page.keyboard.press("p");
      await page.waitForSelector(">>> patient-series");
      expect(await unchecked(page)).toHaveLength(3);

      await enter(page, "Weight, kg", "70");
      await enter(
        page,
        "Blood samples: readings, one a line: time in h, value, unit",
        pasted(50, 0.05 / 0.8, "kBq/mL"),
      );
      expect(await alertOf(page)).toBe("Say for which time the readings hold.");
      await choose(page, "Blood samples: readings hold for", "measurement");
      await enter(
        page,
        "Whole-body readings: readings, one a line: time in h, value, unit",
        pasted(1000, 1 / 17.3, "MBq"),
      );
      await choose(page, "Whole-body readings: readings hold for", "measurement");

      expect(await unchecked(page)).toEqual([]);
      const blood = await page.$eval(
        ">>> [data-figure='Dose to the blood']",
        (td) => td.textContent,
      );
      expect(blood!.trim()).toBe("0.106 Gy/GBq");
      const limits = await page.$eval(">>> [data-table=limits]", (table) => table.textContent);
      expect(limits).toMatch(/18\.9 GBq in all\s+\(binds\)/);
      expect(limits!.match(/\(binds\)/g)).toHaveLength(1);
      const interval = () =>
        page.$eval(">>> largest-activity", (largest) =>
          /interval ([\d.]+)–([\d.]+)/.exec(largest.shadowRoot!.textContent!)!.slice(1).map(Number),
        );
      const [low, high] = await interval();
      expect(low).toBeLessThan(18.5);
      expect(high).toBeGreaterThan(19.3);
      const calibration = () =>
        page.$eval(
          ">>> input[aria-label='Calibration of blood samples, %']",
          (field) =>
            `${(field as HTMLInputElement).value} ${field.nextElementSibling!.textContent}`,
        );
      expect(await calibration()).toBe("5 % usual");
      await enter(page, "Calibration of blood samples, %", "20");
      expect(await calibration()).toBe("20 %");
      expect((await interval())[0]).toBeLessThan(0.85 * low!);
      await enter(page, "Calibration of blood samples, %", "");
      expect(await calibration()).toBe("5 % usual");
      expect(await interval()).toEqual([low, high]);
      if (process.env.GYRE_PICTURE)
        await page.screenshot({ path: process.env.GYRE_PICTURE as `${string}.png` });

      const typed = (label: string) =>
        page.$eval(
          `>>> input[aria-label='${label}']`,
          (field) => (field as HTMLInputElement).value,
        );
      await choose(page, "Release limits of", "USA");
      expect(await typed("Dose rate at 1 m, at most, µSv/h")).toBe("70");
      expect(await typed("Source of the release limits")).toContain("Regulatory Guide 8.39");
      await choose(page, "Release limits of", "USA, dose to others");
      expect(await typed("Dose rate at 1 m, at most, µSv/h")).toBe("");
      expect(await typed("Dose to others from then on, at most, mSv")).toBe("5");
      expect(await typed("Source of the release limits")).toContain("10 CFR 35.75");
      for (const _ of ["dose to others", "USA", "no error", "an error"]) {
        await page.keyboard.press("Escape");
        await page.keyboard.down("Control");
        await page.keyboard.press("z");
        await page.keyboard.up("Control");
        await twoFrames(page);
      }

      await page.keyboard.press("Escape");
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await twoFrames(page);
      await page.keyboard.press("p");
      await twoFrames(page);
      expect((await unchecked(page)).length).toBeGreaterThan(0);

      await enter(
        page,
        "Thyroid uptake test: readings, one a line: time in h, value, unit",
        pasted(50, Math.LN2 / (5.5 * 24), "%"),
      );
      await choose(page, "Thyroid uptake test: readings hold for", "measurement");
      await page.keyboard.press("Escape");
      await page.evaluate(() => {
        location.hash = "#planner=radioiodine";
      });
      const uptakePercentDays = (50 * 5.5) / Math.LN2;
      await waitForText(
        page,
        "[data-figure='benign-integral']",
        ((35.6 * 30 * 250) / uptakePercentDays).toPrecision(3),
      );
      await waitForText(page, "radioiodine-planner >>> .line", "∫ uptake dt (measured)");
    }),
  2 * PATIENCE_MS,
);

const unchecked = (page: Page) =>
  page.$$eval(">>> [data-not-checked]", (all) => all.map((p) => p.textContent));
const alertOf = (page: Page) =>
  page.$eval(">>> patient-series >>> [role=alert]", (span) => span.textContent);

async function enter(page: Page, label: string, text: string) {
  const field = (await page.$(`>>> [aria-label='${label}']`))!;
  await field.evaluate((element, value) => {
    (element as HTMLInputElement).value = value;
    element.dispatchEvent(new Event("change"));
  }, text);
  await twoFrames(page);
}

async function choose(page: Page, label: string, value: string) {
  const field = (await page.$(`>>> [aria-label='${label}']`))!;
  await field.select(value);
  await twoFrames(page);
}
