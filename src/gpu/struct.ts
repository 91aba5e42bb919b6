import type { Triple } from "../volume/grid";

/** [size, alignment] in bytes that WGSL gives each field type of a uniform struct. */
const LAYOUT = {
  f32: [4, 4],
  u32: [4, 4],
  i32: [4, 4],
  vec3f: [12, 16],
  vec3u: [12, 16],
  vec3i: [12, 16],
  vec4f: [16, 16],
  mat4x4f: [64, 16],
} as const;

type FieldType = keyof typeof LAYOUT;
export type Struct = Readonly<Record<string, FieldType>>;
type FieldValue<T extends FieldType> = T extends `vec3${string}`
  ? Triple
  : T extends "vec4f" | "mat4x4f"
    ? readonly number[]
    : number;
export type StructValue<S extends Struct> = { readonly [K in keyof S]: FieldValue<S[K]> };

/** The bytes WGSL expects for a uniform struct with these fields in this order. Matrices are given column after column. */
export function packStruct<S extends Struct>(struct: S, value: StructValue<S>): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(structSize(struct)));
  let end = 0;
  for (const [name, type] of Object.entries(struct)) {
    const [size, alignment] = LAYOUT[type];
    const start = roundUp(end, alignment);
    const numbers = [value[name]!].flat() as number[];
    if (4 * numbers.length !== size)
      throw new Error(`${name}: ${numbers.length} numbers for a ${type}`);
    for (const [i, x] of numbers.entries()) writerOf(type).call(view, start + 4 * i, x, true);
    end = start + size;
  }
  return view.buffer as ArrayBuffer;
}

export function structSize(struct: Struct): number {
  let end = 0;
  for (const type of Object.values(struct)) end = roundUp(end, LAYOUT[type][1]) + LAYOUT[type][0];
  return Math.max(16, roundUp(end, 16));
}

function writerOf(type: FieldType) {
  if (type === "u32" || type === "vec3u") return DataView.prototype.setUint32;
  if (type === "i32" || type === "vec3i") return DataView.prototype.setInt32;
  return DataView.prototype.setFloat32;
}

const roundUp = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple;
