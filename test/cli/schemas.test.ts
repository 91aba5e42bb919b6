import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf, gyre } from "../support/cli";
import { pointSource, smallCase, smallCaseJson } from "../support/smallCase";

const SCHEMAS = "docs/schemas";
const schemaOf = (name: string) =>
  JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), "utf8"));

/** What a schema finds wrong with a value; an empty list where it accepts it. Formats are not checked: ajv knows them by another package. */
function faults(name: string, value: unknown) {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });
  ajv.validate(schemaOf(name), value);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const folder = folderOf({
  ...smallCase(),
  "decays.nii.gz": pointSource(1e9),
  "tac.csv":
    "region,time_h,activity_MBq\nkidney,4,100\nkidney,24,80\nkidney,72,40\nkidney,120,20\n",
});

async function jsonOf(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await gyre(args, { cwd: folder });
  expect(stderr).not.toContain("failed");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("what the program writes is what its schemas say", () => {
  let plan: unknown;
  beforeAll(async () => {
    plan = await jsonOf("plan", "case.json", "--out", "plan", "--json");
  });

  test("gyre plan, on stdout and in the file", () => {
    expect(faults("plan", plan)).toEqual([]);
    const file = JSON.parse(readFileSync(join(folder, "plan/plan.json"), "utf8"));
    expect(file).toEqual(plan);
  });

  test("gyre evaluate", async () => {
    const asked = ["--activity", "7.4", "--cycles", "4", "--json"];

    expect(faults("evaluation", await jsonOf("evaluate", "plan/plan.json", ...asked))).toEqual([]);
  });

  test("gyre dose", async () => {
    const files = ["--decays", "decays.nii.gz", "--out", "dose.nii.gz"];

    const dose = await jsonOf("dose", ...files, "--nuclide", "Lu-177", "--json");

    expect(faults("dose", dose)).toEqual([]);
  });

  test("gyre register and its transform.json, linear and deformable", async () => {
    const pair = ["--fixed", "scan_24h.nii.gz", "--moving", "scan_72h.nii.gz", "--out", "moved"];
    for (const type of ["translation", "deformable"]) {
      expect(faults("register", await jsonOf("register", ...pair, "--type", type))).toEqual([]);
      const transform = JSON.parse(readFileSync(join(folder, "moved/transform.json"), "utf8"));
      expect(faults("transform", transform)).toEqual([]);
    }
  });

  test("gyre nuclide, one and all", async () => {
    expect(faults("nuclide", await jsonOf("nuclide", "Ac-225", "--json"))).toEqual([]);
    expect(faults("nuclide", await jsonOf("nuclide", "--json"))).toEqual([]);
  });

  test("gyre fit, by least squares and with a population", async () => {
    const tac = ["--tac", "tac.csv", "--nuclide", "Lu-177", "--json"];

    expect(faults("fit", await jsonOf("fit", ...tac))).toEqual([]);
    const prior = ["--model", "bayes", "--prior", "177Lu-DOTATATE/kidney"];
    expect(faults("fit", await jsonOf("fit", ...tac, ...prior))).toEqual([]);
  });

  test("gyre inspect, and the case file of these tests", async () => {
    expect(faults("inspect", await jsonOf("inspect", ".", "--json"))).toEqual([]);
    expect(faults("case", smallCaseJson())).toEqual([]);
  });
});

test("every schema has the name of its file and refuses a field too many", () => {
  for (const file of readdirSync(SCHEMAS)) {
    const name = file.replace(".schema.json", "");
    expect(schemaOf(name).$id).toBe(`gyre.${name}/1`);
    expect(faults(name, { schema: `gyre.${name}/1`, surprise: 1 })).not.toEqual([]);
  }
});
