import { expect, test } from "vitest";
import { liveDvh } from "../../src/dosimetry/dvhLive";
import { binMark } from "../../src/planning/binMark";
import { activityForGoals } from "../../src/planning/largestActivity";
import type { StructureMetric } from "../../src/planning/limit";
import { structureDoseFromDvh } from "../../src/planning/structureDose";
import { metricAt } from "../../src/planning/structureMetric";
import { seededRandom } from "../../src/volume/random";
import { limitOf } from "../support/planning";

const VOXELS = 5000;

/** Log-normal doses about 50 Gy/GBq, the spread of whose logarithm is given. */
function lesion(spread: number) {
  const random = seededRandom(5);
  const gy = Float32Array.from({ length: VOXELS }, () => 50 * Math.exp(spread * random.normal()));
  const dvh = liveDvh(
    {
      structureId: "lesion",
      name: "lesion",
      voxelsMl: new Float64Array(VOXELS).fill(0.02),
      basisGyPerGBq: [gy],
    },
    [1],
  );
  const structure = structureDoseFromDvh(dvh, {
    role: "tumour",
    massG: 100,
    effectiveHalfLifeH: 60,
  });
  return { gy, structure };
}

const EUD: StructureMetric = { kind: "eud", alphaPerGy: 0.3 };
const figure = (structure: ReturnType<typeof lesion>["structure"], metric: StructureMetric) => ({
  metric,
  structure,
  course: { schedule: [1], earlier: [] },
  rbeAlpha: 1,
});
/** −ln(mean of e^(−αD))/α over the voxels. */
function eudOf(gy: Float32Array, alphaPerGy: number) {
  const least = Math.min(...gy);
  const survival = gy.reduce((sum, d) => sum + Math.exp(-alphaPerGy * (d - least)) / VOXELS, 0);
  return least - Math.log(survival) / alphaPerGy;
}

test("an EUD of doses with a maximum of 28 times the mean is that of its voxels within 0.5 %, and unmarked", () => {
  const { gy, structure } = lesion(1);
  const what = figure(structure, EUD);

  expect(Math.abs(metricAt(what, 1) / eudOf(gy, 0.3) - 1)).toBeLessThan(0.005);
  expect(binMark(what, 1)).toEqual([]);
});

test("one of doses with a maximum of 200 times the mean is marked with a bound that holds the error", () => {
  const { gy, structure } = lesion(2);
  const what = figure(structure, EUD);
  const [mark] = binMark(what, 1);
  const bound = Number(/±([\d.]+) %/.exec(mark!)![1]);
  const error = 100 * Math.abs(eudOf(gy, 0.3) / metricAt(what, 1) - 1);

  expect(error).toBeGreaterThan(10);
  expect(bound).toBeGreaterThan(error);
  expect(mark).toMatch(/^The maximum is \d+ times the mean/);
});

test("figures of high doses stay unmarked there", () => {
  const { structure } = lesion(2);

  for (const metric of [
    { kind: "doseAtVolumePercent", percent: 2 },
    { kind: "gEud", a: 4 },
  ] as const)
    expect(binMark(figure(structure, metric), 1)).toEqual([]);
});

test("the mark goes with the goal", () => {
  const { structure } = lesion(2);
  const goal = {
    ...limitOf(20, { metric: EUD }),
    type: "goal" as const,
    organ: { tissue: "tumour", roles: ["tumour" as const] },
  };

  const { perGoal } = activityForGoals({ structures: [structure], goals: [goal], cycles: 1 });

  expect(perGoal[0]!.marks.join()).toContain("steps of the histogram");
});
