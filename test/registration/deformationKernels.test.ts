import { expect, test } from "vitest";
import { blockThreads } from "../../src/gpu/blockThreads";
import type { Gpu } from "../../src/gpu/gpu";
import { dispatch } from "../../src/gpu/kernel";
import { composeField } from "../../src/gpu/kernels/composeField";
import { fieldExtent } from "../../src/gpu/kernels/fieldExtent";
import { finishExtent } from "../../src/gpu/kernels/finishExtent";
import { lnccForce } from "../../src/gpu/kernels/lnccForce";
import { nmiForce } from "../../src/gpu/kernels/nmiForce";
import { smoothField } from "../../src/gpu/kernels/smoothField";
import { warpVolume } from "../../src/gpu/kernels/warpVolume";
import { windowSums } from "../../src/gpu/kernels/windowSums";
import { columns, LEFT_OUT } from "../../src/registration/imagePair";
import { HISTOGRAM_BINS } from "../../src/registration/mutualInformation";
import type { Triple } from "../../src/volume/grid";
import { linearSampler } from "../../src/volume/interpolation";
import { seededRandom } from "../../src/volume/random";
import { apply, type Matrix4 } from "../../src/volume/transform";
import { withGpu } from "../support/gpu";

const SIZE: Triple = [13, 9, 7];
const COUNT = SIZE[0] * SIZE[1] * SIZE[2];
const random = seededRandom(11);
const noise = (count: number, scale: number) =>
  Float32Array.from({ length: count }, () => scale * random.normal());
const IMAGE = noise(COUNT, 1);
const OTHER = noise(COUNT, 1);
const FIELD = noise(3 * COUNT, 0.8);
/** Some windows of the images vary by less than these, most by more. */
const [fixedNoise, warpedNoise] = [0.8, 0.7];
/** As in shaders/lnccForce.wgsl. */
const FLAT = 3e-4;
const MAP: Matrix4 = [0.9, 0.1, 0, 0.4, -0.1, 1, 0.1, 0.2, 0, 0, 1.1, -0.3, 0, 0, 0, 1];

/** Runs `launch` with named buffers and reads one of them. */
async function run<N extends string>(
  gpu: Gpu,
  data: Readonly<Record<N, Float32Array<ArrayBuffer> | number>>,
  launch: (buffers: Record<N, GPUBuffer>) => ReturnType<typeof dispatch>[],
  result: NoInfer<N>,
): Promise<Float32Array> {
  const buffers = Object.fromEntries(
    Object.entries<Float32Array<ArrayBuffer> | number>(data).map(([name, values]) => [
      name,
      gpu.buffer(name, values),
    ]),
  ) as Record<N, GPUBuffer>;
  await gpu.submit(launch(buffers));
  const values = await gpu.read(buffers[result]);
  gpu.release(...Object.values<GPUBuffer>(buffers));
  return values;
}

function forEachVoxel(visit: (at: number, voxel: Triple) => void) {
  let at = 0;
  for (let k = 0; k < SIZE[2]; k++)
    for (let j = 0; j < SIZE[1]; j++) for (let i = 0; i < SIZE[0]; i++) visit(at++, [i, j, k]);
}

const clamped = (values: Float32Array) => {
  const sample = linearSampler({ grid: { size: SIZE }, values }, 0);
  return (p: Triple) =>
    sample(...(p.map((x, c) => Math.min(Math.max(x, 0), SIZE[c]! - 1)) as unknown as Triple));
};
const plane = (field: Float32Array, c: number) => field.subarray(c * COUNT, (c + 1) * COUNT);
const expectClose = (ours: Float32Array, twin: ArrayLike<number>, within: number) => {
  let worst = 0;
  for (let i = 0; i < twin.length; i++) worst = Math.max(worst, Math.abs(ours[i]! - twin[i]!));
  expect(worst).toBeLessThan(within);
};

test("warping is moving(map (x + u(x))), continued at the border", () =>
  withGpu(async (gpu) => {
    const warped = await run(
      gpu,
      { displacement: FIELD, movingImage: IMAGE, warped: COUNT },
      (buffers) => [
        dispatch(
          warpVolume,
          SIZE,
          { movingFromFixed: columns(MAP), fixedSize: SIZE, movingSize: SIZE },
          buffers,
        ),
      ],
      "warped",
    );

    const sample = clamped(IMAGE);
    const twin = new Float64Array(COUNT);
    forEachVoxel((at, x) => {
      const moved = x.map((v, c) => v + FIELD[c * COUNT + at]!) as unknown as Triple;
      twin[at] = sample(apply(MAP, moved));
    });
    expectClose(warped, twin, 2e-5);
  }));

test("a step moves by s v(x), then by u", () =>
  withGpu(async (gpu) => {
    const update = noise(3 * COUNT, 1);
    const longest = Math.max(
      ...Array.from({ length: COUNT }, (_, i) =>
        Math.hypot(update[i]!, update[COUNT + i]!, update[2 * COUNT + i]!),
      ),
    );
    const composed = await run(
      gpu,
      {
        displacement: FIELD,
        update,
        extent: Float32Array.of(longest ** 2, 0, 0, 0),
        composed: 3 * COUNT,
      },
      (buffers) => [dispatch(composeField, SIZE, { size: SIZE, step: 0.4, gain: 1e9 }, buffers)],
      "composed",
    );

    const planes = [0, 1, 2].map((c) => clamped(plane(FIELD, c)));
    const twin = new Float64Array(3 * COUNT);
    forEachVoxel((at, x) => {
      const v = [0, 1, 2].map((c) => (0.4 / longest) * update[c * COUNT + at]!);
      const there = x.map((p, c) => p + v[c]!) as unknown as Triple;
      for (let c = 0; c < 3; c++) twin[c * COUNT + at] = v[c]! + planes[c]!(there);
    });
    expectClose(composed, twin, 2e-5);
  }));

test("smoothing weighs neighbours along its axis by a Gaussian, scaled to 1 at the border", () =>
  withGpu(async (gpu) => {
    const sigma = 1.3;
    const smooth = await run(
      gpu,
      { field: FIELD, smooth_field: 3 * COUNT },
      (buffers) => [
        dispatch(
          smoothField,
          blockThreads(SIZE, 1),
          { size: SIZE, axis: 1, radius: 4, narrowness: 1 / (2 * sigma ** 2) },
          buffers,
        ),
      ],
      "smooth_field",
    );

    const twin = new Float64Array(3 * COUNT);
    forEachVoxel((at, [, j]) => {
      for (let c = 0; c < 3; c++) {
        let [sum, weights] = [0, 0];
        for (let n = Math.max(0, j - 4); n <= Math.min(SIZE[1] - 1, j + 4); n++) {
          const weight = Math.exp(-((n - j) ** 2) / (2 * sigma ** 2));
          sum += weight * FIELD[c * COUNT + at + (n - j) * SIZE[0]]!;
          weights += weight;
        }
        twin[c * COUNT + at] = sum / weights;
      }
    });
    expectClose(smooth, twin, 1e-5);
  }));

test("the force is that of the local correlation in windows of 5 voxels, cut at the border and without what is left out", () =>
  withGpu(async (gpu) => {
    const radius = 2;
    const fixedImage = IMAGE.map((value, at) => (at % 11 === 0 ? LEFT_OUT : value));
    const pass = (axis: number, b: Record<string, GPUBuffer>, forward: boolean) =>
      dispatch(
        windowSums,
        blockThreads(SIZE, axis),
        { size: SIZE, axis, radius, fromImages: axis === 0 ? 1 : 0 },
        {
          fixedImage: b.fixedImage!,
          warped: b.warped!,
          before: forward ? b.other! : b.sums!,
          crossBefore: forward ? b.crossOther! : b.cross!,
          sums: forward ? b.sums! : b.other!,
          crossSums: forward ? b.cross! : b.crossOther!,
        },
      );
    const force = await run(
      gpu,
      {
        fixedImage,
        warped: OTHER,
        sums: 4 * COUNT,
        other: 4 * COUNT,
        cross: 2 * COUNT,
        crossOther: 2 * COUNT,
        force: 4 * COUNT,
      },
      (b) => [
        pass(0, b, true),
        pass(1, b, false),
        pass(2, b, true),
        dispatch(
          lnccForce,
          SIZE,
          { size: SIZE, fixedNoise, warpedNoise },
          {
            fixedImage: b.fixedImage,
            warped: b.warped,
            sums: b.sums,
            crossSums: b.cross,
            force: b.force,
          },
        ),
      ],
      "force",
    );

    const twin = new Float64Array(4 * COUNT);
    forEachVoxel((at, x) => {
      if (at % 11 === 0) return;
      const window: [number, number][] = [];
      forEachVoxel((other, y) => {
        if (other % 11 !== 0 && y.every((v, c) => Math.abs(v - x[c]!) <= radius))
          window.push([IMAGE[other]!, OTHER[other]!]);
      });
      const mean = (of: (pair: [number, number]) => number) =>
        window.reduce((sum, pair) => sum + of(pair), 0) / window.length;
      const [f, w] = [mean(([a]) => a), mean(([, b]) => b)];
      const covariance = mean(([a, b]) => (a - f) * (b - w));
      const [ff, ww] = [mean(([a]) => (a - f) ** 2), mean(([, b]) => (b - w) ** 2)];
      if (!(ff > fixedNoise && ww > warpedNoise)) return;
      const signal = (1 - fixedNoise / ff) * (1 - warpedNoise / ww);
      const pull = IMAGE[at]! - f - (covariance / (ww + FLAT)) * (OTHER[at]! - w);
      const strides = [1, SIZE[0], SIZE[0] * SIZE[1]];
      for (let c = 0; c < 3; c++) {
        const behind = Math.min(x[c]!, 1);
        const ahead = Math.min(SIZE[c]! - 1 - x[c]!, 1);
        const rise = OTHER[at + ahead * strides[c]!]! - OTHER[at - behind * strides[c]!]!;
        twin[c * COUNT + at] =
          ((2 * signal * covariance) / ((ff + FLAT) * (ww + FLAT))) *
          pull *
          (rise / (behind + ahead));
      }
      twin[3 * COUNT + at] = covariance ** 2 / ((ff + FLAT) * (ww + FLAT));
    });
    expectClose(force, twin, 1e-4);
  }));

test("the extent is the longest vector squared, and sum and count of the quality above 0", () =>
  withGpu(async (gpu) => {
    const quality = Float32Array.from({ length: 4 * COUNT }, (_, i) => (i % 3 === 0 ? 0 : 0.5));
    const threads = 192;
    const extent = await run(
      gpu,
      { field: FIELD, quality, partials: 4 * threads, extent: 4 },
      (b) => [
        dispatch(fieldExtent, [threads, 1, 1], { count: COUNT, threads }, b),
        dispatch(finishExtent, [256, 1, 1], { length: threads }, b),
      ],
      "extent",
    );

    const lengths = Array.from(
      { length: COUNT },
      (_, i) => FIELD[i]! ** 2 + FIELD[COUNT + i]! ** 2 + FIELD[2 * COUNT + i]! ** 2,
    );
    const seen = Array.from(plane(quality, 3)).filter((q) => q > 0);
    expect(extent[0]).toBeCloseTo(Math.max(...lengths), 4);
    expect(extent[1]).toBeCloseTo(0.5 * seen.length, 3);
    expect(extent[2]).toBe(seen.length);
  }));

test("the force of mutual information is minus the histogram's slope times that of the image, and none where voxels are left out", () =>
  withGpu(async (gpu) => {
    const bins = HISTOGRAM_BINS;
    const slopes = noise(bins * bins, 1);
    const fixedImage = IMAGE.map((value, at) => (at % 11 === 0 ? LEFT_OUT : value));
    const binning = { binsPerFixed: 5, fixedShift: 24, binsPerMoving: 6, movingShift: 24, bins };
    const force = await run(
      gpu,
      { fixedImage, warped: OTHER, slopes, force: 4 * COUNT },
      (b) => [dispatch(nmiForce, SIZE, { size: SIZE, ...binning }, b)],
      "force",
    );

    // d(histogram's function)/d(value of the voxel), by differences of the spline itself.
    const spline = (x: number) => {
      const a = Math.abs(x);
      if (a < 1) return (4 - 6 * a * a + 3 * a ** 3) / 6;
      return a < 2 ? (2 - a) ** 3 / 6 : 0;
    };
    const sumAt = (row: number, value: number) =>
      Array.from(
        { length: bins },
        (_, k) => slopes[row * bins + k]! * spline(6 * value + 24 - k),
      ).reduce((sum, part) => sum + part, 0);
    const twin = new Float64Array(4 * COUNT);
    forEachVoxel((at, x) => {
      if (fixedImage[at]! > 1e30) return;
      const row = Math.floor(5 * fixedImage[at]! + 24);
      const w = OTHER[at]!;
      const slope = (sumAt(row, w + 1e-5) - sumAt(row, w - 1e-5)) / 2e-5;
      const strides = [1, SIZE[0], SIZE[0] * SIZE[1]];
      for (let c = 0; c < 3; c++) {
        const behind = Math.min(x[c]!, 1);
        const ahead = Math.min(SIZE[c]! - 1 - x[c]!, 1);
        const rise = OTHER[at + ahead * strides[c]!]! - OTHER[at - behind * strides[c]!]!;
        twin[c * COUNT + at] = -slope * (rise / (behind + ahead));
      }
      twin[3 * COUNT + at] = 1;
    });
    expectClose(force, twin, 2e-3);
  }));
