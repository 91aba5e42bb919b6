import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { openSmallCase, setActivity, twoFrames } from "../support/smallPage";

test(
  "a plan is worked by keys alone: Tab reaches every control, arrows step the slider, ? opens the keys and Escape closes them; the start page leads back to it as it was",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await openSmallCase(page);
      await page.keyboard.press("?");
      expect(await page.$(">>> shortcut-list >>> dialog[open]")).not.toBeNull();
      await page.keyboard.press("Escape");
      await twoFrames(page);
      expect(await page.$(">>> shortcut-list >>> dialog[open]")).toBeNull();

      expect(await notReachedByTab(page)).toEqual([]);

      await page.keyboard.press("a");
      const before = await sliderValue(page);
      await page.keyboard.press("ArrowRight");
      await twoFrames(page);
      expect(await sliderValue(page)).toBeGreaterThan(before);
      await page.keyboard.press("ArrowLeft");
      await twoFrames(page);
      expect(await sliderValue(page)).toBeCloseTo(before, 9);

      await setActivity(page, 12.5);
      await (await page.$(">>> button.brand"))!.click();
      await (await page.waitForSelector(">>> start-page >>> .left button"))!.click();
      await page.waitForSelector(">>> [data-largest]");
      expect(await sliderValue(page)).toBeCloseTo(12.5, 2);
      expect(await page.$(">>> button[aria-label^='Undo']:not(:disabled)")).not.toBeNull();
    }),
  180_000,
);

const sliderValue = (page: Page) =>
  page.$eval(">>> activity-slider >>> input[type=range]", (input) =>
    Number((input as HTMLInputElement).value),
  );

/** The visible controls that Tab does not come to, as they stand in the page. */
async function notReachedByTab(page: Page): Promise<string[]> {
  const waiting = await page.evaluateHandle(() => {
    const selector = "a[href], button, input, select, textarea, summary, [tabindex]";
    const controls = (root: Document | ShadowRoot): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => [
        ...(element.matches(selector) ? [element] : []),
        ...(element.shadowRoot ? controls(element.shadowRoot) : []),
      ]);
    return new Set(
      controls(document).filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          element.tabIndex >= 0 &&
          !element.matches(":disabled"),
      ),
    );
  });
  const count = await waiting.evaluate((set) => set.size);
  expect(count).toBeGreaterThan(20);
  for (let n = 0; n < 2 * count; n++) {
    await page.keyboard.press("Tab");
    const left = await waiting.evaluate((set) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      set.delete(active as HTMLElement);
      return set.size;
    });
    if (left === 0) break;
  }
  return waiting.evaluate((set) => [...set].map((element) => element.outerHTML.slice(0, 120)));
}
