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
    await waitForText(page, "radioiodine-planner >>> [data-example]", "figures of an example");
    expect(await figure(page, "[data-figure='blood-per-gbq']")).toBe("0.106");
    expect(await figure(page, "[data-figure='blood-activity']")).toBe("18.9");

    await goTo(page, "#planner=release");
    expect(await figure(page, "release-planner")).toContain("Release");
  }));

test("a changed input changes the figures at once, and closing takes the mark from the address", () =>
  withPage({ webgpu: false }, async (page) => {
    await goTo(page, "#planner=radioembolization");
    await waitForText(
      page,
      "radioembolization-planner >>> [data-example]",
      "figures of an example",
    );
    const field = await page.waitForSelector(">>> input[aria-label='Tumour that gets least, Gy']");
    await field!.click({ count: 3 });
    await field!.type("410");
    await page.keyboard.press("Enter");
    await waitForText(page, "[data-activity='Partition, 90Y glass']", "4.95");
    expect(await page.$(">>> radioembolization-planner >>> [data-example]")).toBeNull();

    await page.keyboard.press("Escape");
    await page.waitForFunction(() => location.hash === "");
  }));

test("organs of a mouse become coefficients in a human, by the table and the masses typed beside it", () =>
  withPage({ webgpu: false, size: [1280, 720] }, async (page) => {
    await goTo(page, "#planner=animal");
    const tiac = async (scaling: string) =>
      Number(await figure(page, `[data-tiac='kidneys ${scaling}']`));
    const perH = (biologicalH: number) => Math.LN2 * (1 / biologicalH + 1 / 159.5);
    const perMass = 310 / 73000 / (0.3 / 25);
    const perTime = (73000 / 25) ** 0.25;
    expect((await tiac("none")) / (0.06 / perH(30))).toBeCloseTo(1, 2);
    expect((await tiac("combined")) / ((0.06 * perMass) / perH(30 * perTime))).toBeCloseTo(1, 2);

    const before = await tiac("mass");
    const field = await page.waitForSelector(">>> input[aria-label='kidneys of the human, g']");
    await field!.click({ count: 3 });
    await field!.type("620");
    await page.keyboard.press("Enter");
    expect((await tiac("mass")) / before).toBeCloseTo(2, 1);

    const table = await page.waitForSelector(">>> animal-planner >>> textarea");
    await table!.evaluate((element) => {
      (element as HTMLTextAreaElement).value =
        "organ,time_h,percent_per_g,animal_organ_g,human_organ_g\nkidneys,1,x,0.3,310";
      element.dispatchEvent(new Event("change"));
    });
    await waitForText(page, "animal-planner >>> [role=alert]", "percent_per_g: expected a number");
  }));

const goTo = (page: Page, hash: string) =>
  page.evaluate((address) => {
    location.hash = address;
  }, hash);

const figure = async (page: Page, selector: string): Promise<string> =>
  (await page.waitForSelector(`>>> ${selector}`))!.evaluate((element) =>
    (element.textContent || element.shadowRoot?.textContent || "").trim(),
  );

test("a second vessel takes its share of the activity, and gives it back when it is removed; the vial says what arrived", () =>
  withPage({ webgpu: false }, async (page) => {
    await goTo(page, "#planner=radioembolization");
    const clickButton = async (text: string) => {
      for (const button of await page.$$(">>> sphere-vessels >>> button"))
        if ((await button.evaluate((element) => element.textContent!.trim())) === text)
          return button.evaluate((element) => (element as HTMLElement).click());
    };
    await page.waitForSelector(">>> sphere-vessels >>> button");
    await clickButton("Add a vessel");
    await waitForText(page, "[data-dose='1 right lobe']", "16.6");
    await clickButton("Remove");
    await page.waitForSelector(">>> [data-dose='1 territory 2']");
    await waitForText(page, "[data-vial='Y-90 arrived']", "2.94");
  }));
