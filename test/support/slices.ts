import { expect } from "vitest";
import type { SliceCamera } from "../../src/gpu/slice/slicePlane";
import { type Grid, PATIENT_AXES, type Triple, toPatientMm } from "../../src/volume/grid";
import type { Picture } from "./picture";

/** Where the cameras look. */
export const CENTRE: Triple = [11, -7, 23];
export const GRID: Grid = centred([40, 36, 32], [3, 3.2, 4], PATIENT_AXES);
const turn = 0.5;
export const OBLIQUE: Grid = centred(
  [40, 40, 40],
  [3, 3, 3],
  [
    [Math.cos(turn), Math.sin(turn), 0],
    [-Math.sin(turn), Math.cos(turn), 0],
    [0, 0, 1],
  ],
);
export const CAMERA: SliceCamera = {
  plane: "axial",
  convention: "radiological",
  centreMm: CENTRE,
  mmPerPixel: 0.4,
};

/** Distance in pixels from the middle of the picture to the red line, along 24 rays. */
export function redRadii({ size, at }: Picture): number[] {
  return Array.from({ length: 24 }, (_, ray) => {
    const angle = (ray / 24) * 2 * Math.PI + 0.1;
    let weight = 0;
    let sum = 0;
    for (let r = 4; r < size / 2 - 2; r += 0.1) {
      const x = Math.floor(size / 2 + r * Math.cos(angle));
      const y = Math.floor(size / 2 + r * Math.sin(angle));
      const red = at(x, y)[0] > 20 ? at(x, y)[0] : 0;
      weight += red;
      sum += red * r;
    }
    expect(weight).toBeGreaterThan(0);
    return sum / weight;
  });
}

/** Pixels that `counts` says yes to. */
export function count(
  { size, at }: Picture,
  counts: (colour: readonly [number, number, number], x: number, y: number) => boolean,
): number {
  let n = 0;
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (counts(at(x, y), x, y)) n++;
  return n;
}

export const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

function centred(size: Triple, spacingMm: Triple, axes: Grid["axes"]): Grid {
  const around: Grid = { size, spacingMm, originMm: [0, 0, 0], axes };
  const half = size.map((n) => (n - 1) / 2) as unknown as Triple;
  const middle = toPatientMm(around, half);
  return { ...around, originMm: CENTRE.map((c, i) => c - middle[i]!) as unknown as Triple };
}
