import type { Triple } from "../../volume/grid";
import { type Gpu, GpuError } from "../gpu";

/** Bytes a voxel of the formats that volumes are drawn from. */
const BYTES = { r16float: 2, r32uint: 4, rg32uint: 8, rgba32uint: 16 } as const;

export type VolumeFormat = keyof typeof BYTES;
type Voxels = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Written in pieces, so that the copy on its way to the device stays small. */
const PIECE_BYTES = 32 * 2 ** 20;

/**
 * A 3D texture holding `values`, x fastest. `reuse` is overwritten and returned when it fits, else released.
 * Give it back with `releaseTexture`.
 */
export function volumeTexture(
  gpu: Gpu,
  label: string,
  format: VolumeFormat,
  size: Triple,
  values: Voxels,
  reuse?: GPUTexture,
): GPUTexture {
  const fits = reuse && reuse.format === format && sameSize(reuse, size);
  if (reuse && !fits) releaseTexture(gpu, reuse);
  const texture = fits ? reuse : create(gpu, label, format, size);
  const [width, height, depth] = size;
  const bytesPerRow = width * BYTES[format];
  const slices = Math.max(1, Math.floor(PIECE_BYTES / (bytesPerRow * height)));
  for (let z = 0; z < depth; z += slices)
    gpu.device.queue.writeTexture(
      { texture, origin: [0, 0, z] },
      values,
      { offset: z * bytesPerRow * height, bytesPerRow, rowsPerImage: height },
      [width, height, Math.min(slices, depth - z)],
    );
  return texture;
}

export function releaseTexture(gpu: Gpu, texture: GPUTexture): void {
  gpu.ledger.remove(texture);
  texture.destroy();
}

function create(gpu: Gpu, label: string, format: VolumeFormat, size: Triple): GPUTexture {
  const most = gpu.device.limits.maxTextureDimension3D;
  if (Math.max(...size) > most)
    throw new GpuError(
      `${label}: ${size.join(" × ")} voxels; this graphics device draws ${most} a side`,
    );
  const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
  const texture = gpu.device.createTexture({
    label,
    format,
    size: [...size],
    dimension: "3d",
    usage,
  });
  gpu.ledger.add(texture, label, size[0] * size[1] * size[2] * BYTES[format]);
  return texture;
}

const sameSize = ({ width, height, depthOrArrayLayers }: GPUTexture, [x, y, z]: Triple) =>
  width === x && height === y && depthOrArrayLayers === z;
