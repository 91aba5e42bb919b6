import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { planCommand } from "../../src/cli/planCommand";
import { quietWork } from "../../src/work";
import { smallCase, smallCaseJson } from "../support/smallCase";

const TIMES_H = [2, 6, 24, 48, 96, 144];
const table = (percentAtZero: number, ratePerH: number, perPercent: number, unit: string) =>
  [
    "time_h,value,unit",
    ...TIMES_H.map((t) => `${t},${percentAtZero * perPercent * Math.exp(-ratePerH * t)},${unit}`),
  ].join("\n");

/** The small case as one of 131I, with 17.3 h in the whole body and 8e-4 h in a mL of blood. */
const json = {
  ...smallCaseJson(),
  administration: { nuclide: "I-131", carrier: "NaI", activityMBq: 1000 },
  scans: smallCaseJson().scans.map((scan) => ({ ...scan, nuclide: "I-131" })),
  protocol: { name: "i131-thyroid-carcinoma" },
  measurements: {
    weightKg: 70,
    factors: { diffuseLungMetastases: 0 },
    blood: { csv: "blood.csv", decayCorrectedTo: "measurement" },
    wholeBody: { csv: "body.csv", decayCorrectedTo: "measurement" },
  },
};

test("images and measurements of 131I give 18.95 GBq for 2 Gy to the blood, with no limit unchecked", async () => {
  const files: Record<string, Uint8Array | string> = {
    ...smallCase(),
    "case.json": JSON.stringify(json),
    "blood.csv": table(5, 0.05 / 0.8, 10, "kBq/mL"),
    "body.csv": table(100, 1 / 17.3, 10, "MBq"),
  };
  let stdout = "";
  await planCommand.run(
    ["case.json", "--out", "out"],
    {
      stdout: (text) => {
        stdout += text;
      },
      stderr: () => {},
      readFile: async (path) => {
        const content = files[path.split("/").at(-1)!]!;
        return typeof content === "string" ? new TextEncoder().encode(content) : (content as never);
      },
      writeFile: async (path, content) => {
        files[path] = content;
      },
    },
    quietWork(),
  );

  const plan = JSON.parse(files["out/plan.json"] as string);
  expect(plan.largestActivity.activityGBq).toBeCloseTo(18.95, 2);
  expect(plan.largestActivity.bindingLimit).toBe("blood-2");
  expect(plan.limitsNotHeld).toEqual([]);
  expect(plan.limits.map(({ id }: { id: string }) => id)).toEqual([
    "blood-2",
    "retention-48h-4.44",
  ]);
  expect(plan.inputs.map(({ path }: { path: string }) => path)).toContain("blood.csv");
  expect(plan.release.retainedMBq).toBeCloseTo(18_950 * Math.exp(-48 / 17.3), -1);
  expect(plan.release.retentionFrom).toBe("whole-body readings");
  const schema = JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8"));
  expect(new Ajv2020({ strictTypes: false }).validate(schema, plan)).toBe(true);
  expect(stdout).toMatch(/Left in the body after 48 h: 118\d MBq/);
  expect(stdout).toMatch(/Dose to the blood +0\.1055 +Gy\/GBq/);
  expect(stdout).toMatch(/Largest tolerated activity: 18\.95 GBq/);
}, 120_000);
