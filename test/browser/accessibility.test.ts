import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { openSmallCase, twoFrames } from "../support/smallPage";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test(
  "axe finds nothing serious on the empty page, a nuclide and planners, nor on a plan in the dark or in the light",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await page.evaluate(AXE);
      await expectNoFaults(page, "the empty page");
      for (const address of ["#nuclide=Ac-225", "#planner=radioembolization", "#planner=animal"]) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, address);
        await page.waitForSelector(">>> dialog[open]");
        await twoFrames(page);
        await expectNoFaults(page, address);
        await page.keyboard.press("Escape");
        await page.waitForFunction(() => location.hash === "");
      }

      await openSmallCase(page);
      await expectNoFaults(page, "a plan in the dark");
      await page.keyboard.press("t");
      await twoFrames(page);
      await expectNoFaults(page, "a plan in the light");
      for (const button of await page.$$(">>> step-rail >>> button"))
        if ((await button.evaluate((b) => b.textContent)) === "Quantify") await button.click();
      for (const tab of await page.$$(">>> quantify-view >>> [role='tab']")) {
        await tab.click();
        await twoFrames(page);
        await expectNoFaults(page, `quantification: ${await tab.evaluate((b) => b.textContent)}`);
      }
    }),
  180_000,
);

async function expectNoFaults(page: Page, where: string): Promise<void> {
  const found = await faults(page);
  expect(found.length, [where, ...found].join("\n")).toBe(0);
}

/** What is serious or critical: the rule, and where it is broken. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate("axe.run(document)")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = "" }) =>
          `${id} ${target.flat().join(" ")}: ${failureSummary.replaceAll(/\s+/g, " ")}`,
      ),
    );
}
