import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import type { DrawingDevice } from "../../src/app/drawingDevice";
import { axialPicture } from "../support/axialPicture";
import { withPage } from "../support/browser";
import { waitForText } from "../support/pageText";
import { meanDoses, openSmallCase, setActivity } from "../support/smallPage";

test(
  "the views come back on another device when theirs is lost; where that is lost too the numbers stay, with a sentence",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await openSmallCase(page);
      await setActivity(page, 20);
      const doses = await meanDoses(page);
      const picture = await axialPicture(page);

      await loseDevice(page);
      await waitForText(page, "top-bar >>> .adapter", /swiftshader/i);

      await setActivity(page, 2);
      await expect.poll(() => axialPicture(page), { timeout: 20_000 }).not.toBe(picture);
      await setActivity(page, 20);
      await expect.poll(() => axialPicture(page), { timeout: 20_000 }).toBe(picture);
      expect(await meanDoses(page)).toEqual(doses);

      await loseDevice(page);
      await waitForText(page, "plan-page >>> notice-card", "lost twice within a minute");
      expect(await meanDoses(page)).toEqual(doses);
    }),
  180_000,
);

/** Ends the device under the page, and waits until the page has noticed. */
const loseDevice = (page: Page) =>
  page.$eval("planner-app", async (app) => {
    const holder = app as unknown as { device: DrawingDevice };
    const lost = holder.device;
    if (lost.status === "ready") lost.gpu.device.destroy();
    while (holder.device === lost) await new Promise((resolve) => setTimeout(resolve, 10));
  });
