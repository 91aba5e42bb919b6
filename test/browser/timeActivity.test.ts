import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";

/** The calculation runs on a software adapter here. */
const PATIENCE_MS = 400_000;
const KIDNEY = "kidney_left";

test(
  "another way to the integral of a kidney changes its decays, every dose in proportion, and the largest activity; undo restores all",
  () =>
    withPage({ webgpu: true, size: [1440, 900] }, async (page) => {
      await (await page.waitForSelector(">>> button.primary"))!.click();
      await page.waitForSelector(">>> [data-largest]", { timeout: PATIENCE_MS });
      await openKinetics(page);
      const before = await figures(page);

      await choose(page, "hanscheid2018");
      const hanscheid = await figures(page);
      await press(page, "spect_4", "Enter");
      await choose(page, "monoExponential");
      const without = await figures(page);
      await choose(page, "uptakeWashout");
      const held = await holdUptake(page);

      const { timesH, activityMBq } = before;
      const last = timesH.length - 1;
      expect(hanscheid.tiaMBqH).toBeCloseTo((activityMBq[last]! * 2 * timesH[last]!) / Math.LN2, 6);
      expect(hanscheid.written.tia).not.toBe(before.written.tia);
      expect(hanscheid.written.largest).not.toBe(before.written.largest);
      expect(without.weights).toEqual([1, 1, 1, 0]);
      for (const [id, gy] of Object.entries(before.meanGyPerGBq)) {
        const perDecay = (now: typeof before) =>
          (now.meanGyPerGBq[id]! - gy) / (now.tiaMBqH / before.tiaMBqH - 1);
        expect(perDecay(without), id).toBeCloseTo(perDecay(hanscheid), 4);
      }
      for (const now of [before, hanscheid, without]) {
        const dose = Math.max(now.meanGyPerGBq.kidney_left!, now.meanGyPerGBq.kidney_right!);
        expect(now.largestGBq).toBeCloseTo(23 / dose, 3);
        expect(Number(now.written.mean)).toBeCloseTo(
          now.meanGyPerGBq[KIDNEY]! * now.activityGBq,
          0,
        );
      }

      expect(held).toContain("The effective half-life of the uptake was fixed at");

      for (let i = 0; i < 5; i++) await undo(page);
      expect(await figures(page)).toEqual(before);
    }),
  PATIENCE_MS,
);

/** The time-activity panel of the kidney. */
async function openKinetics(page: Page): Promise<void> {
  await page.$eval(">>> step-rail", (rail) => {
    const steps = [...rail.shadowRoot!.querySelectorAll("button")];
    steps.find((step) => step.textContent!.trim() === "Kinetics")!.click();
  });
  const list = await page.waitForSelector(">>> select[aria-label='Source region']");
  await list!.select(KIDNEY);
  await rest(page);
}

async function choose(page: Page, method: string): Promise<void> {
  await page.$eval(`>>> input[value='${method}']`, (radio) => (radio as HTMLInputElement).click());
  await rest(page);
}

/** Gives a key to a reading. */
async function press(page: Page, scanId: string, key: "Enter"): Promise<void> {
  await page.$eval(`>>> [data-reading='${scanId}']`, (mark) => (mark as SVGElement).focus());
  await page.keyboard.press(key);
  await rest(page);
}

/** Fixes the half-life of the uptake where the fit has it; what the panel then says. */
async function holdUptake(page: Page): Promise<string> {
  const name = "Effective half-life of the uptake";
  await (await page.waitForSelector(`>>> select[aria-label='${name}']`))!.select("fixed");
  await rest(page);
  const said = await page.$$eval(">>> p.flag", (all) => all.map((flag) => flag.textContent));
  return said.join(" ");
}

async function undo(page: Page): Promise<void> {
  await (await page.$(">>> button[aria-label^='Undo']"))!.click();
  await rest(page);
}

/** Figures as the page holds them, and as it writes them. */
async function figures(page: Page) {
  const written = {
    tia: await textOf(page, "[data-tia]"),
    mean: await textOf(page, `[data-mean=${KIDNEY}]`),
    largest: await textOf(page, "[data-largest]"),
  };
  const held = await page.$eval(
    ">>> plan-drawer",
    (element, id) => {
      const { result, present } = element as unknown as Held;
      const region = result.regions.find(({ structureId }) => structureId === id)!;
      return {
        timesH: region.timesH,
        activityMBq: region.activityMBq,
        weights: region.weights,
        tiaMBqH: region.fit.tiaMBqH,
        meanGyPerGBq: Object.fromEntries(
          result.structureDoses.map(({ structureId, meanGyPerGBq }) => [structureId, meanGyPerGBq]),
        ),
        largestGBq: present.basis.largest.totalActivityGBq!,
        activityGBq: present.whatIf.activityGBq,
      };
    },
    KIDNEY,
  );
  return { ...held, written };
}

/** What of the drawer's properties is looked at. */
type Held = Pick<import("../../components/plan-drawer").PlanDrawer, "result" | "present">;

const textOf = (page: Page, selector: string) =>
  page.$eval(`>>> ${selector}`, (element) => element.textContent!.trim());

/** What one change writes is there after two frames. */
const rest = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
