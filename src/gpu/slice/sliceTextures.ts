import type { Grid } from "../../volume/grid";
import type { Gpu } from "../gpu";
import type { SHOWN } from "../kernels/slice";
import { NO_IMAGES, type SliceImages } from "./sliceLook";
import { structureShapes } from "./structureShapes";
import { releaseTexture, type VolumeFormat, volumeTexture } from "./volumeTexture";

export type Layer = keyof typeof SHOWN;

export const LAYERS: readonly Layer[] = ["anatomy", "emission", "dose", "structures"];

/** The images on the device, one 3D texture a layer. A layer that is not there is one empty voxel. */
export class SliceTextures {
  readonly #gpu: Gpu;
  readonly #textures: Record<Layer, GPUTexture>;
  readonly #grids: Record<Layer, Grid | undefined>;
  #images = NO_IMAGES;
  /** Words of structure bits a voxel. */
  structureWords = 0;
  /** Where the fractions of each structure begin. */
  structureOffsets: readonly number[] = [];
  /** Fractions of all structures. */
  structureFractions: GPUBuffer;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
    this.structureFractions = gpu.buffer("structures of the views", 1);
    const empty = (layer: Layer) =>
      volumeTexture(gpu, `${layer} of the views`, EMPTY[layer], [1, 1, 1], ONE_VOXEL[layer]);
    this.#textures = {
      anatomy: empty("anatomy"),
      emission: empty("emission"),
      dose: empty("dose"),
      structures: empty("structures"),
    };
    this.#grids = {
      anatomy: undefined,
      emission: undefined,
      dose: undefined,
      structures: undefined,
    };
  }

  get images(): SliceImages {
    return this.#images;
  }

  /** Uploads the volumes that are not the ones already here. */
  set(images: SliceImages): void {
    const { anatomy, emission, dose, structures } = images;
    const old = this.#images;
    if (anatomy !== old.anatomy)
      this.#put("anatomy", "r16sint", anatomy?.grid, () => wholeHounsfield(anatomy!.values));
    if (emission !== old.emission)
      this.#put("emission", "r32float", emission?.grid, () => emission!.values);
    if (dose !== old.dose) this.#put("dose", "r32float", dose?.grid, () => dose!.values);
    if (structures !== old.structures) this.#putStructures(images);
    this.#images = images;
  }

  texture = (layer: Layer): GPUTexture => this.#textures[layer];
  grid = (layer: Layer): Grid | undefined => this.#grids[layer];

  dispose(): void {
    for (const layer of LAYERS) releaseTexture(this.#gpu, this.#textures[layer]);
    this.#gpu.release(this.structureFractions);
  }

  #putStructures({ structures }: SliceImages): void {
    const shapes = structureShapes(structures);
    const format = BITS_FORMAT[shapes?.words ?? 1];
    this.#put("structures", format, shapes?.grid, () => shapes!.bits);
    this.#gpu.release(this.structureFractions);
    this.structureFractions = this.#gpu.buffer("structures of the views", shapes?.fractions ?? 1);
    this.structureOffsets = shapes?.offsets ?? [];
    this.structureWords = shapes?.words ?? 0;
  }

  #put(
    layer: Layer,
    format: VolumeFormat,
    grid: Grid | undefined,
    values: () => Parameters<typeof volumeTexture>[4],
  ): void {
    this.#textures[layer] = volumeTexture(
      this.#gpu,
      `${layer} of the views`,
      grid ? format : EMPTY[layer],
      grid?.size ?? [1, 1, 1],
      grid ? values() : ONE_VOXEL[layer],
      this.#textures[layer],
    );
    this.#grids[layer] = grid;
  }
}

const BITS_FORMAT = { 1: "r32uint", 2: "rg32uint", 4: "rgba32uint" } as const;

const EMPTY = {
  anatomy: "r16sint",
  emission: "r32float",
  dose: "r32float",
  structures: "r32uint",
} as const satisfies Record<Layer, VolumeFormat>;

const ONE_VOXEL = {
  anatomy: new Int16Array(1),
  emission: new Float32Array(1),
  dose: new Float32Array(1),
  structures: new Uint32Array(1),
} as const;

/** The picture needs no fractions of a Hounsfield unit; halves are the memory. */
function wholeHounsfield(values: Float32Array): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(values.length);
  for (let i = 0; i < values.length; i++)
    whole[i] = Math.max(-32768, Math.min(32767, Math.round(values[i]!)));
  return whole;
}
