import { planFigures } from "../../components/planFigures";
import { errorsOf, largestInterval, uncertaintyOf } from "../../src/app/interval";
import { livePlan } from "../../src/app/livePlan";
import type { PlanResult } from "../../src/app/planResult";
import { NO_EDITS, type WhatIf } from "../../src/app/session";
import KernelWorker from "./kernelWorker?worker";
import { patient30 } from "./patient30";

/** Times of one row, ms. */
export interface PageRow {
  readonly stage: string;
  readonly size: string;
  /** What is asked of the median; undefined where nothing is. */
  readonly asked: number | undefined;
  readonly ms: readonly number[];
}

const STEPS = 200;
const CHANGED = ["kidney_left", "kidney_right", "liver", "lesion_1"];

declare global {
  var gyreBench: (() => Promise<PageRow[]>) | undefined;
}

globalThis.gyreBench = async () => {
  const result = patient30();
  const voxels = livePlan(result).structures.reduce((n, { live }) => n + live.voxelsMl.length, 0);
  const size = `${result.structures.length} structures of ${voxels} voxels, ${result.regions.length} source regions`;
  const figures = planFigures();
  const start: WhatIf = { ...NO_EDITS, cycles: 4, activityGBq: 29.6 };
  figures(result, start);
  return [
    {
      stage: "a plan made ready for what-ifs, once a calculation",
      size,
      asked: undefined,
      ms: timed(10, () => livePlan(result)),
    },
    {
      stage: "what-if on uptake and half-life of four regions",
      size,
      asked: 16,
      ms: timed(STEPS, (n) => figures(result, { ...start, regions: changes(n) })),
    },
    {
      stage: "what-if on the activity alone",
      size,
      asked: 16,
      ms: timed(STEPS, (n) => figures(result, { ...start, activityGBq: 20 + n * 0.01 })),
    },
    {
      stage: "10 000 samples of the uncertainty, drawn and followed to the largest activity",
      size: `${result.regions.length} source regions`,
      asked: 100,
      ms: timed(20, (n) => samples(result, figures(result, start), n)),
    },
    {
      stage: "voxel S values of Lu-177 in a worker",
      size: "255³ (one octant)",
      asked: 300,
      ms: await voxelised(10),
    },
  ];
};

/** Every step differs from the one before in all four regions. */
const changes = (n: number): WhatIf["regions"] =>
  Object.fromEntries(
    CHANGED.map((id, r) => [
      id,
      { uptakeFactor: 0.6 + 0.003 * n + 0.05 * r, effectiveHalfLifeH: 40 + 0.1 * n },
    ]),
  );

function samples(
  result: PlanResult,
  { basis, matrix }: ReturnType<ReturnType<typeof planFigures>>,
  n: number,
) {
  const spread = { ...NO_EDITS.spread, calibrationPercent: 5 + n * 0.01 };
  largestInterval(basis.largest, matrix, errorsOf(matrix, uncertaintyOf(matrix, result, spread)));
}

/** After some to warm up. */
function timed(runs: number, step: (n: number) => unknown): number[] {
  for (let n = -Math.min(runs, 10); n < 0; n++) step(n);
  return Array.from({ length: runs }, (_, n) => {
    const start = performance.now();
    step(n);
    return performance.now() - start;
  });
}

async function voxelised(runs: number): Promise<number[]> {
  const worker = new KernelWorker();
  const once = () =>
    new Promise<number>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(undefined);
    });
  await once();
  const ms: number[] = [];
  for (let n = 0; n < runs; n++) ms.push(await once());
  worker.terminate();
  return ms;
}
