import { describe, expect, test } from "vitest";
import { caseScenarios } from "../../src/app/caseScenarios";
import { evaluatePlan } from "../../src/app/evaluatePlan";
import { withNuclide } from "../../src/app/nuclideExchange";
import { plan } from "../../src/app/pipeline";
import { limitRows, planBasis } from "../../src/app/planView";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { scenarioOf } from "../../src/app/scenarioOf";
import { readScenarios } from "../../src/app/scenariosFile";
import { edit, emptySession, showJob } from "../../src/app/session";
import { startAsCalculated } from "../../src/app/startAsCalculated";
import { startingWhatIf } from "../../src/app/startingWhatIf";
import { evaluateCommand } from "../../src/cli/evaluateCommand";
import { planCommand } from "../../src/cli/planCommand";
import { protocol } from "../../src/planning/protocols";
import { parseCase } from "../../src/records/caseFile";
import { completeCase } from "../../src/records/completeCase";
import { readDvhTable } from "../../src/records/dvhTable";
import { loadStudy } from "../../src/records/loadStudy";
import { parsePlan } from "../../src/records/planRecord";
import { writeProtocol } from "../../src/records/protocolFile";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { memoryIo } from "../support/memoryIo";
import { schemaFaults } from "../support/schemaFaults";
import { smallCase, smallCaseJson } from "../support/smallCase";

const PATIENCE_MS = 300_000;
const standard = protocol("lu177-dotatate");
const own = { ...standard, id: "ours", title: "Ours", cycles: 3 };
const SCENARIOS = [
  { name: "Two cycles of 6 GBq", totalActivityGBq: 12, cycles: 2, weeksBetweenCycles: 12 },
  { name: "Protected kidneys", regions: { kidney: { uptakeFactor: 0.6, effectiveHalfLifeH: 44 } } },
  { name: "Heavier tumour", regions: { tumour: { massFactor: 1.3 } } },
  {
    name: "Other kidney",
    criteria: {
      "kidney-23": { value: 28 },
      "kidney-bed-40": { alphaBetaGy: 3, repairHalfLifeH: 1.5, informational: false },
    },
    earlier: { kidney: [{ kind: "external", totalGy: 9, fractions: 5 }] },
  },
  { name: "One exponential", kinetics: { tumour: { method: "monoExponential" } } },
  { name: "Actinium", nuclide: "Ac-225", totalActivityGBq: 0.03, cycles: 3, rbeAlpha: 4 },
];
const DATA = {
  ...smallCaseJson(),
  protocol: { file: "own.protocol.json", limits: { "kidney-23": 21 }, weeksBetweenCycles: 9 },
  earlier: { kidney: [{ kind: "external", totalGy: 4, fractions: 2 }] },
  scenarios: SCENARIOS,
};
const filesOf = (data: object): Record<string, Uint8Array | string> => ({
  ...smallCase(),
  "own.protocol.json": writeProtocol(own),
  "case.json": JSON.stringify(data),
});

/** `gyre plan` of the small patient, as it would be typed. */
async function planned(data: object) {
  const { io, said, files } = memoryIo(filesOf(data));
  const beside = {
    ...io,
    readFile: (path: string) =>
      io.readFile(path.startsWith("out/") ? path : path.split("/").at(-1)!),
  };
  await planCommand.run(["case.json", "--out", "out"], beside, quietWork());
  const text = (path: string) => new TextDecoder().decode(files.get(path)!);
  return { said, beside, text };
}

/** The same case as the page has it once it is open. */
async function opened(data: object) {
  const files = filesOf(data);
  const readFile = async (path: string) => {
    const content = files[path]!;
    return (typeof content === "string" ? new TextEncoder().encode(content) : content) as never;
  };
  const read = await completeCase(
    parseCase(JSON.stringify(data), "case.json"),
    "case.json",
    readFile,
  );
  const study = await loadStudy(read, readFile, quietWork());
  const calculate = async (chosen?: typeof standard) => {
    let result!: Awaited<ReturnType<typeof plan>>;
    await withGpu(async (gpu) => {
      result = await plan(gpu, study, prescriptionOf(read, chosen), quietWork());
    });
    return { study, result, case: read };
  };
  return { read, open: await calculate(), calculate };
}

describe("a case with a protocol of its own and scenarios", () => {
  test(
    "gives in plan.json what the what-ifs of the page give, to the last bit",
    async () => {
      const { text, said } = await planned(DATA);
      const { stdout } = said();
      const file = JSON.parse(text("out/plan.json"));
      const { open, calculate, read } = await opened(DATA);

      expect(schemaFaults("plan", file)).toEqual([]);
      expect(file.scenarios.map(({ name }: { name: string }) => name)).toEqual([
        "As calculated",
        ...SCENARIOS.map(({ name }) => name),
      ]);
      const actinium = await calculate(withNuclide(open.result.prescription.protocol, "Ac-225"));
      const asked = (scenarios: unknown) =>
        JSON.stringify({ schema: "gyre.scenarios/1", scenarios });
      const sameNuclide = SCENARIOS.slice(0, -1);
      const saved = [
        ...readScenarios(asked(sameNuclide), "s", open.result, startingWhatIf(open)).map((one) =>
          scenarioOf(open, one),
        ),
        ...readScenarios(
          asked([SCENARIOS.at(-1)]),
          "s",
          actinium.result,
          startingWhatIf(actinium),
        ).map((one) => scenarioOf(actinium, one)),
      ];
      expect(read.scenarios).toEqual(SCENARIOS);
      for (const [n, { whatIf, result, basis }] of saved.entries()) {
        const scenario = file.scenarios[n + 1];
        expect(scenario.totalActivityGBq).toBe(whatIf.activityGBq);
        expect(scenario.cycles).toBe(whatIf.cycles);
        expect(scenario.nuclide).toBe(result.prescription.nuclide);
        expect(scenario.largestActivity.totalGBq).toBe(basis.largest.totalActivityGBq);
        expect(scenario.largestActivity.bindingLimit).toBe(basis.largest.binding!.limit.id);
        expect(scenario.limits.map(({ figure }: { figure: number }) => figure)).toEqual(
          limitRows(basis, whatIf.activityGBq).map(({ value }) => value),
        );
        for (const [s, { meanGyPerGBq }] of result.structureDoses.entries())
          expect(scenario.structures[s].meanGy / whatIf.activityGBq).toBeCloseTo(meanGyPerGBq, 12);
      }
      const scenarios = await caseScenarios(open, "case", async () => actinium.result, quietWork());
      const session = startAsCalculated(emptySession(), { ...open, scenarios });
      expect(session.scenarios.slice(1).map(({ basis }) => basis.largest.totalActivityGBq)).toEqual(
        saved.map(({ basis }) => basis.largest.totalActivityGBq),
      );
      expect(session.reference).toBe(session.scenarios[0]!.id);
      for (const { name } of SCENARIOS) expect(stdout).toContain(name);
      expect(stdout).toMatch(/Cycles × GBq +3 × 7.4 +2 × 6/);
      expect(stdout).toMatch(/Nuclide +Lu-177 .*Ac-225/);
    },
    PATIENCE_MS,
  );

  test(
    "is read from its plan with protocol, earlier dose and every limit as it was planned",
    async () => {
      const { text, beside, said } = await planned(DATA);
      const file = JSON.parse(text("out/plan.json"));
      const record = parsePlan(text("out/plan.json"), "plan.json");
      const curves = readDvhTable(text("out/dvh.csv"), "dvh.csv");
      const { open } = await opened(DATA);
      const start = startingWhatIf(open);

      const at = (activityGBq: number, cycles: number) =>
        evaluatePlan(record, curves, { activityGBq, cycles, limitValues: {} });
      const same = at(file.largestActivity.activityGBq, file.largestActivity.cycles);

      expect(file.settings.protocol).toBe("ours");
      expect(file.protocol).toMatchObject({ schema: "gyre.protocol/1", id: "ours", cycles: 3 });
      expect(file.settings.earlier).toEqual(DATA.earlier);
      expect(file.inputs.map(({ path }: { path: string }) => path)).toContain("own.protocol.json");
      expect(same.largestActivity.totalGBq).toBeCloseTo(file.largestActivity.totalActivityGBq, 9);
      for (const limit of file.limits) {
        const found = same.limits.find(
          ({ id, structureId }) => id === limit.id && structureId === limit.structureId,
        )!;
        expect(found.figure).toBeCloseTo(limit.valueAtLargest, 9);
      }
      const session = edit(
        showJob(startAsCalculated(emptySession(), open), { status: "done", result: open }),
        { activityGBq: 6.2 * 4, cycles: 4 },
      );
      const rows = limitRows(planBasis(open.result, session.whatIf), session.whatIf.activityGBq);
      for (const row of rows) {
        const found = at(6.2, 4).limits.find(
          ({ id, structureId }) => id === row.criterion.id && structureId === row.structureId,
        )!;
        expect(found.figure).toBeCloseTo(row.value, 9);
        expect(found.value).toBe(row.criterion.value);
      }
      expect(session.scenarios[0]!.whatIf).toEqual(start);
      expect(start).toMatchObject({ earlier: DATA.earlier, cycles: 3, weeksBetweenCycles: 9 });
      const before = said().stdout.length;
      await evaluateCommand.run(
        ["out/plan.json", "--activity", "6.2", "--cycles", "4", "--json"],
        beside,
        quietWork(),
      );
      expect(JSON.parse(said().stdout.slice(before))).toEqual(at(6.2, 4));
    },
    PATIENCE_MS,
  );
});

test(
  "a scenario that names what the plan does not have is refused with its place",
  async () => {
    const of = (scenario: object) => planned({ ...DATA, scenarios: [{ name: "A", ...scenario }] });

    await expect(of({ regions: { spleen: { uptakeFactor: 2 } } })).rejects.toThrow(
      'case.json: scenarios, "A": regions: expected one of kidney, tumour',
    );
    await expect(of({ nuclide: "Xx-1" })).rejects.toThrow('case.json: scenarios, "A": nuclide: ');
    await expect(planned({ ...DATA, earlier: { spleen: [] } })).rejects.toThrow(
      'earlier: expected one of kidney, tumour, blood, wholeBody, received "spleen"',
    );
  },
  PATIENCE_MS,
);
