import { expect, test } from "vitest";
import { axialPicture } from "../support/axialPicture";
import { withPage } from "../support/browser";
import { meanDoses, setActivity, twoFrames } from "../support/smallPage";

/** The calculation runs on a software adapter here. */
const PATIENCE_MS = 400_000;

test(
  "the sample case opens; at a tenth of the activity every dose is a tenth, the picture changes, and undo and redo go back and forth",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await (await page.waitForSelector(">>> button.primary"))!.click();
      await page.waitForSelector(">>> [data-largest]", { timeout: PATIENCE_MS });
      await setActivity(page, 20);
      const before = await meanDoses(page);
      const picture = await axialPicture(page);

      await setActivity(page, 2);
      const after = await meanDoses(page);

      expect(Object.keys(before)).toContain("kidney_left");
      for (const [id, dose] of Object.entries(before)) expect(after[id]! * 10).toBeCloseTo(dose, 9);
      expect(await axialPicture(page)).not.toBe(picture);

      await (await page.$(">>> button[aria-label^='Undo']"))!.click();
      await twoFrames(page);
      expect(await meanDoses(page)).toEqual(before);

      await page.keyboard.down("Control");
      await page.keyboard.press("y");
      await page.keyboard.up("Control");
      await twoFrames(page);
      expect(await meanDoses(page)).toEqual(after);
    }),
  PATIENCE_MS,
);
