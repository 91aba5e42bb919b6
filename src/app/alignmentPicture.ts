/** How two slices are laid over each other. */
export type Comparison = "checkerboard" | "difference" | "swipe";

/** Edge of a field of the checkerboard, pixels. */
const FIELD = 24;

/**
 * Two slices of brightness 0..1 as one RGBA picture. Checkerboard: fields of either in turn, the moving one's tinted; difference: grey where they are alike,
 * orange where the fixed one is brighter, blue where the moving one is; swipe: the fixed one left of `divider` (0..1), the moving one right of it.
 */
export function compared(
  fixed: Float32Array,
  moving: Float32Array,
  width: number,
  comparison: Comparison,
  divider = 0.5,
): Uint8ClampedArray<ArrayBuffer> {
  const picture = new Uint8ClampedArray(4 * fixed.length);
  for (let at = 0; at < fixed.length; at++) {
    const [f, m] = [fixed[at]!, moving[at]!];
    const x = at % width;
    const y = Math.floor(at / width);
    picture.set(colourOf(comparison, f, m, x, y, divider * width), 4 * at);
  }
  return picture;
}

type Colour = readonly [number, number, number, number];

function colourOf(
  comparison: Comparison,
  f: number,
  m: number,
  x: number,
  y: number,
  border: number,
): Colour {
  switch (comparison) {
    case "checkerboard":
      return (Math.floor(x / FIELD) + Math.floor(y / FIELD)) % 2 === 0 ? grey(f) : tinted(m);
    case "swipe":
      return x < border ? grey(f) : tinted(m);
    case "difference": {
      const d = f - m;
      const base = 70;
      return d > 0
        ? [base + 185 * d, base + 70 * d, base * (1 - d), 255]
        : [base * (1 + d), base - 60 * d, base - 185 * d, 255];
    }
    default:
      return comparison satisfies never;
  }
}

const grey = (v: number): Colour => [255 * v, 255 * v, 255 * v, 255];
/** A cold tint tells the moving image's fields from the fixed one's. */
const tinted = (v: number): Colour => [205 * v, 240 * v, 255 * v, 255];

/** Edges between pixels inside a region and outside it: [x1, y1, x2, y2] in pixels, whole ones at the pixels' corners. */
export function edgesOf(
  inside: Uint8Array,
  width: number,
): readonly (readonly [number, number, number, number])[] {
  const height = inside.length / width;
  const edges: [number, number, number, number][] = [];
  const is = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && inside[x + width * y] === 1;
  for (let y = 0; y <= height; y++)
    for (let x = 0; x <= width; x++) {
      if (is(x, y) !== is(x - 1, y)) edges.push([x, y, x, y + 1]);
      if (is(x, y) !== is(x, y - 1)) edges.push([x, y, x + 1, y]);
    }
  return edges;
}
