import { expect, test } from "vitest";
import { type BudgetInput, doseBudget, planBudget } from "../../src/app/planBudget";
import type { RegionResult } from "../../src/app/planResult";
import type { BudgetQuestion } from "../../src/quantification/uncertaintyBudget";
import { volumeMl } from "../../src/volume/mask";
import { seededRandom } from "../../src/volume/random";
import { sphereMask, sphereRadiusMm } from "../../src/volume/sphereMask";
import { volume } from "../../src/volume/volume";
import { centredGrid } from "../support/shapes";

const KIDNEY: BudgetQuestion = {
  calibration: 0.05,
  recoveryCurve: 0.03,
  volume: 0.1,
  activityPerVolume: 0.4,
  fit: 0.06,
  registration: 0.02,
};
const LIVER: BudgetQuestion = { ...KIDNEY, recoveryCurve: 0.01, volume: 0.04, fit: 0.1 };
const DOSES = [0.6, 0.15];

test("the budget of a mean dose is the spread of sampled ones within 2 %", () => {
  const random = seededRandom(3);
  const draw = (u: number) => Math.exp(u * random.normal());
  const samples = Array.from({ length: 40_000 }, () => {
    const calibration = draw(KIDNEY.calibration);
    const doses = [KIDNEY, LIVER].map((q, s) => {
      const size = draw(q.volume);
      // Counts and recovery follow the volume; the mass divides what the kidney gives itself.
      const activity = size ** q.activityPerVolume / (s === 0 ? size : 1);
      const others = draw(q.recoveryCurve) * draw(q.fit) * draw(q.registration);
      return DOSES[s]! * calibration * activity * others;
    });
    return doses[0]! + doses[1]!;
  });
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / samples.length;

  const { relativeUncertainty } = doseBudget([KIDNEY, LIVER], DOSES, 0);

  expect(relativeUncertainty / (Math.sqrt(variance) / mean)).toBeCloseTo(1, 1);
  expect(Math.abs(relativeUncertainty / (Math.sqrt(variance) / mean) - 1)).toBeLessThan(0.02);
});

const GRID = centredGrid([40, 40, 40], 4);
const mask = sphereMask(GRID, [0, 0, 0], sphereRadiusMm(150));
const region = (more: object = {}): RegionResult =>
  ({
    structureId: "kidney",
    volumeMl: volumeMl(mask),
    fit: { tiaMBqH: 100, tiaStandardErrorMBqH: 4 },
    ...more,
  }) as RegionResult;
const scan = (anatomy: object | undefined) => ({
  activity: volume("activityBqPerMl", GRID),
  anatomy,
});
const input = (more: object = {}) =>
  ({
    study: { structures: [{ id: "kidney", mask }], timePoints: [scan({})], reference: 0 },
    prescription: { partialVolumeFwhmMm: 9 },
    regions: [region()],
    alignments: [{ by: "reference" }, { by: "CT" }],
    correction: { fwhmMm: 9, curve: undefined },
    meanGyPerGBq: new Map([["kidney", [0.5]]]),
    ...more,
  }) as unknown as BudgetInput;
const tiaOf = (asked: BudgetInput) => planBudget(asked).regions[0]!;

test("calibration is 5 % with its source, that of the camera, or what the case states", () => {
  const calibration = (more: object) => {
    const { regions, assumptions } = planBudget(input(more));
    return [regions[0]!.tia.contributions[0]!.relativeUncertainty, assumptions[0]];
  };
  const camera = { factor: { relativeUncertainty: 0.03 } };

  expect(calibration({})).toEqual([0.05, expect.stringContaining("Tran-Gia")]);
  expect(calibration({ study: { ...input().study, camera } })[0]).toBe(0.03);
  expect(
    calibration({ prescription: { partialVolumeFwhmMm: 9, calibrationUncertaintyPercent: 8 } })[0],
  ).toBe(0.08);
});

test("a kidney of 150 mL drawn on CT is known to 5 to 12 %; drawn on SPECT its volume alone is known to 20 %", () => {
  const onCt = tiaOf(input());
  const onSpect = tiaOf(input({ study: { ...input().study, timePoints: [scan(undefined)] } }));

  expect(onCt.tia.relativeUncertainty).toBeGreaterThan(0.05);
  expect(onCt.tia.relativeUncertainty).toBeLessThan(0.12);
  expect(onSpect.question.volume).toBeGreaterThan(0.2);
  expect(onCt.question.fit).toBe(0.04);
});

test("what is not corrected or not estimated is said, and counts as missing", () => {
  const { question, notes } = tiaOf(
    input({
      correction: { fwhmMm: undefined, curve: undefined },
      regions: [region({ fit: { tiaMBqH: 100, tiaStandardErrorMBqH: undefined } })],
    }),
  );

  expect(question.recoveryCurve).toBeGreaterThan(0.1);
  expect(notes).toEqual([
    expect.stringContaining("nothing to estimate"),
    expect.stringContaining("Partial volume was not corrected"),
  ]);
});

test("scans placed by headers lie a voxel off, by images half, the reference not at all", () => {
  const lost = (by: string) =>
    tiaOf(input({ alignments: [{ by: "reference" }, { by }] })).question.registration;

  expect(lost("headers")).toBeGreaterThan(lost("CT"));
  expect(lost("reference")).toBe(0);
});
