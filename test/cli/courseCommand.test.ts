import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { courseCommand } from "../../src/cli/courseCommand";
import { dvhCsv } from "../../src/dosimetry/dvhCsv";
import { quietWork } from "../../src/work";
import { memoryIo } from "../support/memoryIo";
import { evenDvh } from "../support/planning";

const budget = {
  relativeUncertainty: Math.hypot(0.05, 0.1),
  contributions: [
    { step: "calibration", relativeUncertainty: 0.05 },
    { step: "fit", relativeUncertainty: 0.1 },
  ],
};

/** The files of a cycle in whose kidney the dose per GBq is even around `meanGyPerGBq`. */
function cycleFiles(folder: string, meanGyPerGBq: number, halfLifeH: number, changes = {}) {
  const kidney = evenDvh("kidney", 0.6 * meanGyPerGBq, 1.4 * meanGyPerGBq);
  const plan = {
    schema: "gyre.plan/1",
    patient: "phantom",
    settings: { protocol: "lu177-dotatate", nuclide: "Lu-177" },
    administration: { activityMBq: 7400, at: "2026-03-01T10:00:00+01:00" },
    structures: [
      {
        id: "kidney",
        name: "kidney",
        role: "organ",
        volumeMl: kidney.volumeMl,
        massG: 105,
        effectiveHalfLifeH: halfLifeH,
        alphaShare: 0,
        voxelMarks: [],
        meanGyPerGBq: kidney.meanGy,
        minGyPerGBq: kidney.minGy,
        maxGyPerGBq: kidney.maxGy,
      },
    ],
    regions: [],
    sMatrixGyPerGBq: { sources: [], targets: [] },
    limits: [],
    uncertainty: { regions: [{ structureId: "kidney", meanDose: budget }] },
    warnings: [],
    ...changes,
  };
  return {
    [`${folder}/plan.json`]: JSON.stringify(plan),
    [`${folder}/dvh.csv`]: dvhCsv([kidney]),
  };
}

async function course(args: readonly string[], files: Record<string, string>) {
  const { io, said } = memoryIo(files);
  await courseCommand.run(args, io, quietWork());
  return said();
}

/** The second cycle washes out twice as fast. */
const TWO = { ...cycleFiles("c1", 0.5, 51), ...cycleFiles("c2", 0.25, 25.5) };
const ASKED = ["c1/plan.json", "c2/plan.json", "--planned", "7.4", "--json"];
const bed = (gy: number, halfLifeH: number) => gy * (1 + ((2.8 / (2.8 + halfLifeH)) * gy) / 2.6);

describe("gyre course of two cycles, the second of half the half-life", () => {
  test("delivers three quarters of what was predicted, and adds BED by each cycle's kinetics", async () => {
    const result = JSON.parse((await course(ASKED, TWO)).stdout);

    const [kidney] = result.structures;
    expect(kidney.ratio).toBeCloseTo(0.75, 9);
    expect(kidney.cycles.map((c: { deliveredGy: number }) => c.deliveredGy)).toEqual([3.7, 1.85]);
    expect(kidney.bed.gy).toBeCloseTo(bed(3.7, 51) + bed(1.85, 25.5), 9);
    expect(kidney.maxGy).toBeCloseTo(1.4 * 5.55, 9);
    expect(kidney.d2Gy).toBeCloseTo((0.6 + 0.98 * 0.8) * 5.55, 2);
    expect(kidney.relativeUncertainty).toBeCloseTo(
      Math.sqrt(0.05 ** 2 + (0.1 ** 2 * (3.7 ** 2 + 1.85 ** 2)) / 5.55 ** 2),
      9,
    );
  });

  test("leaves the rest of the kidney's 23 Gy to one or two more", async () => {
    const result = JSON.parse((await course(ASKED, TWO)).stdout);

    const { oneMoreCycle, remainingCycles } = result.nextActivity;
    const kidney23 = result.limits.find(({ id }: { id: string }) => id === "kidney-23");
    expect(kidney23.remaining).toBeCloseTo(23 - 5.55, 9);
    expect(kidney23.shareAtPlanned).toBeCloseTo((5.55 + 3.7) / 23, 9);
    expect(oneMoreCycle.bindingStructure).toBe("kidney");
    expect(remainingCycles.cycles).toBe(2);
    expect(remainingCycles.perCycleInterval95GBq[0]).toBeLessThan(remainingCycles.perCycleGBq);
  });

  test("is what its schema says", async () => {
    const schema = JSON.parse(readFileSync("docs/schemas/course.schema.json", "utf8"));
    const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });

    ajv.validate(schema, JSON.parse((await course(ASKED, TWO)).stdout));

    expect(ajv.errors ?? []).toEqual([]);
  });
});

test("tables name the cycles, what is left and the next activity", async () => {
  const { stdout } = await course(
    ["c2/plan.json", "--predicted", "c1/plan.json", "--given", "8", "--limit", "kidney-23=12"],
    TWO,
  );

  expect(stdout).toContain("Cycle 1: 8 GBq (c2/plan.json)");
  expect(stdout).toMatch(/kidney +2\.000 +2\.000 +4\.000 +0\.500/);
  expect(stdout).toMatch(/One more cycle: at most \d+\.\d\d GBq \(95 %: /);
  expect(stdout).toMatch(/Each of the 3 remaining cycles: at most 13\.33 GBq .*kidney-23, kidney/);
});

test.each([
  [["c1/plan.json", "--given", "1", "--given", "2"], "expected one activity for each of 1 cycles"],
  [["c1/plan.json", "c3/plan.json"], "c3/plan.json: expected lu177-dotatate with Lu-177"],
  [["c1/plan.json", "c2/plan.json", "--cycles", "1"], "--cycles expects a number from 2"],
  [[], "--plan (a plan file for each cycle) is missing"],
])("%j is refused: %s", async (args, message) => {
  const other = { settings: { protocol: "lu177-psma", nuclide: "Lu-177" } };

  await expect(course(args, { ...TWO, ...cycleFiles("c3", 0.5, 51, other) })).rejects.toThrow(
    message,
  );
});

test("a plan from scans of a tracer is no cycle until its activity is told; what the tracer gave counts before the course", async () => {
  const diagnosticDose = {
    nuclide: "In-111",
    carrier: "DOTATATE",
    activityMBq: 185,
    structures: [
      { structureId: "kidney", role: "organ", meanGy: 2, alphaShare: 0, effectiveHalfLifeH: 40 },
    ],
  };
  const administration = { nuclide: "In-111", activityMBq: 185 };
  const tracer = { ...TWO, ...cycleFiles("c1", 0.5, 51, { administration, diagnosticDose }) };
  const told = [...ASKED, "--given", "7.4", "--given", "7.4"];
  const usedOf = async (files: Record<string, string>) => {
    const { limits } = JSON.parse((await course(told, files)).stdout);
    return limits.find(({ id }: { id: string }) => id === "kidney-23").used;
  };

  await expect(course(ASKED, tracer)).rejects.toThrow(
    "c1/plan.json: administration: expected a cycle of Lu-177, received a diagnostic In-111 DOTATATE, 185 MBq; say what was given of it with --given",
  );
  expect((await usedOf(tracer)) - (await usedOf(TWO))).toBeCloseTo(2, 9);
});
