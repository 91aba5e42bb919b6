import { expect, test } from "vitest";
import { fitWarnings } from "../../src/app/fitWarnings";
import { livePlan } from "../../src/app/livePlan";
import type { PlanResult, RegionResult } from "../../src/app/planResult";
import { type KineticChoices, refitted } from "../../src/app/refit";
import { regionFit } from "../../src/app/regionFit";
import { liveDvh, liveStructure } from "../../src/dosimetry/dvhLive";
import { protocol } from "../../src/planning/protocols";
import { structureDoseFromDvh } from "../../src/planning/structureDose";
import { type BudgetQuestion, uncertaintyBudget } from "../../src/quantification/uncertaintyBudget";
import { sentenceName } from "../../src/volume/readableName";
import { regionStatistics } from "../../src/volume/statistics";
import type { Structure } from "../../src/volume/study";
import { volume } from "../../src/volume/volume";
import { centredGrid, maskOfShape, seededNumbers } from "../support/shapes";

const grid = centredGrid([12, 12, 12], 4);
const given = { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7400, at: undefined };
const at = (x: number, radius: number) =>
  maskOfShape(grid, ([a, b, c]: readonly number[]) => Math.hypot(a! - x, b!, c!) < radius);
const structures: readonly Structure[] = [
  { id: "kidney", name: "kidney", role: "organ", source: "test", mask: at(-10, 9) },
  { id: "tumour", name: "tumour", role: "tumour", source: "test", mask: at(10, 8) },
];
const prescription = {
  protocol: protocol("lu177-dotatate"),
  nuclide: "Lu-177",
  kineticModel: "auto",
  kineticsOf: {},
} as const;

const regionOf = (id: string, activityMBq: readonly number[]): RegionResult => {
  const readings = {
    scanIds: ["a", "b", "c", "d"],
    timesH: [4, 24, 96, 168],
    activityMBq,
    sigmaMBq: activityMBq.map((a) => 0.05 * a),
  };
  const { fit } = regionFit({ id, name: id, role: "organ", ...readings }, given, prescription);
  return {
    ...readings,
    structureId: id,
    name: id,
    role: "organ",
    fit,
    tiacH: fit.tiaMBqH / 7400,
    weights: [1, 1, 1, 1],
    leftOut: [],
  } as unknown as RegionResult;
};

/** As much of a result as a change of kinetics reads. */
function calculated(): PlanResult {
  const numbers = seededNumbers(7);
  const basisGyPerGBq = [1, 2, 3].map(() => {
    const part = volume("doseGyPerGBq", grid);
    for (const v of part.values.keys()) part.values[v] = numbers();
    return part;
  });
  const doseGyPerGBq = volume("doseGyPerGBq", grid);
  for (const { values } of basisGyPerGBq)
    for (const v of values.keys()) doseGyPerGBq.values[v]! += values[v]!;
  const structureDoses = structures.map((structure) =>
    structureDoseFromDvh(liveDvh(liveStructure(structure, basisGyPerGBq), [1, 1, 1]), {
      role: structure.role,
      massG: 100,
      effectiveHalfLifeH: 50,
    }),
  );
  const regions = [
    regionOf("kidney", [88, 70, 24, 10]),
    regionOf("tumour", [40, 38, 22, 12]),
    regionOf("remainder", [500, 300, 90, 60]),
  ];
  return {
    prescription,
    structures,
    regions,
    basisGyPerGBq,
    doseGyPerGBq,
    structureDoses,
    dvhs: structureDoses.map(({ dvh }) => dvh),
    budget: {
      assumptions: [],
      regions: regions.map(({ structureId }) => ({
        structureId,
        question: NO_ERRORS,
        tia: uncertaintyBudget(NO_ERRORS),
        meanDose: undefined,
        doseFromGyPerGBq: [],
        notes: [],
      })),
    },
    warnings: ["a sentence of the calculation", ...regions.flatMap(fitWarnings)],
  } as unknown as PlanResult;
}

const NO_ERRORS: BudgetQuestion = {
  calibration: 0,
  recoveryCurve: 0,
  volume: 0,
  activityPerVolume: 0,
  fit: 0,
  registration: 0,
};

const choices: KineticChoices = {
  kidney: { method: "monoExponential" },
  tumour: { method: "trapezoid", weights: { d: 0 } },
};

test("the uncertainty budget holds the errors of the new fits", () => {
  const after = refitted(livePlan(calculated()), given, choices);

  for (const [r, { fit }] of after.regions.entries())
    expect(after.budget.regions[r]!.tia.relativeUncertainty).toBeCloseTo(
      fit.tiaStandardErrorMBqH! / fit.tiaMBqH,
      9,
    );
});

test("the dose of a region changes with its decays, and all that rests on doses agrees", () => {
  const before = calculated();
  const after = refitted(livePlan(before), given, choices);
  const ratio = (s: number) => after.regions[s]!.tiacH / before.regions[s]!.tiacH;

  expect(ratio(0)).not.toBeCloseTo(1, 3);
  expect(ratio(2)).toBe(1);
  for (const [t, { mask }] of structures.entries()) {
    const parts = before.basisGyPerGBq.map(({ values }) => regionStatistics(mask, values).mean);
    const expected = parts.reduce((sum, part, s) => sum + ratio(s) * part, 0);
    expect(after.structureDoses[t]!.meanGyPerGBq).toBeCloseTo(expected, 5);
    expect(regionStatistics(mask, after.doseGyPerGBq.values).mean).toBeCloseTo(expected, 5);
  }
  for (const v of [0, 500, 1000])
    expect(after.basisGyPerGBq.reduce((sum, { values }) => sum + values[v]!, 0)).toBeCloseTo(
      after.doseGyPerGBq.values[v]!,
      5,
    );
});

test("the timing of a structure's dose follows its new fit, and the prescription carries the choices", () => {
  const after = refitted(livePlan(calculated()), given, choices);

  expect(after.structureDoses[0]!.rateTerms).toHaveLength(1);
  expect(after.structureDoses[1]!.rateTerms).toBeUndefined();
  expect(after.structureDoses[1]!.effectiveHalfLifeH).toBe(
    after.regions[1]!.fit.effectiveHalfLifeH,
  );
  expect(after.prescription.kineticsOf).toEqual(choices);
  expect(after.regions[1]!.weights).toEqual([1, 1, 1, 0]);
});

test("sentences of the calculation stay, those on a changed fit are said anew", () => {
  const before = calculated();
  const after = refitted(livePlan(before), given, choices);

  expect(before.regions[0]!.fit.model).toBe("trapezoid");
  expect(after.warnings).toContain("a sentence of the calculation");
  const assumed = (name: string) =>
    `${sentenceName(name)}: From the administration to the first reading`;
  const saying = (name: string) => after.warnings.filter((w) => w.startsWith(assumed(name)));
  expect(saying("kidney")).toHaveLength(0);
  expect(saying("tumour")).toHaveLength(1);
});

test("where every voxel has a curve of its own, a choice for the whole leaves the decays and says so", () => {
  const before = {
    ...calculated(),
    voxelKinetics: { regions: [{ structureId: "kidney", spreadOnly: false }] },
  } as unknown as PlanResult;
  const after = refitted(livePlan(before), given, { kidney: { method: "monoExponential" } });

  expect(after.regions[0]!.tiacH).toBe(before.regions[0]!.tiacH);
  expect(after.doseGyPerGBq).toBe(before.doseGyPerGBq);
  expect(after.warnings[0]).toContain("kidney: every voxel has a curve of its own");
});

test("without a choice the result is the calculated one; a choice that does not fit leaves it and says so", () => {
  const before = calculated();
  const live = livePlan(before);
  const odd = refitted(live, given, { kidney: { method: "triExponential" } });

  expect(refitted(live, given, {})).toBe(before);
  expect(odd.structureDoses[0]!.meanGyPerGBq).toBeCloseTo(
    before.structureDoses[0]!.meanGyPerGBq,
    6,
  );
  expect(odd.regions[0]).toBe(before.regions[0]);
  expect(odd.warnings[0]).toContain("kidney: time-activity fit, model triExponential: expected");
});

test("shares of daughters that a measured activity fixes are said to stay those of the calculated kinetics", () => {
  const measured = { activityMBq: 1, atH: 4, administeredMBq: 10 };
  const before = calculated();
  const daughters = { "Bi-213": { regions: { kidney: { stayingShare: 0.5, measured } } } };
  const asked = { ...before, prescription: { ...before.prescription, daughters } };

  const sentence = /^Shares of daughters that measured activities fix stay/;
  expect(refitted(livePlan(asked), given, choices).warnings.join("\n")).toMatch(
    new RegExp(sentence, "m"),
  );
  expect(refitted(livePlan(before), given, choices).warnings.join("\n")).not.toMatch(
    new RegExp(sentence, "m"),
  );
});
