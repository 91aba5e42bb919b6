import { dvhOf } from "../../dosimetry/dvh";
import { voxelKernel } from "../../dosimetry/voxelKernel";
import {
  addConvolved,
  createConvolution,
  type Pair,
  releaseConvolution,
} from "../../gpu/fft/convolution";
import { addConvolvedDirectly } from "../../gpu/fft/directConvolution";
import type { Gpu } from "../../gpu/gpu";
import { fitVoxels, type VoxelModel } from "../../kinetics/voxelFit";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { HOUR_S } from "../../physics/units";
import { linearMap } from "../../registration/linearParameters";
import { resampleTo } from "../../registration/resample";
import { type Grid, PATIENT_AXES, type Triple, voxelCount } from "../../volume/grid";
import { maskFromValues } from "../../volume/mask";
import { seededRandom } from "../../volume/random";
import { type Quantity, volume } from "../../volume/volume";
import { quietWork } from "../../work";
import { type BenchRow, fastestMs } from "./row";

/** One stage: its time from typed arrays to typed arrays, with the transfers to the adapter and back. */
export interface BenchStage {
  /** The name under which scripts/bench_scipy.py gives its time. */
  readonly id: string;
  readonly stage: string;
  readonly size: string;
  readonly ms: (gpu: Gpu) => Promise<number>;
}

const N = 128;
const GRID: Grid = {
  size: [N, N, N],
  spacingMm: [4.42, 4.42, 4.42],
  originMm: [-280, -280, -280],
  axes: PATIENT_AXES,
};
const TIMES_H = [4, 24, 96, 168];
const TIMES_BI_H = [1, 4, 24, 96, 168];
const UPTAKE_SHARE = 0.9;
const STRUCTURES = 30;

/** In the order in which a plan meets them. */
export const BENCH_STAGES: readonly BenchStage[] = [
  { id: "resample", stage: "trilinear resampling", size: "128³", ms: resampleMs },
  {
    id: "fitMono",
    stage: "one exponential in every voxel, 4 scans",
    size: "128³",
    ms: fitMs("monoExponential", TIMES_H),
  },
  {
    id: "fitBi",
    stage: "two exponentials in every voxel, 5 scans",
    size: "128³",
    ms: fitMs("biExponential", TIMES_BI_H),
  },
  { id: "voxelise", stage: "voxel S values of Lu-177", size: "255³ (one octant)", ms: voxeliseMs },
  { id: "direct", stage: "direct convolution", size: "128³ with 7³", ms: directMs },
  { id: "fftOne", stage: "FFT convolution, kernel cached", size: "128³ with 255³", ms: fftMs(1) },
  { id: "fftTwo", stage: "FFT convolution, two volumes", size: "2 × 128³ with 255³", ms: fftMs(2) },
  { id: "dvh", stage: `DVH of ${STRUCTURES} structures, 4096 bins`, size: "128³", ms: dvhMs },
];

/** The stage as a row, beside the other tool's time where there is one. */
export const rowOf = (
  { stage, size }: BenchStage,
  ms: number,
  other: BenchRow["other"] | undefined,
): BenchRow => ({ stage, size, ms, ...(other ? { other } : {}) });

function resampleMs(gpu: Gpu): Promise<number> {
  const source = volume<Quantity>("image", GRID, noise(1));
  const turn = (5 * Math.PI) / 180;
  const matrix = linearMap("rigid", { centreMm: [0, 0, 0], radiusMm: 1 }, [2, 7, -11, 0, 0, turn]);
  const sampling = { mode: "linear", outside: 0 } as const;
  const resampling = { grid: GRID, transform: { kind: "rigid", matrix }, sampling } as const;
  return fastestMs(() => resampleTo(gpu, source, resampling, quietWork()));
}

function fitMs(model: VoxelModel, timesH: readonly number[]) {
  return (gpu: Gpu): Promise<number> => {
    const random = seededRandom(2);
    const uniform = (from: number, to: number) =>
      Float32Array.from({ length: N ** 3 }, () => from + (to - from) * random.uniform());
    const [start, halfLifeH, uptakeH] = [uniform(1e4, 2e4), uniform(30, 90), uniform(0.5, 1.5)];
    const uptake = model === "biExponential" ? UPTAKE_SHARE : 0;
    const activity = timesH.map((hours) =>
      volume(
        "activityBqPerMl",
        GRID,
        start.map((a, i) => {
          const decays = 2 ** (-hours / halfLifeH[i]!) - uptake * 2 ** (-hours / uptakeH[i]!);
          return a * decays * (1 + 0.05 * random.normal());
        }),
      ),
    );
    const question = {
      activity,
      timesH,
      physicalHalfLifeH: nuclide("Lu-177").halfLifeS / HOUR_S,
      model,
      thresholdBqPerMl: 1,
    };
    return fastestMs(() => fitVoxels(gpu, question, quietWork()));
  };
}

function voxeliseMs(): Promise<number> {
  const kernel = pointKernel(nuclide("Lu-177"));
  const half: Triple = [N - 1, N - 1, N - 1];
  return fastestMs(() =>
    Promise.resolve(voxelKernel(kernel, { spacingMm: GRID.spacingMm, densityGPerCm3: 1.04, half })),
  );
}

async function directMs(gpu: Gpu): Promise<number> {
  const octant = gpu.buffer("short kernel", decayingOctant(4));
  const shape = { volumeSize: GRID.size, octantSize: [4, 4, 4], octant } as const;
  try {
    return await onBuffers(gpu, 1, ([source], [target]) =>
      addConvolvedDirectly(gpu, shape, source, target, quietWork()),
    );
  } finally {
    gpu.release(octant);
  }
}

function fftMs(volumes: 1 | 2) {
  return async (gpu: Gpu): Promise<number> => {
    const octant = { size: GRID.size, values: decayingOctant(N) };
    const made = await createConvolution(gpu, octant, GRID.size, quietWork());
    try {
      return await onBuffers(gpu, volumes, (sources, targets) =>
        addConvolved(gpu, made, sources, targets, quietWork()),
      );
    } finally {
      releaseConvolution(gpu, made);
    }
  };
}

function dvhMs(gpu: Gpu): Promise<number> {
  const dose = volume("doseGy", GRID, noise(3));
  const structures = Array.from({ length: STRUCTURES }, (_, s) => {
    const name = `ball ${s + 1}`;
    const centre = 20 + ((N - 40) * s) / (STRUCTURES - 1);
    return { id: name, name, mask: maskFromValues(GRID, ball(centre, 16)) };
  });
  return fastestMs(() => dvhOf(gpu, dose, structures, quietWork()));
}

/** Uploads the volumes, runs, and reads the results: what a caller with arrays waits for. */
async function onBuffers(
  gpu: Gpu,
  volumes: 1 | 2,
  run: (sources: Pair, targets: Pair) => Promise<void>,
): Promise<number> {
  const values = [noise(4), noise(5)].slice(0, volumes);
  const sources = values.map((v) => gpu.buffer("source", v)) as unknown as Pair;
  const targets = values.map(() => gpu.buffer("target", N ** 3)) as unknown as Pair;
  try {
    return await fastestMs(async () => {
      for (const [v, source] of sources.entries()) {
        gpu.write(source, values[v]!);
        gpu.clear(targets[v]!);
      }
      await run(sources, targets);
      for (const target of targets) await gpu.read(target);
    });
  } finally {
    gpu.release(...sources, ...targets);
  }
}

function noise(seed: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length: voxelCount(GRID) }, () => random.uniform());
}

/** 1/(1 + r²) at offsets 0 to n − 1 along each axis: as long-drawn as photons. */
const decayingOctant = (n: number) =>
  Float32Array.from({ length: n ** 3 }, (_, at) => {
    const [i, j, k] = [at % n, Math.floor(at / n) % n, Math.floor(at / n ** 2)];
    return 1 / (1 + i * i + j * j + k * k);
  });

const ball = (centre: number, radius: number) =>
  Float32Array.from({ length: N ** 3 }, (_, at) => {
    const [i, j, k] = [at % N, Math.floor(at / N) % N, Math.floor(at / N ** 2)];
    return Math.hypot(i - centre, j - centre, k - centre) < radius ? 1 : 0;
  });
