import { type Grid, voxelCount } from "../volume/grid";
import type { Quantity, Volume } from "../volume/volume";
import type { Gpu } from "./gpu";

/** A Volume whose values live on the GPU. Whoever makes one releases its buffer, unless it is returned. */
export interface DeviceVolume<Q extends Quantity> {
  readonly quantity: Q;
  readonly grid: Grid;
  readonly buffer: GPUBuffer;
}

export function upload<Q extends Quantity>(gpu: Gpu, volume: Volume<Q>): DeviceVolume<Q> {
  const { quantity, grid, values } = volume;
  return { quantity, grid, buffer: gpu.buffer(quantity, values) };
}

export function allocate<Q extends Quantity>(gpu: Gpu, quantity: Q, grid: Grid): DeviceVolume<Q> {
  return { quantity, grid, buffer: gpu.buffer(quantity, voxelCount(grid)) };
}

export async function download<Q extends Quantity>(
  gpu: Gpu,
  { quantity, grid, buffer }: DeviceVolume<Q>,
): Promise<Volume<Q>> {
  return { quantity, grid, values: await gpu.read(buffer) };
}
