import { describe, expect, test } from "vitest";
import { bedOf, mixedFieldBed, protractionFactor } from "../../src/physics/radiobiology";
import { solved } from "../../src/planning/activityForValue";
import type { EarlierDose } from "../../src/planning/course";
import { hold } from "../../src/planning/criterionResult";
import { givenShapeOf } from "../../src/planning/givenShape";
import type { StructureMetric } from "../../src/planning/limit";
import type { StructureDose } from "../../src/planning/structureDose";
import { seededRandom } from "../../src/volume/random";
import { limitOf, organ } from "../support/planning";

/** Two given cycles of different kinetics, each hot somewhere else, before coming ones that are hot in a third place. */
const VOXELS = 4000;
const random = seededRandom(11);
const noisy = (of: (at: number) => number) =>
  Float64Array.from({ length: VOXELS }, (_, v) => of(v / VOXELS) * (0.8 + 0.4 * random.uniform()));
const FIRST = noisy((at) => 1 + 8 * at);
const SECOND = noisy((at) => 7 - 6 * at);
const COMING_GY_PER_GBQ = noisy((at) => 0.3 + Math.sin(Math.PI * at));
const meanOf = (dose: Float64Array) => dose.reduce((sum, gy) => sum + gy, 0) / VOXELS;

const RESPONSE = { alphaBetaGy: 2.6, repairHalfLifeH: 2.8 };
const HALF_LIVES_H = { first: 40, second: 60, coming: 51 };
const REACHED_BEFORE = { totalGy: 10, fractions: 5 };
const EARLIER: readonly EarlierDose[] = [
  { kind: "external", ...REACHED_BEFORE },
  {
    kind: "radionuclide",
    meanGy: meanOf(FIRST),
    effectiveHalfLifeH: HALF_LIVES_H.first,
    distribution: "given",
  },
  {
    kind: "radionuclide",
    meanGy: meanOf(SECOND),
    effectiveHalfLifeH: HALF_LIVES_H.second,
    distribution: "given",
  },
];

const shape = givenShapeOf(new Float64Array(VOXELS).fill(0.025), {
  given: [FIRST, SECOND],
  coming: COMING_GY_PER_GBQ,
})!;
const kidney: StructureDose = {
  ...organ("kidney", [0, 2]),
  meanGyPerGBq: meanOf(COMING_GY_PER_GBQ),
  effectiveHalfLifeH: HALF_LIVES_H.coming,
  givenShape: shape,
};

/** BED of every voxel after two more cycles of `activityGBq`: the sum of its own doses, cycle by cycle. */
const voxelBedsGy = (activityGBq: number) => {
  const bed = (gy: number, halfLifeH: number) =>
    bedOf(
      mixedFieldBed(
        { alphaShare: 0, rbeMax: 1 },
        protractionFactor(RESPONSE.repairHalfLifeH, halfLifeH),
        RESPONSE.alphaBetaGy,
      ),
      gy,
    );
  const beforeGy =
    REACHED_BEFORE.totalGy *
    (1 + REACHED_BEFORE.totalGy / REACHED_BEFORE.fractions / RESPONSE.alphaBetaGy);
  return Array.from(
    FIRST,
    (gy, v) =>
      beforeGy +
      bed(gy, HALF_LIVES_H.first) +
      bed(SECOND[v]!, HALF_LIVES_H.second) +
      2 * bed(activityGBq * COMING_GY_PER_GBQ[v]!, HALF_LIVES_H.coming),
  );
};

const heldTo = (metric: StructureMetric, value: number, structure = kidney) => {
  const input = { structures: [structure], schedule: [1, 1], earlier: { kidney: EARLIER } };
  const [held] = hold(limitOf(value, { metric }), input);
  if (held?.status !== "held") throw new Error("not held");
  return held;
};
const VOXEL_BED = { kind: "bed", of: "voxels", ...RESPONSE } as const;

describe("after cycles that were hot elsewhere", () => {
  test("the mean BED over voxels is that of the voxels' own sums", () => {
    const { valueAt } = heldTo(VOXEL_BED, 60);

    const beds = voxelBedsGy(7);
    expect(valueAt(7)).toBeCloseTo(beds.reduce((sum, gy) => sum + gy, 0) / VOXELS, 8);
  });

  test("the activity that a BED over voxels allows reaches it, by closed form and by bracketing", () => {
    const held = heldTo(VOXEL_BED, 60);

    const course = { schedule: [1, 1], earlier: EARLIER };
    const what = { metric: VOXEL_BED, structure: kidney, course, rbeAlpha: 1 };
    expect(held.solution).toBe("closedForm");
    expect(held.valueAt(held.activityGBq!)).toBeCloseTo(60, 8);
    expect(solved(what, 60)).toBeCloseTo(held.activityGBq!, 6);
  });

  test("the uniform BED of the same survival is that of the voxels' own sums to 0.02 %", () => {
    const alphaPerGy = 0.1;

    const { valueAt, marks } = heldTo({ kind: "euBed", alphaPerGy, ...RESPONSE }, 60);

    const survival = voxelBedsGy(7).reduce((sum, gy) => sum + Math.exp(-alphaPerGy * gy), 0);
    expect(valueAt(7) / (-Math.log(survival / VOXELS) / alphaPerGy)).toBeCloseTo(1, 3.7);
    expect(marks.join()).toContain("added to those of the coming ones voxel by voxel");
  });

  test("the control probability is that of the voxels' own sums to 0.002", () => {
    const tcp = { kind: "tcp", alphaPerGy: 0.35, clonogensPerMl: 1e4, ...RESPONSE } as const;

    const { valueAt } = heldTo(tcp, 0.5);

    for (const activityGBq of [1, 3, 6]) {
      const survivors = voxelBedsGy(activityGBq).reduce(
        (sum, gy) => sum + (1e6 / VOXELS) * Math.exp(-0.35 * gy),
        0,
      );
      expect(Math.abs(valueAt(activityGBq) - Math.exp(-survivors))).toBeLessThan(0.002);
    }
  });

  test("the highest smoothed dose is that of the smoothed sum", () => {
    const smoothed = { given: [FIRST, SECOND], coming: COMING_GY_PER_GBQ };
    const weights = new Float64Array(VOXELS).fill(1);
    const structure = {
      ...kidney,
      smoothedMaxGyPerGBq: Math.max(...COMING_GY_PER_GBQ),
      givenShape: givenShapeOf(weights, smoothed, smoothed)!,
    };

    const held = heldTo({ kind: "smoothedMax" }, 40, structure);

    const sums = FIRST.map((gy, v) => 10 + gy + SECOND[v]! + 14 * COMING_GY_PER_GBQ[v]!);
    expect(held.valueAt(7) / Math.max(...sums)).toBeCloseTo(1, 3);
    expect(held.valueAt(held.activityGBq!)).toBeCloseTo(40, 6);
  });
});

test("as many given cycles as doses must be known, else they are taken to lie as the coming ones do", () => {
  const { given, ...rest } = shape;

  const held = heldTo(VOXEL_BED, 60, { ...kidney, givenShape: { ...rest, given: [given[0]!] } });

  expect(held.marks.join()).toContain("neither an upper nor a lower bound");
});
