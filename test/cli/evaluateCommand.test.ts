import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluateCommand } from "../../src/cli/evaluateCommand";
import type { Io } from "../../src/cli/io";
import { dvhCsv } from "../../src/dosimetry/dvhCsv";
import { quietWork } from "../../src/work";
import { evenDvh } from "../support/planning";

const DVHS = [evenDvh("kidney", 0.3, 0.7), evenDvh("marrow", 0.02, 0.04)];
const PLAN = {
  schema: "gyre.plan/1",
  patient: "phantom",
  settings: { protocol: "lu177-dotatate", nuclide: "Lu-177" },
  structures: DVHS.map(({ name, volumeMl, meanGy, minGy, maxGy }, n) => ({
    id: name,
    name,
    role: n === 0 ? "organ" : "marrow",
    volumeMl,
    massG: 105,
    effectiveHalfLifeH: 51,
    alphaShare: 0,
    voxelMarks: [],
    meanGyPerGBq: meanGy,
    minGyPerGBq: minGy,
    maxGyPerGBq: maxGy,
  })),
  regions: [],
  limits: [{ id: "kidney-23", value: 20 }],
  warnings: ["a warning of the plan"],
};

async function run(args: readonly string[], plan: unknown = PLAN, csv = dvhCsv(DVHS)) {
  const said = { out: "", err: "" };
  const io: Io = {
    stdout: (text) => {
      said.out += text;
    },
    stderr: (text) => {
      said.err += text;
    },
    readFile: async (path) =>
      new TextEncoder().encode(path === "there/dvh.csv" ? csv : JSON.stringify(plan)),
    writeFile: async () => {},
  };
  await evaluateCommand.run(["there/plan.json", ...args], io, quietWork());
  return said;
}

const ASKED = ["--activity", "6.2", "--cycles", "4"];

describe("gyre evaluate --activity 6.2 --cycles 4 --json", () => {
  test("gives the doses of 24.8 GBq and every limit with the plan's own values", async () => {
    const { out, err } = await run([...ASKED, "--json"]);

    const result = JSON.parse(out);
    expect(result.totalActivityGBq).toBeCloseTo(24.8, 12);
    expect(result.structures[0].meanGy).toBeCloseTo(12.4, 9);
    expect(result.structures[0].d2Gy).toBeCloseTo(24.8 * 0.692, 3);
    const [kidney, bed] = ["kidney-23", "kidney-bed-40"].map((id) =>
      result.limits.find((limit: { id: string }) => limit.id === id),
    );
    expect(kidney).toMatchObject({ value: 20, exceeded: false, reachedAtPerCycleGBq: 10 });
    expect(kidney.share).toBeCloseTo(0.62, 9);
    expect(bed.figure).toBeCloseTo(12.4 * (1 + ((2.8 / 53.8) * 3.1) / 2.6), 9);
    expect(result.largestActivity).toMatchObject({ totalGBq: 40, bindingLimit: "kidney-23" });
    expect(err).toContain("a warning of the plan");
  });

  test("is what its schema says", async () => {
    const schema = JSON.parse(
      readFileSync(new URL("../../docs/schemas/evaluation.schema.json", import.meta.url), "utf8"),
    );
    const result = JSON.parse((await run([...ASKED, "--json"])).out);

    expectFields(schema, result);
    expect(schema.properties.schema.const).toBe(result.schema);
    for (const part of ["structures", "limits"])
      for (const entry of result[part]) expectFields(schema.properties[part].items, entry);
    expectFields(schema.properties.largestActivity, result.largestActivity);
  });
});

test("another value of a limit moves what is exceeded", async () => {
  const { out } = await run([...ASKED, "--limit", "kidney-23=12"]);

  expect(out).toContain("4 × 6.2 GBq = 24.8 GBq");
  expect(out).toMatch(/Kidney, mean dose +kidney +12\.40 +12 Gy +103\.3 % +exceeded/);
});

test.each([
  [["--cycles", "4"], "gyre evaluate: --activity is missing"],
  [["--activity", "much", "--cycles", "4"], "--activity expects a number from 0"],
  [["--activity", "1", "--cycles", "1.5"], '--cycles expects a whole number, got "1.5"'],
  [[...ASKED, "--limit", "spleen=3"], 'limit "spleen" is not known; expected one of kidney-23'],
])("%j is refused: %s", async (args, message) => {
  await expect(run(args)).rejects.toThrow(message);
});

test("a plan of another kind, and DVHs of another plan, are refused", async () => {
  await expect(run(ASKED, { ...PLAN, schema: "gyre.case/1" })).rejects.toThrow(
    'there/plan.json: schema: expected "gyre.plan/1", received "gyre.case/1"',
  );
  await expect(run(ASKED, PLAN, dvhCsv(DVHS.slice(0, 1)))).rejects.toThrow(
    "the DVHs are not those of the plan: expected kidney, marrow, received kidney",
  );
  await expect(
    run(ASKED, PLAN, dvhCsv(DVHS.map((dvh) => ({ ...dvh, quantity: "doseGy" as const })))),
  ).rejects.toThrow("expected the columns structure, dose_Gy_per_GBq");
});

test("a plan of an alpha emitter says where its daughters decay", async () => {
  const daughters = [{ nuclide: "Bi-213", text: "50 % stay where it is formed" }];
  const plan = { ...PLAN, chain: { daughters } };

  expect(JSON.parse((await run([...ASKED, "--json"], plan)).out).daughters).toEqual(daughters);
  expect((await run(ASKED, plan)).out).toMatch(/Bi-213 +50 % stay where it is formed/);
  expect((await run(ASKED)).out).not.toContain("daughter");
});

test("blood samples in a plan without an S-matrix are refused: their marrow has no cross-dose", async () => {
  const blood = {
    unit: "kBq/mL",
    decayCorrectedTo: "measurement",
    nuclide: "Lu-177",
    administeredMBq: 7400,
    readings: [1, 4, 24, 72].map((timeH) => ({ timeH, value: 200 * Math.exp(-timeH / 20) })),
  };
  const plan = { ...PLAN, settings: { ...PLAN.settings, patient: { blood } } };

  await expect(run(ASKED, plan)).rejects.toThrow(
    "plan.json: sMatrixGyPerGBq: expected for a plan with blood samples",
  );
});

function expectFields(
  schema: { readonly required: readonly string[]; readonly properties: object },
  entry: object,
) {
  expect(Object.keys(entry)).toEqual(expect.arrayContaining([...schema.required]));
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(entry)));
}
