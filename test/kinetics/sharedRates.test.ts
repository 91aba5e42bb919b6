import { expect, test } from "vitest";
import { fitSharedRates } from "../../src/kinetics/sharedRates";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { seededRandom } from "../../src/volume/random";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";

const TIMES = [4, 24, 96, 168];
const RATES = [0.016, 0.22] as const;
const WEIGHTS = [1, 9, 80, 400];

/** One voxel a row of readings. */
function ask(rows: readonly (readonly number[])[], thresholdBqPerMl = 1) {
  const grid: Grid = {
    size: [rows.length, 1, 1],
    spacingMm: [4, 4, 4],
    originMm: [0, 0, 0],
    axes: PATIENT_AXES,
  };
  const activity = TIMES.map((_, n) =>
    volume(
      "activityBqPerMl",
      grid,
      Float32Array.from(rows, (row) => row[n]!),
    ),
  );
  return { activity, timesH: TIMES, weights: WEIGHTS, ratesPerH: RATES, thresholdBqPerMl };
}

const curve = (slow: number, fast: number) =>
  TIMES.map((t) => slow * Math.exp(-RATES[0] * t) + fast * Math.exp(-RATES[1] * t));

test("voxels of these rates give back their integrals without error, uptake or washout; empty ones nothing", async () => {
  const { tiaBqHPerMl, tiaStandardErrorBqHPerMl, seen } = await fitSharedRates(
    ask([curve(800, 2400), curve(1000, -900), [0.5, 0.5, 0.2, 0]]),
    quietWork(),
  );

  expect(tiaBqHPerMl[0]! / (800 / RATES[0] + 2400 / RATES[1])).toBeCloseTo(1, 5);
  expect(tiaBqHPerMl[1]! / (1000 / RATES[0] - 900 / RATES[1])).toBeCloseTo(1, 5);
  expect(tiaStandardErrorBqHPerMl[0]! / tiaBqHPerMl[0]!).toBeLessThan(1e-4);
  expect([tiaBqHPerMl[2], seen[2]]).toEqual([0, 0]);
});

test("noise makes no decays: the integrals of noisy voxels sum to that of their sum, and scatter by the error they state", async () => {
  const random = seededRandom(4);
  const truth = curve(800, 2400);
  const rows = Array.from({ length: 4000 }, () =>
    truth.map((a, n) => a + (40 * random.normal()) / Math.sqrt(WEIGHTS[n]!)),
  );
  const sum = TIMES.map((_, n) => rows.reduce((total, row) => total + row[n]!, 0));

  const { tiaBqHPerMl, tiaStandardErrorBqHPerMl } = await fitSharedRates(
    ask([...rows, sum]),
    quietWork(),
  );

  const voxels = tiaBqHPerMl.subarray(0, rows.length);
  const mean = voxels.reduce((total, tia) => total + tia, 0) / rows.length;
  expect((mean * rows.length) / tiaBqHPerMl[rows.length]!).toBeCloseTo(1, 5);
  const spread = Math.sqrt(
    voxels.reduce((total, tia) => total + (tia - mean) ** 2, 0) / rows.length,
  );
  const stated = Math.sqrt(
    tiaStandardErrorBqHPerMl
      .subarray(0, rows.length)
      .reduce((total, error) => total + error ** 2, 0) / rows.length,
  );
  expect(stated / spread).toBeGreaterThan(0.95);
  expect(stated / spread).toBeLessThan(1.05);
});
