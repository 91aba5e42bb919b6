import type { Triple } from "./grid";

/** A block of voxels of a lattice. */
export interface Box {
  readonly origin: Triple;
  readonly size: Triple;
}

export const boxVoxels = ({ size: [x, y, z] }: Box): number => x * y * z;

/** The values inside a box of a lattice of `size`, x fastest; without a copy when the box holds whole planes. */
export function cutBox(
  values: Float32Array<ArrayBuffer>,
  [nx, ny]: Triple,
  { origin: [ox, oy, oz], size: [bx, by, bz] }: Box,
): Float32Array<ArrayBuffer> {
  if (bx === nx && by === ny) return values.subarray(nx * ny * oz, nx * ny * (oz + bz));
  const cut = new Float32Array(bx * by * bz);
  for (let k = 0; k < bz; k++)
    for (let j = 0; j < by; j++) {
      const from = ox + nx * (oy + j + ny * (oz + k));
      cut.set(values.subarray(from, from + bx), bx * (j + by * k));
    }
  return cut;
}

/** Writes the values of a box into a lattice of `size`. */
export function pasteBox(
  into: Float32Array<ArrayBuffer>,
  [nx, ny]: Triple,
  { origin: [ox, oy, oz], size: [bx, by, bz] }: Box,
  values: Float32Array<ArrayBuffer>,
): void {
  for (let k = 0; k < bz; k++)
    for (let j = 0; j < by; j++) {
      const from = bx * (j + by * k);
      into.set(values.subarray(from, from + bx), ox + nx * (oy + j + ny * (oz + k)));
    }
}

/** The two halves of a box along its longest axis. */
export function halves({ origin, size }: Box): readonly [Box, Box] {
  const axis = size.indexOf(Math.max(...size)) as 0 | 1 | 2;
  const half = Math.ceil(size[axis] / 2);
  return [
    { origin, size: replaced(size, axis, half) },
    {
      origin: replaced(origin, axis, origin[axis] + half),
      size: replaced(size, axis, size[axis] - half),
    },
  ];
}

const replaced = (triple: Triple, axis: 0 | 1 | 2, value: number): Triple =>
  triple.map((x, c) => (c === axis ? value : x)) as unknown as Triple;
