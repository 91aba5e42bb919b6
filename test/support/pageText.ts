import type { Page } from "puppeteer";

/** The text of every element that a selector finds in the page and in shadow roots. */
export async function textsOf(page: Page, selector: string): Promise<string[]> {
  const elements = await page.$$(`>>> ${selector}`);
  return Promise.all(
    elements.map((element) =>
      element.evaluate((e) => (e.textContent ?? "").replaceAll(/\s+/g, " ").trim()),
    ),
  );
}

/** Waits until one of the elements holds the text, and gives its own. Changes inside shadow roots wake no selector, so it asks again and again. */
export async function waitForText(
  page: Page,
  selector: string,
  part: string | RegExp,
  patienceMs = 60_000,
): Promise<string> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const texts = await textsOf(page, selector);
    const found = texts.find((text) =>
      typeof part === "string" ? text.includes(part) : part.test(text),
    );
    if (found !== undefined) return found;
    if (performance.now() > end)
      throw new Error(`${selector}: expected ${part}, received ${JSON.stringify(texts)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
