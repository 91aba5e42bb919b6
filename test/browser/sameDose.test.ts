import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { evaluatePlan } from "../../src/app/evaluatePlan";
import { plan } from "../../src/app/pipeline";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { readNifti } from "../../src/formats/nifti/read";
import { parseCase } from "../../src/records/caseFile";
import { readDvhTable } from "../../src/records/dvhTable";
import { loadStudy } from "../../src/records/loadStudy";
import { parsePlan } from "../../src/records/planRecord";
import { quietWork } from "../../src/work";
import { withPage } from "../support/browser";
import { folderOf } from "../support/drop";
import { withGpu } from "../support/gpu";
import { textsOf, waitForText } from "../support/pageText";
import { openSmallCase } from "../support/smallPage";

test("the dose that the page saves is that of Node, within 1e-5 of its maximum", async () => {
  const downloads = folderOf({});
  let folder = "";
  let browserAdapter = "";
  await withPage({ webgpu: true }, async (page) => {
    folder = await openSmallCase(page);
    [browserAdapter = ""] = await textsOf(page, ".adapter");
    await page.evaluate(() => {
      location.hash = "#report";
    });
    await saveFiles(page, downloads);
  });
  const saved = readNifti(readFileSync(join(downloads, "dose.nii.gz")), "dose.nii.gz");

  const { doseGyPerGBq, adapter, structureDoses } = await planInNode(folder);

  const text = (name: string) => readFileSync(join(downloads, name), "utf8");
  const evaluation = evaluatePlan(
    parsePlan(text("plan.json"), "plan.json"),
    readDvhTable(text("dvh.csv"), "dvh.csv"),
    { activityGBq: 5, cycles: 2, limitValues: {} },
  );
  structureDoses.forEach(({ meanGyPerGBq }, s) => {
    expect(evaluation.structures[s]!.meanGy / (10 * meanGyPerGBq)).toBeCloseTo(1, 4);
  });

  const maximum = doseGyPerGBq.values.reduce((most, dose) => Math.max(most, dose), 0);
  let difference = 0;
  doseGyPerGBq.values.forEach((dose, v) => {
    difference = Math.max(difference, Math.abs(dose - saved.values[v]!));
  });
  console.info(
    `${browserAdapter} against ${adapter}: ${(difference / maximum).toExponential(1)} of the maximum dose`,
  );
  expect(maximum).toBeGreaterThan(0);
  expect(saved.grid).toEqual(doseGyPerGBq.grid);
  expect(difference / maximum).toBeLessThan(1e-5);
}, 180_000);

/** Saves plan, histograms and dose as the user does, into this folder. */
async function saveFiles(page: Page, downloadPath: string): Promise<void> {
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
  await waitForText(page, "report-page >>> button", "Save dose.nii.gz");
  for (const [name, file] of [
    ["dose", "dose.nii.gz"],
    ["plan", "plan.json"],
    ["dvh", "dvh.csv"],
  ]) {
    await (await page.$(`>>> report-page >>> [data-save='${name}']`))!.click();
    await expect.poll(() => readdirSync(downloadPath), { timeout: 20_000 }).toContain(file);
  }
}

async function planInNode(folder: string): Promise<PlanResult> {
  const data = parseCase(readFileSync(join(folder, "case.json"), "utf8"), "case.json");
  const readFile = async (path: string) => new Uint8Array(readFileSync(join(folder, path)));
  const study = await loadStudy(data, readFile, quietWork());
  const results: PlanResult[] = [];
  await withGpu(async (gpu) => {
    results.push(await plan(gpu, study, prescriptionOf(data), quietWork()));
  });
  return results[0]!;
}
