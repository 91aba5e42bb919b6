import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { waitForText } from "../support/pageText";

test("the planners open by their address and give the published check figures", () =>
  withPage({ webgpu: false }, async (page) => {
    await goTo(page, "#planner=radioembolization");
    expect(await figure(page, "[data-activity='Partition, 90Y glass']")).toBe("2.48");
    expect(await figure(page, "[data-dose='1 tumour']")).toBe("166");
    expect(await figure(page, "[data-dose='1 right lobe']")).toBe("33.1");
    expect(await figure(page, "[data-dose='1 lung']")).toBe("9.93");

    await goTo(page, "#planner=radioiodine");
    expect(await figure(page, "[data-figure='blood-per-gbq']")).toBe("0.106");
    expect(await figure(page, "[data-figure='blood-activity']")).toBe("18.9");

    await goTo(page, "#planner=release");
    expect(await figure(page, "release-planner")).toContain("Release");
  }));

test("a changed input changes the figures at once, and closing takes the mark from the address", () =>
  withPage({ webgpu: false }, async (page) => {
    await goTo(page, "#planner=radioembolization");
    const field = await page.waitForSelector(">>> input[aria-label='Tumour that gets least, Gy']");
    await field!.click({ count: 3 });
    await field!.type("410");
    await page.keyboard.press("Enter");
    await waitForText(page, "[data-activity='Partition, 90Y glass']", "4.95");

    await page.keyboard.press("Escape");
    await page.waitForFunction(() => location.hash === "");
  }));

const goTo = (page: Page, hash: string) =>
  page.evaluate((address) => {
    location.hash = address;
  }, hash);

const figure = async (page: Page, selector: string): Promise<string> =>
  (await page.waitForSelector(`>>> ${selector}`))!.evaluate((element) =>
    (element.textContent || element.shadowRoot?.textContent || "").trim(),
  );
