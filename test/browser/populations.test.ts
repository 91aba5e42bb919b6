import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { curvesToCsv } from "../../src/kinetics/finishedCurveFile";
import { populationsToCsv } from "../../src/kinetics/populationCsv";
import { PRIORS } from "../../src/kinetics/priors";
import { withPage } from "../support/browser";

const CURVES = [38, 41, 44].map((halfLifeH) => ({
  radiopharmaceutical: "177Lu-DOTATATE",
  nuclide: "Lu-177",
  organ: "kidney",
  massG: 150,
  timesH: [4, 24, 96, 168],
  administeredPercent: [4, 24, 96, 168].map((t) => 2 * 2 ** (-t / halfLifeH)),
}));

test("finished patients are imported, learnt from, kept and deleted in the browser alone; a wrong file is refused by line and column", () =>
  withPage({ webgpu: true }, async (page) => {
    const folder = mkdtempSync(join(tmpdir(), "gyre-"));
    const good = join(folder, "own.csv");
    const wrong = join(folder, "wrong.csv");
    writeFileSync(good, curvesToCsv(CURVES));
    writeFileSync(wrong, curvesToCsv(CURVES).replace(",24,", ",soon,"));
    await press(page, "Populations of patients");

    await importFile(page, wrong);
    const alert = await seen(page, ">>> population-patients >>> [role=alert]");
    expect(await alert!.evaluate((e) => e.textContent)).toContain("wrong.csv:4:time_h");

    await importFile(page, good);
    await seen(page, ">>> button[aria-label='Delete curve 3 of kidney']");
    await press(page, "Learn from 3 curves");
    await press(page, "Keep this population");
    await seen(page, ">>> button[aria-label$='own 3 curves']");
    await page.reload({ waitUntil: "load" });
    await press(page, "Populations of patients");
    const kept = await seen(page, ">>> button[aria-label$='own 3 curves']");
    await kept!.click();
    const ours = join(folder, "ours.csv");
    const taken = join(folder, "taken.csv");
    const prior = PRIORS.find(({ name }) => name === "177Lu-DOTATATE/kidney")!;
    writeFileSync(ours, populationsToCsv([{ ...prior, name: "kidneys of ours" }]));
    writeFileSync(taken, populationsToCsv([prior]));
    await importFile(page, taken, "population-table");
    const refused = await seen(page, ">>> population-table >>> [role=alert]");
    expect(await refused!.evaluate((e) => e.textContent)).toContain("of the program");
    await importFile(page, ours, "population-table");
    await seen(page, ">>> button[aria-label='Delete kidneys of ours']");
    const { median } = prior;
    const longer = { ...median, effectiveHalfLifeH: median.effectiveHalfLifeH + 9 };
    const others = { ...prior, name: "kidneys of ours", median: longer };
    writeFileSync(taken, populationsToCsv([others]));
    await importFile(page, taken, "population-table");
    const replaced = await seen(page, ">>> population-table >>> [role=alert]");
    expect(await replaced!.evaluate((e) => e.textContent)).toContain(
      "is kept here with other figures",
    );
    await (await seen(page, ">>> button[aria-label='Delete kidneys of ours']"))!.click();
    await page.waitForFunction(
      (view) =>
        !view!
          .shadowRoot!.querySelector("population-table")!
          .shadowRoot!.textContent!.includes("own 3"),
      {},
      await page.$(">>> population-view"),
    );
  }));

/** A change inside a shadow root is seen by looking at every frame. */
const seen = (page: Page, selector: string) => page.waitForSelector(selector, { visible: true });

async function importFile(page: Page, path: string, into = "population-patients") {
  const input = await page.waitForSelector(`>>> ${into} >>> input[type=file]`);
  await (input as Awaited<ReturnType<typeof page.$<"input">>>)!.uploadFile(path);
}

async function press(page: Page, text: string): Promise<void> {
  await (await seen(page, `::-p-text(${text})`))!.click();
}
