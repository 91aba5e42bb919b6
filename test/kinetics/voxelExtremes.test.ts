import { describe, expect, test } from "vitest";
import { fitVoxels, type VoxelModel } from "../../src/kinetics/voxelFit";
import { PATIENT_AXES } from "../../src/volume/grid";
import { seededRandom } from "../../src/volume/random";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

type Curve = (timeH: number) => number;

const TIMES = [2, 6, 24, 72, 144];
const MODELS = ["monoExponential", "biExponential"] as const;

/** One voxel a curve, in a row. */
const ask = (curves: readonly Curve[], model: VoxelModel) => ({
  activity: TIMES.map((t) =>
    volume(
      "activityBqPerMl",
      {
        size: [curves.length, 1, 1],
        spacingMm: [4, 4, 4],
        originMm: [0, 0, 0],
        axes: PATIENT_AXES,
      },
      Float32Array.from(curves, (curve) => curve(t)),
    ),
  ),
  timesH: TIMES,
  physicalHalfLifeH: 159.53,
  model,
  thresholdBqPerMl: 0,
});

const phases =
  (...terms: readonly (readonly [number, number])[]): Curve =>
  (t) =>
    terms.reduce((sum, [a, halfLife]) => sum + a * 2 ** (-t / halfLife), 0);

const readings =
  (...values: readonly number[]): Curve =>
  (t) =>
    values[TIMES.indexOf(t)]!;

/** Uptake with 5 % noise a reading. */
function noisyCurves(count: number): Curve[] {
  const random = seededRandom(7);
  const truth = phases([5000, 51], [-4000, 2]);
  return Array.from({ length: count }, () =>
    readings(...TIMES.map((t) => truth(t) * (1 + 0.05 * random.normal()))),
  );
}

const WASHOUT = phases([800, 70], [9000, 5]);

describe.each(MODELS)("%s through readings as no scan shows them", (model) => {
  test("the unit of the weights changes nothing but the residual sum", () =>
    withGpu(async (gpu) => {
      const curves = [...noisyCurves(20), WASHOUT];
      const weights = [1, 2, 4, 8, 16];
      const plain = await fitVoxels(gpu, { ...ask(curves, model), weights }, quietWork());
      for (const unit of [2 ** -46, 2 ** 100]) {
        const asked = { ...ask(curves, model), weights: weights.map((w) => w * unit) };
        const fit = await fitVoxels(gpu, asked, quietWork());

        expect(fit.status, `${unit}`).toEqual(plain.status);
        expect(fit.tiaBqHPerMl).toEqual(plain.tiaBqHPerMl);
        expect(fit.tiaStandardErrorBqHPerMl).toEqual(plain.tiaStandardErrorBqHPerMl);
        expect(fit.residualSum[0]! / unit / plain.residualSum[0]!).toBeCloseTo(1, 5);
      }
    }));

  test("activities of any unit have the same relative errors", () =>
    withGpu(async (gpu) => {
      const curves = noisyCurves(20);
      const plain = await fitVoxels(gpu, ask(curves, model), quietWork());
      for (const unit of [2 ** -43, 2 ** 33]) {
        const scaled = curves.map((curve) => (t: number) => unit * curve(t));
        const fit = await fitVoxels(gpu, ask(scaled, model), quietWork());
        for (const v of curves.keys()) {
          expect(fit.tiaBqHPerMl[v]! / unit / plain.tiaBqHPerMl[v]!).toBeCloseTo(1, 5);
          const error = fit.tiaStandardErrorBqHPerMl![v]! / unit;
          expect(error / plain.tiaStandardErrorBqHPerMl![v]!, `${unit}`).toBeCloseTo(1, 4);
        }
      }
    }));

  test("a voxel that cannot be fitted has no curve, least of all its neighbour's", () =>
    withGpu(async (gpu) => {
      const broken = readings(5, -1e25, 1e-3, 2, 3);
      const fit = await fitVoxels(gpu, ask([WASHOUT, broken], model), quietWork());

      expect(fit.tiaBqHPerMl[1]).toBe(0);
      for (const amplitudes of fit.amplitudesBqPerMl) expect(amplitudes[1]).toBe(0);
    }));

  test("readings that are no number are refused", () =>
    withGpu(async (gpu) => {
      const asked = ask([WASHOUT, readings(5, Number.NaN, 3, 2, 1)], model);

      await expect(fitVoxels(gpu, asked, quietWork())).rejects.toThrow("not a number");
    }));
});
