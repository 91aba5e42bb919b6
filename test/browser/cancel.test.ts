import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { textsOf } from "../support/pageText";
import { smallCase, smallCaseJson } from "../support/smallCase";
import { dropFolder, meanDoses, openSmallCase, planShown } from "../support/smallPage";

/** 200 ms are promised; a machine that is busy with other tests may be late. */
const LATEST_MS = 1000;

test(
  "a calculation that is stopped at any step ends at once, and can be done again",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await dropFolder(page, smallCase());
      for (const step of [/^Re/, /dose|Dose|kernel|Kernel/]) {
        const ms = await stopAt(page, step);

        console.info(`Stopped at ${step} after ${Math.round(ms)} ms`);
        expect(ms).toBeLessThan(LATEST_MS);
        await (await page.$(">>> job-panel >>> button.primary"))!.click();
      }
      await planShown(page);
    }),
  180_000,
);

test(
  "a case that is stopped while it is opened leaves the plan before it",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await openSmallCase(page);
      const doses = await meanDoses(page);
      const other = { ...smallCaseJson(), patient: "Another" };
      await dropFolder(page, { ...smallCase(), "case.json": JSON.stringify(other) });
      await escapeAtFirstStep(page);

      await planShown(page);
      expect(await meanDoses(page)).toEqual(doses);
      expect(await textsOf(page, "case-facts >>> dd")).toContain("Sixteen cubed");
    }),
  180_000,
);

/** Presses Escape as soon as a step is named, from within the page: a small case is soon done. */
const escapeAtFirstStep = (page: Page) =>
  page.$eval(
    "planner-app",
    (app) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const panel = app.shadowRoot!.querySelector("job-panel")?.shadowRoot;
          if (!panel?.querySelector("output")?.textContent?.trim())
            return requestAnimationFrame(look);
          window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
          return resolve();
        };
        look();
      }),
  );

/** Presses Cancel as soon as this step is named; milliseconds until the page offers the calculation again, measured in the page. */
const stopAt = (page: Page, step: RegExp) =>
  page.$eval(
    "planner-app",
    (app, source) =>
      new Promise<number>((resolve) => {
        const panel = () => app.shadowRoot!.querySelector("job-panel")?.shadowRoot;
        let pressed: number | undefined;
        const look = () => {
          const named = panel()?.querySelector("output")?.textContent ?? "";
          if (pressed === undefined && new RegExp(source).test(named)) {
            pressed = performance.now();
            panel()!.querySelector("button")!.click();
          }
          if (pressed !== undefined && panel()?.querySelector("button.primary"))
            resolve(performance.now() - pressed);
          else requestAnimationFrame(look);
        };
        look();
      }),
    step.source,
  );
