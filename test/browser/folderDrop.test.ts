import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withPage } from "../support/browser";
import { dropOnPage, folderOf } from "../support/drop";
import { waitForText } from "../support/pageText";
import { smallCase, smallLabels } from "../support/smallCase";

test("a folder of more files than a browser lists at once is read whole", () =>
  withPage({ webgpu: false }, async (page) => {
    const notes = Array.from({ length: 250 }, (_, n) => [`study/${n}.txt`, `note ${n}`]);
    const folder = folderOf({ ...Object.fromEntries(notes), "study/labels.nii.gz": smallLabels() });

    await dropOnPage(page, [join(folder, "study")]);

    await waitForText(page, "study-form >>> p", "Left out: 250 files.");
  }));

test(
  "a case deep in one of several dropped folders finds its images beside it and is calculated",
  () =>
    withPage({ webgpu: true }, async (page) => {
      const study = Object.entries(smallCase()).map(([name, bytes]) => [`b/deep/${name}`, bytes]);
      const folder = folderOf({ "a/letter.txt": "Dear", ...Object.fromEntries(study) });

      await dropOnPage(
        page,
        readdirSync(folder).map((name) => join(folder, name)),
      );

      await page.waitForSelector(">>> [data-largest]", { timeout: 120_000 });
      expect(await page.$eval(">>> .case", (name) => name.textContent)).toBe("b/deep/case.json");
    }),
  180_000,
);
