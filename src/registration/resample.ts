import type { Gpu, Numbers } from "../gpu/gpu";
import { boxVoxels, cutBox, pasteBox } from "../volume/box";
import { type Grid, sameGrid } from "../volume/grid";
import type { Sampling } from "../volume/resample";
import type { Transform } from "../volume/transform";
import { type Quantity, type Volume, volume } from "../volume/volume";
import type { Work } from "../work";
import { fieldBricksOf } from "./fieldBricks";
import { type Brick, bricksOf } from "./resampleBricks";

/** Onto which grid, through which transform (fixed → moving, patient mm), and how. */
export interface Resampling {
  readonly grid: Grid;
  readonly transform: Transform;
  readonly sampling: Sampling;
}

/**
 * What `source` (the moving image) shows on the fixed image's grid. The f64 twin is `resample` of src/volume.
 * Source and target pass in bricks, so neither needs to fit one buffer.
 */
export async function resampleTo<Q extends Quantity>(
  gpu: Gpu,
  source: Volume<Q>,
  { grid, transform, sampling }: Resampling,
  work: Work,
): Promise<Volume<Q>> {
  if (transform.kind === "identity" && sameGrid(source.grid, grid, 1e-4))
    return { ...source, grid };
  const target = volume(source.quantity, grid);
  const bricks =
    transform.kind === "displacement"
      ? fieldBricksOf(source.grid, grid, transform, sampling)
      : bricksOf(source.grid, grid, transform, sampling);
  for (const [n, brick] of bricks.entries()) {
    work.signal.throwIfAborted();
    work.report("Resampling", n / bricks.length);
    const values = await runBrick(gpu, source, brick, sampling.outside);
    pasteBox(target.values, grid.size, brick.target, values);
  }
  return target;
}

async function runBrick(
  gpu: Gpu,
  { grid, values }: Volume<Quantity>,
  { target, source, tables, launch }: Brick,
  outside: number,
): Promise<Float32Array<ArrayBuffer>> {
  if (boxVoxels(source) === 0) return new Float32Array(boxVoxels(target)).fill(outside);
  const buffers: GPUBuffer[] = [];
  const made = (label: string, data: Numbers | number) => {
    buffers.push(gpu.buffer(label, data));
    return buffers.at(-1)!;
  };
  try {
    const from = made("resample source", cutBox(values, grid.size, source));
    const onDevice = tables.map((table) => made("resample table", table));
    const to = made("resample target", boxVoxels(target));
    await gpu.submit([launch(from, onDevice, to)]);
    return await gpu.read(to);
  } finally {
    gpu.release(...buffers);
  }
}
