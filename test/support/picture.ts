import type { Gpu } from "../../src/gpu/gpu";
import type { SliceImages, SliceLook } from "../../src/gpu/slice/sliceLook";
import type { SliceCamera } from "../../src/gpu/slice/slicePlane";
import { openSliceRenderer } from "../../src/gpu/slice/sliceRenderer";

/** What a renderer painted: the colour of any pixel, each channel 0..255. */
export interface Picture {
  readonly size: number;
  readonly at: (x: number, y: number) => readonly [number, number, number];
}

/** Paints one slice on a square of `size` pixels (a multiple of 64) without a canvas. */
export async function paintSlice(
  gpu: Gpu,
  images: SliceImages,
  camera: SliceCamera,
  look: SliceLook,
  size = 256,
): Promise<Picture> {
  const renderer = await openSliceRenderer(gpu, "rgba8unorm");
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const target = gpu.device.createTexture({ format: "rgba8unorm", size: [size, size], usage });
  const pixels = gpu.buffer("pixels", size * size);
  try {
    renderer.setImages(images);
    renderer.draw(target, camera, look);
    const encoder = gpu.device.createCommandEncoder();
    const layout = { buffer: pixels, bytesPerRow: 4 * size };
    encoder.copyTextureToBuffer({ texture: target }, layout, [size, size]);
    gpu.device.queue.submit([encoder.finish()]);
    const bytes = new Uint8Array((await gpu.readU32(pixels)).buffer);
    const at = (x: number, y: number) => {
      const i = 4 * (x + size * y);
      return [bytes[i]!, bytes[i + 1]!, bytes[i + 2]!] as const;
    };
    return { size, at };
  } finally {
    gpu.release(pixels);
    target.destroy();
    renderer.dispose();
  }
}
