import { beforeAll, describe, expect, test } from "vitest";
import {
  changedEarlier,
  diagnosticAgain,
  diagnosticEarlier,
  type EarlierDoses,
  withDiagnostic,
  withDiagnosticGy,
  withoutDiagnostic,
} from "../../src/app/diagnosticEarlier";
import { notCountedNote } from "../../src/app/diagnosticNotes";
import { isDiagnostic, underTracer } from "../../src/app/diagnosticPurpose";
import { evaluatePlan } from "../../src/app/evaluatePlan";
import { plan } from "../../src/app/pipeline";
import { planFile, recommendation } from "../../src/app/planFile";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { startingWhatIf } from "../../src/app/startingWhatIf";
import { planTable } from "../../src/cli/planCommand";
import { dvhCsv } from "../../src/dosimetry/dvhCsv";
import { voxelKernel } from "../../src/dosimetry/voxelKernel";
import { nuclide } from "../../src/physics/nuclides";
import { pointKernel } from "../../src/physics/pointKernel";
import { parseCase } from "../../src/records/caseFile";
import { readDvhTable } from "../../src/records/dvhTable";
import { loadStudy } from "../../src/records/loadStudy";
import { parsePlan } from "../../src/records/planRecord";
import { forEachVoxel } from "../../src/volume/mask";
import type { Study } from "../../src/volume/study";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { schemaFaults } from "../support/schemaFaults";
import { SMALL_GRID, smallCase, smallCaseJson } from "../support/smallCase";

interface Told {
  readonly nuclide?: string;
  readonly activityMBq?: number;
  readonly purpose?: "diagnostic" | "therapy";
  readonly unit?: string;
}

/** The small case, its scans those of this administration. */
async function planned({ unit = "Bq/mL", ...given }: Told) {
  const json = smallCaseJson();
  const administration = { ...json.administration, ...given };
  const scans = json.scans.map((scan) => ({
    ...scan,
    nuclide: administration.nuclide,
    image: { ...scan.image, unit },
  }));
  const data = parseCase(JSON.stringify({ ...json, administration, scans }), "case.json");
  const files = smallCase();
  const study = await loadStudy(data, async (path) => files[path] as Uint8Array, quietWork());
  let result!: PlanResult;
  await withGpu(async (gpu) => {
    result = await plan(gpu, study, prescriptionOf(data), quietWork());
  });
  return { study, result };
}

const meanOf = ({ diagnosticDose }: PlanResult, id: string) =>
  diagnosticDose!.structures.find(({ structureId }) => structureId === id)!.meanGy;
const plainOf = (result: PlanResult): PlanResult => {
  const { diagnosticDose: _, ...plain } = result;
  return plain;
};

describe("111In that was given for images before 177Lu", () => {
  let study!: Study;
  let result!: PlanResult;
  beforeAll(async () => {
    ({ study, result } = await planned({ nuclide: "In-111", activityMBq: 740 }));
  });

  test("decays in the kidney as its scans show it: 144 voxels of 1 MBq/mL with 50 h, whatever was stated as given", () => {
    const { regions, activityMBq } = result.diagnosticDose!;
    const { tiacH } = regions.find(({ structureId }) => structureId === "kidney")!;

    expect((tiacH * activityMBq) / ((144 * 0.125 * 50) / Math.LN2)).toBeCloseTo(1, 5);
  });

  test("its dose is its decays times its own kernel, voxel by voxel", () => {
    const kernel = voxelKernel(pointKernel(nuclide("In-111")), {
      spacingMm: SMALL_GRID.spacingMm,
      densityGPerCm3: 1.04,
      half: [15, 15, 15],
    });
    const [nx, ny] = [kernel.size[0], kernel.size[1]];
    const placeOf = (v: number) => [v % 16, Math.floor(v / 16) % 16, Math.floor(v / 256)] as const;
    const decays = decaysOf(result);
    const [kidney] = result.structures;
    let [sum, voxels] = [0, 0];
    forEachVoxel(kidney!.mask, (target) => {
      const [i, j, k] = placeOf(target);
      voxels++;
      for (const [source, n] of decays.entries()) {
        const [a, b, c] = placeOf(source);
        const at = Math.abs(i - a) + nx * (Math.abs(j - b) + ny * Math.abs(k - c));
        sum += n * kernel.valuesGyPerDecay[at]!;
      }
    });

    expect(meanOf(result, "kidney") / (sum / voxels)).toBeCloseTo(1, 4);
  });

  test("is said with what gave it, and comes with the plan's file", () => {
    const file = planFile(study, result, [], "2026-01-01T00:00:00Z");

    expect(result.warnings.join("\n")).toMatch(
      /Diagnostic In-111 DOTATATE, 740 MBq: its own dose, [\d.]+ Gy to Tumour/,
    );
    expect(planTable(result)).toMatch(
      /diagnostic In-111 DOTATATE, 740 MBq +Gy before\n[─ ]+\nKidney +2\.30\n/,
    );
    expect(file).toMatchObject({ diagnosticDose: { nuclide: "In-111", activityMBq: 740 } });
    expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
  });

  test("takes from the largest activity of a mean-dose limit its dose over the dose per GBq, in the plan and in what is evaluated from its file", () => {
    const { largest } = recommendation(result);
    const before = recommendation(plainOf(result)).largest;
    const kidney = result.structureDoses.find(({ structureId }) => structureId === "kidney")!;
    const reached = ({ perLimit }: typeof largest) =>
      perLimit.find(
        ({ limit, structureId }) => limit.metric.kind === "mean" && structureId === "kidney",
      )!.activityGBq! * largest.cycles;
    const file = JSON.stringify(planFile(study, result, [], "2026-01-01T00:00:00Z"));
    const evaluated = evaluatePlan(
      parsePlan(file, "plan.json"),
      readDvhTable(dvhCsv(result.dvhs), "dvh.csv"),
      { activityGBq: largest.activityGBq!, cycles: largest.cycles, limitValues: {} },
    );

    expect(
      (reached(before) - reached(largest)) / (meanOf(result, "kidney") / kidney.meanGyPerGBq),
    ).toBeCloseTo(1, 9);
    expect(evaluated.largestActivity.totalGBq).toBeCloseTo(largest.totalActivityGBq!, 9);
    expect(largest.totalActivityGBq!).toBeLessThan(before.totalActivityGBq!);
  });

  test("the page starts with it as earlier dose, once", () => {
    const again = {
      ...result,
      prescription: {
        ...result.prescription,
        earlier: {
          ...diagnosticEarlier(result.diagnosticDose),
          kidney: [
            ...diagnosticEarlier(result.diagnosticDose).kidney!,
            { kind: "external", totalGy: 3, fractions: 2 } as const,
          ],
        },
      },
    };
    const { earlier } = startingWhatIf({ result } as never);

    expect(earlier).toEqual(diagnosticEarlier(result.diagnosticDose));
    expect(Object.keys(earlier)).toEqual(["kidney", "tumour"]);
    expect(startingWhatIf({ result: again } as never).earlier.kidney).toHaveLength(2);
    expect(withoutDiagnostic(earlier)).toEqual({});
  });
});

describe("the doses of a diagnostic administration among the earlier ones", () => {
  const structure = { structureId: "kidney", role: "organ", alphaShare: 0, meanGy: 0.03 } as const;
  const body = { ...structure, structureId: "body", role: "body", meanGy: 0.01 } as const;
  const given = { nuclide: "In-111", carrier: "not stated", activityMBq: 185 };
  const calculated = { ...given, structures: [structure, body] };
  const counted = diagnosticEarlier(calculated);
  const external = { kind: "external", totalGy: 3, fractions: 2 } as const;
  const gyOf = (earlier: EarlierDoses, id: string) =>
    earlier[id]!.map((dose) => (dose.kind === "external" ? dose.totalGy : dose.meanGy));

  test("lie as the coming cycles do, count as acute where no half-life is their own, and the body's is the whole patient's too", () => {
    expect(counted.kidney).toEqual([
      {
        kind: "radionuclide",
        meanGy: 0.03,
        effectiveHalfLifeH: 0,
        alphaShare: 0,
        distribution: "asCourse",
        diagnostic: "diagnostic In-111, 185 MBq",
      },
    ]);
    expect(counted.wholeBody).toEqual(counted.body);
  });

  test("come in place of those there are, never beside them", () => {
    const twice = withDiagnostic({ ...counted, kidney: [external, ...counted.kidney!] }, counted);

    expect(gyOf(twice, "kidney")).toEqual([3, 0.03]);
    expect(withoutDiagnostic(twice)).toEqual({ kidney: [external] });
  });

  test("can be set by hand, which is said and stays in a new calculation; the rest is as calculated then", () => {
    const byHand = withDiagnosticGy(withDiagnosticGy(counted, "body", 0.1), "body", 0.2);
    const now = { ...given, structures: [{ ...structure, meanGy: 0.05 }, body] };

    expect(gyOf(byHand, "wholeBody")).toEqual([0.2]);
    expect(byHand.body![0]).toMatchObject({
      diagnostic: "diagnostic In-111, 185 MBq, set by hand",
    });
    expect(changedEarlier(byHand, calculated)).toBe(1);
    expect(gyOf(diagnosticAgain(byHand, calculated, now), "body")).toEqual([0.2]);
    expect(gyOf(diagnosticAgain(byHand, calculated, now), "kidney")).toEqual([0.05]);
  });

  test("stay left out in a new calculation, come with the first that has them and go with it", () => {
    expect(diagnosticAgain({}, calculated, calculated)).toEqual({});
    expect(changedEarlier({}, calculated)).toBe(1);
    expect(changedEarlier(counted, calculated)).toBe(0);
    expect(diagnosticAgain({ kidney: [external] }, undefined, calculated)).toEqual({
      ...counted,
      kidney: [external, ...counted.kidney!],
    });
    expect(diagnosticAgain(counted, calculated, undefined)).toEqual({});
  });
});

/** Decays of all regions, as the reference scan of 24 h shows them. */
function decaysOf({ diagnosticDose, structures }: PlanResult): Float64Array {
  const { regions, activityMBq } = diagnosticDose!;
  const region = new Int8Array(16 ** 3).fill(2);
  for (const [s, { mask }] of structures.entries())
    forEachVoxel(mask, (v) => {
      region[v] = s;
    });
  const counts = [0, 1, 2].map((r) => region.filter((own) => own === r).length);
  return Float64Array.from(
    region,
    (r) => (regions[r]!.tiacH * 3600 * activityMBq * 1e6) / counts[r]!,
  );
}

test("a thousand times the activity, and it in the images, gives a thousand times the dose", async () => {
  const one = await planned({ nuclide: "Zr-89", activityMBq: 740 });
  const more = await planned({ nuclide: "Zr-89", activityMBq: 740e3, unit: "kBq/mL" });

  for (const id of ["kidney", "tumour"])
    expect(meanOf(more.result, id) / meanOf(one.result, id) / 1000).toBeCloseTo(1, 6);
  expect(recommendation(more.result).largest.totalActivityGBq).not.toBe(
    recommendation(one.result).largest.totalActivityGBq,
  );
});

test("the nuclide of the therapy is one where the study says so, with the dose that the plan gives its activity", async () => {
  const { result } = await planned({ activityMBq: 740, purpose: "diagnostic" });
  const kidney = result.structureDoses.find(({ structureId }) => structureId === "kidney")!;

  expect(meanOf(result, "kidney") / (0.74 * kidney.meanGyPerGBq)).toBeCloseTo(1, 5);
});

test("what counts as diagnostic: what the study says, else an imaging nuclide that stands in for another", () => {
  const of = (name: string, planned: string, purpose?: "diagnostic" | "therapy") =>
    isDiagnostic({ nuclide: name, ...(purpose ? { purpose } : {}) }, { nuclide: planned });

  expect(of("In-111", "Lu-177")).toBe(true);
  expect(of("Tc-99m", "Y-90")).toBe(true);
  expect(of("In-111", "In-111")).toBe(false);
  expect(of("Lu-177", "Lu-177")).toBe(false);
  expect(of("Lu-177", "Ac-225")).toBe(false);
  expect(of("I-131", "I-131", "diagnostic")).toBe(true);
  expect(of("In-111", "Lu-177", "therapy")).toBe(false);
});

test("another nuclide of therapy in the scans is named as not counted, until the study says what for", () => {
  const given = { nuclide: "Lu-177", carrier: "PSMA", activityMBq: 7400, at: undefined };
  const note = (changes: object, nuclideName: string) =>
    notCountedNote({ ...given, ...changes }, { nuclide: nuclideName });

  expect(note({}, "Ac-225")[0]).toMatch(/^The dose of the 7400 MBq Lu-177 that the scans show/);
  expect(note({}, "Lu-177")).toEqual([]);
  expect(note({ nuclide: "Ga-68" }, "Ac-225")).toEqual([]);
  expect(note({ purpose: "therapy" }, "Ac-225")).toEqual([]);
});

test("a half-life held by hand is that of the same biology under the tracer's decay, not below it", () => {
  const perH = (name: string) => (Math.LN2 * 3600) / nuclide(name).halfLifeS;
  const prescription = {
    nuclide: "Lu-177",
    daughters: {},
    kineticsOf: { kidney: { heldHalfLifeH: [40, 159.5] as const }, liver: {} },
  } as never;

  const under = underTracer(prescription, "In-111");

  const held = under.kineticsOf.kidney!.heldHalfLifeH as { slowest: [number, number] };
  const expected = Math.LN2 / (Math.LN2 / 40 - perH("Lu-177") + perH("In-111"));
  expect(held.slowest[0]).toBeCloseTo(expected, 9);
  expect(held.slowest[1]).toBeCloseTo(Math.LN2 / perH("In-111"), 1);
  expect(under).toEqual({ nuclide: "In-111", kineticsOf: { ...under.kineticsOf, liver: {} } });
});
