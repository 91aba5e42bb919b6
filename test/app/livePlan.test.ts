import { expect, test } from "vitest";
import { doseUnder, livePlan, matrixUnder, planUnder } from "../../src/app/livePlan";
import type { PlanResult } from "../../src/app/planResult";
import { liveDvh, liveStructure } from "../../src/dosimetry/dvhLive";
import { protocol } from "../../src/planning/protocols";
import { structureDoseFromDvh } from "../../src/planning/structureDose";
import { regionStatistics } from "../../src/volume/statistics";
import { volume } from "../../src/volume/volume";
import { centredGrid, maskOfShape, seededNumbers } from "../support/shapes";

const grid = centredGrid([12, 12, 12], 4);
const near =
  (x: number, radius: number) =>
  ([a, b, c]: readonly number[]) =>
    Math.hypot(a! - x, b!, c!) < radius;
const structures = [
  {
    id: "kidney",
    name: "kidney",
    role: "organ",
    source: "test",
    mask: maskOfShape(grid, near(-10, 9)),
  },
  {
    id: "tumour",
    name: "tumour",
    role: "tumour",
    source: "test",
    mask: maskOfShape(grid, near(10, 8)),
  },
] as const;
const regions = ["kidney", "tumour", "remainder"].map((structureId) => ({
  structureId,
  name: structureId,
  role: "organ",
  tiacH: 1,
  fit: {
    model: "monoExponential",
    terms: [{ amplitudeMBq: 1, ratePerH: Math.LN2 / 50 }],
    effectiveHalfLifeH: 50,
  },
}));

/** As much of a result as a what-if reads. */
function smallResult(): PlanResult {
  const numbers = seededNumbers(7);
  const basisGyPerGBq = regions.map(() => {
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
  return {
    prescription: { protocol: protocol("lu177-dotatate"), nuclide: "Lu-177" },
    structures,
    regions,
    basisGyPerGBq,
    doseGyPerGBq,
    structureDoses,
    dvhs: structureDoses.map(({ dvh }) => dvh),
  } as unknown as PlanResult;
}

const changes = {
  kidney: { uptakeFactor: 0.5, massFactor: 1.25 },
  tumour: { effectiveHalfLifeH: 80 },
};

test("histograms, dose volume and S-matrix under a what-if give the same mean doses", () => {
  const result = smallResult();
  const live = livePlan(result);

  const { structureDoses } = planUnder(live, { protocol: undefined, regions: changes });
  const dose = doseUnder(result, changes);
  const matrix = matrixUnder(live, changes);

  structures.forEach(({ mask }, t) => {
    const mean = structureDoses[t]!.meanGyPerGBq;
    expect(matrix.gyPerGBq[t]!.reduce((sum, gy) => sum + gy, 0)).toBeCloseTo(mean, 6);
    expect(regionStatistics(mask, dose.values).mean).toBeCloseTo(mean, 5);
  });
});

test("half the uptake halves the self-dose alone", () => {
  const live = livePlan(smallResult());

  const [before] = live.matrix.gyPerGBq;
  const [after] = matrixUnder(live, { kidney: { uptakeFactor: 0.5 } }).gyPerGBq;

  expect([...after!]).toEqual([before![0]! / 2, before![1], before![2]]);
});

test("without a change of kinetics nothing is calculated again", () => {
  const result = smallResult();

  expect(doseUnder(result, {})).toBe(result.doseGyPerGBq);
  expect(planUnder(livePlan(result), { protocol: undefined, regions: {} })).toBe(result);
});

test("another protocol is held against the same doses", () => {
  const live = livePlan(smallResult());
  const other = protocol("lu177-psma");

  const asked = planUnder(live, { protocol: other, regions: {} });

  expect(asked.prescription.protocol).toBe(other);
  expect(asked.structureDoses).toBe(live.result.structureDoses);
});
