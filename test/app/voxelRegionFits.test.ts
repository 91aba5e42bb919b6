import { expect, test } from "vitest";
import { fitRegionVoxels, type RegionModel } from "../../src/app/voxelRegionFits";
import { MAP_STATUS } from "../../src/app/voxelStatus";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const TIMES_H = [4, 24, 72, 168];
const LU177_H = 159.5;
const HALF_LIVES_H = [51, 90, 70] as const;
const GRID: Grid = {
  size: [HALF_LIVES_H.length, 1, 1],
  spacingMm: [1, 1, 1],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};

/** Half-lives and statuses of three voxels of 5 kBq/mL at the administration with the half-lives above. */
async function fitted(model: RegionModel) {
  let found: { halfLivesH: number[]; statuses: unknown[]; tia: number[] } | undefined;
  await withGpu(async (gpu) => {
    const activity = TIMES_H.map((t) =>
      volume(
        "activityBqPerMl",
        GRID,
        Float32Array.from(HALF_LIVES_H, (half) => 5000 * 2 ** (-t / half)),
      ),
    );
    const ones = TIMES_H.map(() => 1);
    const fits = await fitRegionVoxels(
      gpu,
      { activity, timesH: TIMES_H, physicalHalfLifeH: LU177_H, thresholdBqPerMl: 1 },
      [{ voxels: Uint32Array.of(0, 1, 2), factors: ones, weights: ones, model }],
      quietWork(),
    );
    found = {
      halfLivesH: [...fits.ratePerH].map((rate) => Math.LN2 / rate),
      statuses: [...fits.status].map((s) => MAP_STATUS[s]),
      tia: [...fits.tiaBqHPerMl],
    };
  });
  return found!;
}

test("voxels stay within the half-lives set by hand, and say which stand at a bound", async () => {
  const { halfLivesH, statuses } = await fitted({
    kind: "own",
    phases: 1,
    slowWithinH: [60, 80],
  });

  expect(halfLivesH[0]).toBeCloseTo(60, 3);
  expect(halfLivesH[1]).toBeCloseTo(80, 3);
  expect(halfLivesH[2]).toBeCloseTo(70, 2);
  expect(statuses).toEqual(["held by hand", "held by hand", "fitted"]);
});

test("voxels with two phases of their own stay within them too", async () => {
  const { halfLivesH } = await fitted({ kind: "own", phases: 2, slowWithinH: [60, 80] });

  for (const half of halfLivesH) {
    expect(half).toBeGreaterThan(59.99);
    expect(half).toBeLessThan(80.01);
  }
});

test("a fixed half-life leaves a voxel its amplitude alone, by least squares", async () => {
  const { halfLivesH, statuses, tia } = await fitted({
    kind: "shared",
    ratesPerH: [Math.LN2 / 60],
    byHand: true,
  });

  for (const [v, half] of HALF_LIVES_H.entries()) {
    expect(halfLivesH[v]).toBeCloseTo(60, 3);
    const curve = TIMES_H.map((t) => 2 ** (-t / 60));
    const readings = TIMES_H.map((t) => 5000 * 2 ** (-t / half));
    const amplitude =
      curve.reduce((sum, c, n) => sum + c * readings[n]!, 0) /
      curve.reduce((sum, c) => sum + c * c, 0);
    expect(tia[v]! / ((amplitude * 60) / Math.LN2)).toBeCloseTo(1, 5);
  }
  expect(statuses).toEqual(HALF_LIVES_H.map(() => "held by hand"));
});
