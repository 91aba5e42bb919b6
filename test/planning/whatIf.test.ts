import { describe, expect, test } from "vitest";
import { liveDvh, liveStructure } from "../../src/dosimetry/dvhLive";
import { protocol } from "../../src/planning/protocols";
import {
  decayWeight,
  halfLifeRangeH,
  type RegionKinetics,
  withoutTumourSink,
} from "../../src/planning/regionChange";
import { criteriaUnder } from "../../src/planning/scenario";
import { meansOf, selfAndCross, sMatrixOf } from "../../src/planning/sMatrix";
import { structureDoseFromDvh } from "../../src/planning/structureDose";
import { whatIf, whatIfStructure } from "../../src/planning/whatIf";
import { regionStatistics } from "../../src/volume/statistics";
import { centredGrid, maskOfShape, seededNumbers, volumeOf } from "../support/shapes";

const region = (
  structureId: string,
  terms: readonly { amplitudeMBq: number; ratePerH: number }[],
  model: RegionKinetics["fit"]["model"] = "biExponential",
): RegionKinetics => ({
  structureId,
  name: structureId,
  role: "organ",
  tiacH: 1,
  fit: { model, terms, effectiveHalfLifeH: Math.LN2 / terms[0]!.ratePerH },
});
const mono = region("mono", [{ amplitudeMBq: 3, ratePerH: Math.LN2 / 50 }]);
const uptake = region("uptake", [
  { amplitudeMBq: 3, ratePerH: Math.LN2 / 50 },
  { amplitudeMBq: -3, ratePerH: Math.LN2 / 2 },
]);

describe("a change of half-life", () => {
  test("of one exponential changes its decays in proportion", () => {
    expect(decayWeight(mono, { effectiveHalfLifeH: 60, uptakeFactor: 0.5 })).toBeCloseTo(0.6, 12);
  });

  test("keeps the uptake before it", () => {
    expect(decayWeight(uptake, { effectiveHalfLifeH: 60 })).toBeCloseTo(58 / 48, 12);
  });

  test("to the present one, and no change, leave the decays as they are", () => {
    expect(decayWeight(uptake, { effectiveHalfLifeH: 50 })).toBeCloseTo(1, 12);
    expect(decayWeight(uptake, undefined)).toBe(1);
  });

  test("stops at physical decay and at the uptake, below which nothing would be left", () => {
    const [shortest, longest] = halfLifeRangeH(uptake, 159.5);

    expect([shortest, longest]).toEqual([expect.closeTo(2, 12), 159.5]);
    expect(() => decayWeight(uptake, { effectiveHalfLifeH: 1.9 })).toThrow(
      "uptake: the effective half-life must be longer than that of the uptake, received 1.9 h",
    );
  });

  test("of a trapezoid stretches the whole curve", () => {
    const tail = region("t", [{ amplitudeMBq: 1, ratePerH: Math.LN2 / 50 }], "trapezoid");

    expect(decayWeight(tail, { effectiveHalfLifeH: 25 })).toBeCloseTo(0.5, 12);
  });
});

test("a tumour with a fifth of all decays spares the organs a fifth", () => {
  expect(withoutTumourSink(20, 100)).toBeCloseTo(1.25, 12);
});

describe("three regions and their doses", () => {
  const grid = centredGrid([16, 14, 12], 3);
  const random = seededNumbers(5);
  const basis = [0.4, 1.7, 0.01].map((scale) =>
    volumeOf("doseGyPerGBq", grid, () => scale * random()),
  );
  const shapes = [
    { id: "kidney", name: "kidney", mask: maskOfShape(grid, (p) => Math.hypot(...p) < 10) },
    { id: "tumour", name: "tumour", mask: maskOfShape(grid, (p) => p[0] > 11) },
  ];
  const regions = [
    region("kidney", mono.fit.terms),
    region("tumour", uptake.fit.terms),
    region("remainder", mono.fit.terms),
  ];
  const structures = shapes.map((shape) => {
    const live = liveStructure(shape, basis);
    const asMeasured = structureDoseFromDvh(liveDvh(live, [1, 1, 1]), {
      role: "organ",
      massG: 100,
      effectiveHalfLifeH: 50,
    });
    return whatIfStructure(asMeasured, live);
  });
  const matrix = sMatrixOf(
    structures.map(({ live }) => live),
    regions.map(({ structureId }) => structureId),
  );

  test("give every structure the mean of its voxels under the changed regions", () => {
    const changes = { kidney: { uptakeFactor: 0.6 }, tumour: { effectiveHalfLifeH: 60 } };
    const weights = [0.6, 58 / 48, 1];
    const sum = Float64Array.from(basis[0]!.values, (_, at) =>
      basis.reduce((gy, { values }, s) => gy + weights[s]! * values[at]!, 0),
    );

    const changed = whatIf(structures, regions, changes);

    changed.forEach((structure, n) => {
      const { mean, maximum } = regionStatistics(shapes[n]!.mask, sum);
      expect(structure.meanGyPerGBq / mean).toBeCloseTo(1, 5);
      expect(structure.dvh.maxGy / maximum).toBeCloseTo(1, 5);
    });
    expect(changed.map(({ effectiveHalfLifeH }) => effectiveHalfLifeH)).toEqual([50, 60]);
  });

  test("stay as they are when nothing changes", () => {
    const [kidney] = whatIf(structures, regions, {});

    expect(kidney).toEqual(structures[0]!.asMeasured);
  });

  test("sum, row by row of the S-matrix, to the mean doses", () => {
    const means = meansOf(matrix, [1, 1, 1]);

    means.forEach((mean, t) => {
      expect(mean / structures[t]!.asMeasured.meanGyPerGBq).toBeCloseTo(1, 5);
      const { selfGyPerGBq, crossGyPerGBq } = selfAndCross(matrix, t);
      expect(selfGyPerGBq + crossGyPerGBq).toBeCloseTo(mean, 12);
    });
    expect(selfAndCross(matrix, 1).selfGyPerGBq).toBe(matrix.gyPerGBq[1]![1]);
  });

  test("lose self-dose alone when a mass grows", () => {
    const [kidney, tumour] = whatIf(structures, regions, { kidney: { massFactor: 2 } });

    const { selfGyPerGBq, crossGyPerGBq } = selfAndCross(matrix, 0);
    expect(kidney!.meanGyPerGBq / (selfGyPerGBq / 2 + crossGyPerGBq)).toBeCloseTo(1, 5);
    expect(kidney!.massG).toBe(200);
    expect(tumour!.meanGyPerGBq).toBe(structures[1]!.asMeasured.meanGyPerGBq);
  });
});

test("a scenario sets value, RBE, α/β and repair of a limit and leaves the others", () => {
  const { limits } = protocol("lu177-dotatate");

  const changed = criteriaUnder(limits, {
    "kidney-bed-40": { value: 35, alphaBetaGy: 3, informational: false },
  });

  const bed = changed.find(({ id }) => id === "kidney-bed-40")!;
  expect(bed).toMatchObject({
    value: 35,
    informational: false,
    metric: { alphaBetaGy: 3, repairHalfLifeH: 2.8 },
  });
  expect(changed.filter(({ id }) => id !== "kidney-bed-40")).toEqual(
    limits.filter(({ id }) => id !== "kidney-bed-40"),
  );
});
