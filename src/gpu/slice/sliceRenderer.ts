import { gridMatrix, invert, type Matrix4, multiply } from "../../volume/transform";
import type { Gpu } from "../gpu";
import { packStruct, structSize } from "../struct";
import { PALETTE_BYTES, packPalette } from "./palette";
import type { SliceImages, SliceLook } from "./sliceLook";
import { SHOWN, SLICE_PARAMS, SLICE_WGSL } from "./slicePass";
import { pixelMatrix, type SliceCamera } from "./slicePlane";
import { type Layer, SliceVolumes } from "./sliceVolumes";

const LAYERS = Object.keys(SHOWN) as Layer[];

/** What surrounds the images; as dark in a bright page. */
const GROUND = [0.02, 0.026, 0.032] as const;

/**
 * Draws slices of one patient's images into any number of canvases: one copy of the images on the device, one pipeline.
 * Made by `openSliceRenderer`; `dispose` gives the memory back.
 */
export class SliceRenderer {
  readonly #gpu: Gpu;
  readonly #pipeline: GPURenderPipeline;
  readonly #volumes: SliceVolumes;
  readonly #sampler: GPUSampler;
  readonly #params: GPUBuffer;
  readonly #palette: GPUBuffer;

  constructor(gpu: Gpu, pipeline: GPURenderPipeline) {
    this.#gpu = gpu;
    this.#pipeline = pipeline;
    this.#volumes = new SliceVolumes(gpu);
    this.#sampler = gpu.device.createSampler({ magFilter: "linear", minFilter: "linear" });
    this.#params = uniform(gpu, "slice params", structSize(SLICE_PARAMS));
    this.#palette = uniform(gpu, "slice palette", PALETTE_BYTES);
  }

  /** Shows these images from the next `draw` on. Volumes that are the same objects as before are not uploaded again. */
  setImages(images: SliceImages): void {
    this.#volumes.set(images);
  }

  /** Paints the whole of `target`. `pixelRatio`: its pixels to one CSS pixel; `camera.mmPerPixel` is of its own pixels. */
  draw(target: GPUTexture, camera: SliceCamera, look: SliceLook, pixelRatio = 1): void {
    const { device } = this.#gpu;
    const params = this.#pack(target, camera, look, pixelRatio);
    device.queue.writeBuffer(this.#params, 0, params);
    const { images, structureOffsets } = this.#volumes;
    device.queue.writeBuffer(this.#palette, 0, packPalette(images, structureOffsets, look));
    const resources = [
      { buffer: this.#params },
      { buffer: this.#palette },
      this.#sampler,
      ...this.#volumes.resources,
    ];
    const bindings = device.createBindGroup({
      label: "slice",
      layout: this.#pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    const encoder = device.createCommandEncoder({ label: "slice" });
    const pass = encoder.beginRenderPass({
      colorAttachments: [{ view: target.createView(), loadOp: "clear", storeOp: "store" }],
    });
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, bindings);
    pass.draw(3);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  dispose(): void {
    this.#volumes.dispose();
    this.#gpu.release(this.#params, this.#palette);
  }

  #pack(target: GPUTexture, camera: SliceCamera, look: SliceLook, pixelRatio: number): ArrayBuffer {
    const volumes = this.#volumes;
    const mmFromPixel = pixelMatrix(camera, target);
    const fromPixel = (layer: Layer) => {
      const grid = volumes.grid(layer);
      return columns(grid ? multiply(invert(gridMatrix(grid)), mmFromPixel) : mmFromPixel);
    };
    const { levelHu, widthHu } = look.window;
    return packStruct(SLICE_PARAMS, {
      anatomyFromPixel: fromPixel("anatomy"),
      emissionFromPixel: fromPixel("emission"),
      doseFromPixel: fromPixel("dose"),
      structuresFromPixel: fromPixel("structures"),
      shown: LAYERS.reduce((bits, layer) => bits | (volumes.grid(layer) ? SHOWN[layer] : 0), 0),
      blackHu: levelHu - widthHu / 2,
      whiteHu: levelHu + widthHu / 2,
      emissionMax: look.emissionMaxBqPerMl / volumes.emissionUnit,
      fusionOpacity: volumes.images.anatomy ? look.fusionOpacity : 1,
      activityGBq: look.activityGBq,
      washOpacity: look.washOpacity,
      washFromGy: look.washFromGy,
      levelCount: look.isodoses.length,
      linesShown: look.showIsodoses ? 1 : 0,
      doseNearest: look.interpolateDose ? 0 : 1,
      structureWords: volumes.structureWords,
      differenceFullGy: volumes.images.difference ? (look.differenceFullGy ?? 0) : 0,
      mapColours: volumes.images.map ? (look.map?.colours.length ?? 0) : 0,
      mapClasses: look.map?.classes ? 1 : 0,
      mapVeiled: look.map?.veiled ? 1 : 0,
      mapFrom: look.map?.range[0] ?? 0,
      mapTo: look.map?.range[1] ?? 0,
      pixelRatio,
      ground: GROUND,
      doseSize: volumes.grid("dose")?.size ?? [1, 1, 1],
    });
  }
}

/** A renderer for targets of this texture format. Rejects when the device cannot build the pipeline. */
export async function openSliceRenderer(
  gpu: Gpu,
  format: GPUTextureFormat,
): Promise<SliceRenderer> {
  const { device } = gpu;
  const module = device.createShaderModule({ label: "slice", code: SLICE_WGSL });
  const texture = (sampleType: GPUTextureSampleType) => ({
    texture: { sampleType, viewDimension: "3d" as const },
  });
  const bindings = [
    { buffer: { minBindingSize: structSize(SLICE_PARAMS) } },
    { buffer: { minBindingSize: PALETTE_BYTES } },
    { sampler: { type: "filtering" as const } },
    texture("float"),
    texture("float"),
    { buffer: { type: "read-only-storage" as const } },
    texture("uint"),
    { buffer: { type: "read-only-storage" as const } },
  ];
  const layout = device.createBindGroupLayout({
    label: "slice",
    entries: bindings.map((entry, binding) => ({
      binding,
      visibility: GPUShaderStage.FRAGMENT,
      ...entry,
    })),
  });
  const pipeline = await device.createRenderPipelineAsync({
    label: "slice",
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    vertex: { module },
    fragment: { module, targets: [{ format }] },
  });
  return new SliceRenderer(gpu, pipeline);
}

/** Lets the device draw into a canvas; `getCurrentTexture()` of the result is the target of the next `draw`. */
export function connectCanvas(gpu: Gpu, canvas: HTMLCanvasElement): GPUCanvasContext {
  const context = canvas.getContext("webgpu");
  if (!context) throw new Error("This canvas was given to another kind of context before");
  context.configure({ device: gpu.device, format: canvasFormat(), alphaMode: "opaque" });
  return context;
}

/** The texture format that this browser shows fastest. */
export const canvasFormat = (): GPUTextureFormat => navigator.gpu.getPreferredCanvasFormat();

function uniform(gpu: Gpu, label: string, size: number): GPUBuffer {
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const buffer = gpu.device.createBuffer({ label, size, usage });
  gpu.ledger.add(buffer, label, size);
  return buffer;
}

/** WGSL's order of a matrix given row after row. */
const columns = (m: Matrix4): number[] =>
  [0, 1, 2, 3].flatMap((c) => [m[c]!, m[4 + c]!, m[8 + c]!, m[12 + c]!]);
