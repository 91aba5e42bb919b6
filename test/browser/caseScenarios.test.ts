import { expect, test } from "vitest";
import { protocol } from "../../src/planning/protocols";
import { writeProtocol } from "../../src/records/protocolFile";
import { withPage } from "../support/browser";
import { waitForText } from "../support/pageText";
import { smallCaseJson } from "../support/smallCase";
import { openSmallCase, PATIENCE_MS } from "../support/smallPage";

const own = { ...protocol("lu177-dotatate"), id: "ours", title: "Our protocol", cycles: 3 };
const data = {
  ...smallCaseJson(),
  protocol: { file: "own.protocol.json" },
  scenarios: [
    { name: "Protected kidneys", regions: { kidney: { uptakeFactor: 0.6 } } },
    { name: "Actinium", nuclide: "Ac-225", totalActivityGBq: 0.03, cycles: 3 },
  ],
};

test(
  "a dropped case opens under the protocol beside it, with its scenarios saved",
  () =>
    withPage({ webgpu: true }, async (page) => {
      await openSmallCase(page, {
        "own.protocol.json": writeProtocol(own),
        "case.json": JSON.stringify(data),
      });

      const tabs = await page.$$(">>> plan-drawer >>> [role=tab]");
      for (const tab of tabs)
        if ((await tab.evaluate((t) => t.textContent ?? "")).includes("Scenarios"))
          await tab.click();
      await page.waitForSelector(">>> scenario-table >>> tbody tr:nth-child(4)");
      const names = await page.$$eval(">>> scenario-table >>> input[type=text]", (fields) =>
        fields.map((field) => (field as HTMLInputElement).value),
      );
      expect(names).toEqual(["As calculated, Lu-177", "Protected kidneys", "Actinium"]);
      await waitForText(page, "scenario-table >>> tbody", "0.03");
      if (process.env.GYRE_PICTURES)
        await page.screenshot({ path: `${process.env.GYRE_PICTURES}/case-scenarios.png` });
    }),
  PATIENCE_MS,
);
