import { type Grid, voxelCount } from "../../volume/grid";
import type { Quantity, Volume } from "../../volume/volume";
import type { Gpu } from "../gpu";
import { halfFloats } from "./halfFloat";
import { NO_IMAGES, type SliceImages } from "./sliceLook";
import type { SHOWN } from "./slicePass";
import { structureShapes } from "./structureShapes";
import { releaseTexture, type VolumeFormat, volumeTexture } from "./volumeTexture";

export type Layer = keyof typeof SHOWN;

/**
 * The images on the device. CT and emission are only looked at: 16-bit textures. The dose decides where lines run: its own numbers in a
 * buffer. A layer that is not there is one empty voxel, and its grid undefined.
 */
export class SliceVolumes {
  readonly #gpu: Gpu;
  readonly #textures: Record<TextureLayer, GPUTexture>;
  #dose: GPUBuffer;
  #fractions: GPUBuffer;
  #images = NO_IMAGES;
  /** Largest value of the emission, the unit of its texture. */
  emissionUnit = 1;
  /** Words of structure bits a voxel. */
  structureWords = 0;
  /** Where the fractions of each structure begin. */
  structureOffsets: readonly number[] = [];

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
    const empty = (layer: TextureLayer, format: VolumeFormat) =>
      volumeTexture(gpu, labelOf(layer), format, [1, 1, 1], ONE_VOXEL[layer]);
    this.#textures = {
      anatomy: empty("anatomy", "r16float"),
      emission: empty("emission", "r16float"),
      structures: empty("structures", "r32uint"),
    };
    this.#dose = gpu.buffer(labelOf("dose"), 1);
    this.#fractions = gpu.buffer("fractions of the views", 1);
  }

  get images(): SliceImages {
    return this.#images;
  }

  /** What the shader binds, in its order. */
  get resources(): readonly GPUBindingResource[] {
    const { anatomy, emission, structures } = this.#textures;
    return [
      anatomy.createView(),
      emission.createView(),
      { buffer: this.#dose },
      structures.createView(),
      { buffer: this.#fractions },
    ];
  }

  grid(layer: Layer): Grid | undefined {
    if (layer === "structures") return this.#images.structures[0]?.mask.grid;
    if (layer === "dose") return drawnDose(this.#images)?.grid;
    return this.#images[layer]?.grid;
  }

  /** Uploads the volumes that are not the ones already here. */
  set(images: SliceImages): void {
    const old = this.#images;
    if (images.anatomy !== old.anatomy) this.#setAnatomy(images);
    if (images.emission !== old.emission) this.#setEmission(images);
    if (drawnDose(images) !== drawnDose(old)) this.#setDose(drawnDose(images));
    if (images.structures !== old.structures) this.#setStructures(images);
    this.#images = images;
  }

  dispose(): void {
    for (const texture of Object.values(this.#textures)) releaseTexture(this.#gpu, texture);
    this.#gpu.release(this.#dose, this.#fractions);
  }

  #setAnatomy({ anatomy }: SliceImages): void {
    const voxels = anatomy && halfFloats(anatomy.values);
    this.#setTexture("anatomy", "r16float", anatomy?.grid, voxels);
  }

  #setEmission({ emission }: SliceImages): void {
    this.emissionUnit = emission?.values.reduce((most, v) => Math.max(most, v), 0) || 1;
    const voxels = emission && halfFloats(emission.values, 1 / this.emissionUnit);
    this.#setTexture("emission", "r16float", emission?.grid, voxels);
  }

  /** A dose of as many voxels is written over the last one: what a change of the kinetics costs. */
  #setDose(dose: Volume<Quantity> | undefined): void {
    const voxels = dose ? voxelCount(dose.grid) : 1;
    if (this.#dose.size !== 4 * voxels) {
      this.#gpu.release(this.#dose);
      this.#dose = this.#gpu.buffer(labelOf("dose"), voxels);
    }
    if (!dose) return;
    const { quantity, values } = dose;
    // What a shader makes of NaN is up to its device.
    const isDose = quantity === "doseGyPerGBq";
    const drawn = isDose ? values : values.map((v) => (Number.isNaN(v) ? NO_NUMBER : v));
    this.#gpu.write(this.#dose, drawn);
  }

  #setStructures({ structures }: SliceImages): void {
    const shapes = structureShapes(structures);
    const format = CROSSINGS_FORMAT[shapes?.words ?? 1];
    this.#setTexture("structures", format, shapes?.grid, shapes?.crossings);
    this.#gpu.release(this.#fractions);
    this.#fractions = this.#gpu.buffer("fractions of the views", shapes?.fractions ?? 1);
    this.structureOffsets = shapes?.offsets ?? [];
    this.structureWords = shapes?.words ?? 0;
  }

  #setTexture(
    layer: TextureLayer,
    format: VolumeFormat,
    grid: Grid | undefined,
    voxels: Parameters<typeof volumeTexture>[4] | undefined,
  ): void {
    const size = grid?.size ?? [1, 1, 1];
    this.#textures[layer] = volumeTexture(
      this.#gpu,
      labelOf(layer),
      format,
      size,
      voxels ?? ONE_VOXEL[layer],
      this.#textures[layer],
    );
  }
}

const drawnDose = ({ dose, difference, map }: SliceImages): Volume<Quantity> | undefined =>
  map?.volume ?? difference ?? dose;

/** As slice.wgsl has it. */
const NO_NUMBER = -2e38;

type TextureLayer = Exclude<Layer, "dose">;

const labelOf = (layer: Layer) => `${layer} of the views`;

const CROSSINGS_FORMAT = { 1: "r32uint", 2: "rg32uint", 4: "rgba32uint" } as const;

const ONE_VOXEL = {
  anatomy: new Uint16Array(1),
  emission: new Uint16Array(1),
  structures: new Uint32Array(1),
} as const;
