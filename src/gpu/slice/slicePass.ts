import slice from "../../../shaders/slice.wgsl?raw";
import type { Struct } from "../struct";

/** The render pass of one slice: its shader and the fields of its `Params`. */
export const SLICE_WGSL = slice;

export const SLICE_PARAMS = {
  anatomyFromPixel: "mat4x4f",
  emissionFromPixel: "mat4x4f",
  doseFromPixel: "mat4x4f",
  structuresFromPixel: "mat4x4f",
  shown: "u32",
  blackHu: "f32",
  whiteHu: "f32",
  emissionMax: "f32",
  fusionOpacity: "f32",
  activityGBq: "f32",
  washOpacity: "f32",
  washFromGy: "f32",
  levelCount: "u32",
  linesShown: "u32",
  doseNearest: "u32",
  structureWords: "u32",
  differenceFullGy: "f32",
  mapColours: "u32",
  mapClasses: "u32",
  mapVeiled: "u32",
  mapFrom: "f32",
  mapTo: "f32",
  pixelRatio: "f32",
  ground: "vec3f",
  doseSize: "vec3u",
} as const satisfies Struct;

/** Bits of `shown`. */
export const SHOWN = { anatomy: 1, emission: 2, dose: 4, structures: 8 } as const;
