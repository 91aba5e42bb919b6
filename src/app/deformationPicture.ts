import type { TissueDeformation } from "../registration/deformedMap";
import { clampedSampler, jacobianDeterminants } from "../volume/deformationField";
import { type Grid, toVoxel } from "../volume/grid";
import type { DisplacementTransform } from "../volume/transform";
import { pointAt, type SliceFrame } from "./alignmentSlice";

/** What of a deformation is laid over the picture. */
export type DeformationShown = "off" | "grid" | "displacement" | "volume change";

/** A picture to be laid over a slice, and what its colours mean. */
export interface DeformationPicture {
  /** RGBA, a pixel of the slice each. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly legend: string;
}

/** Distance of the lines of the deformed grid, mm. */
const LINES_MM = 20;
/** Displacement, and change of volume, at which colours are full. */
const FULL_MM = 20;
const FULL_FACTOR = 2;

/** What tissue does beyond the linear alignment, in one slice of the reference's space. */
export function deformationPicture(
  frame: SliceFrame,
  { residual }: TissueDeformation,
  shown: Exclude<DeformationShown, "off">,
): DeformationPicture {
  switch (shown) {
    case "grid":
      return gridLines(frame, residual);
    case "displacement":
      return coloured(
        frame,
        lengthIn(residual),
        (mm) => heat(mm / FULL_MM),
        (most) =>
          `displacement beyond the linear part: clear 0, full colour ${FULL_MM} mm; most in this slice ${most.toFixed(1)} mm`,
      );
    case "volume change":
      return coloured(
        frame,
        factorIn(residual),
        (factor) => diverging(factor),
        (most, least) =>
          `volume beyond the linear part: orange grows, blue shrinks, full colour ×${FULL_FACTOR}; in this slice ×${least.toFixed(2)} to ×${most.toFixed(2)}`,
      );
    default:
      return shown satisfies never;
  }
}

type Sample = (i: number, j: number, k: number) => number;
type Colour = readonly [number, number, number, number];

/** The residual's three components as samplers. */
const componentsOf = ({ grid, fieldMm }: DisplacementTransform) =>
  fieldMm.map((values) => clampedSampler(grid, values)) as [Sample, Sample, Sample];

function lengthIn(residual: DisplacementTransform): readonly [Grid, Sample] {
  const [x, y, z] = componentsOf(residual);
  return [residual.grid, (...at) => Math.hypot(x(...at), y(...at), z(...at))];
}

const factors = new WeakMap<DisplacementTransform, Float32Array<ArrayBuffer>>();

function factorIn(residual: DisplacementTransform): readonly [Grid, Sample] {
  const known = factors.get(residual) ?? jacobianDeterminants(residual);
  factors.set(residual, known);
  return [residual.grid, clampedSampler(residual.grid, known)];
}

function coloured(
  frame: SliceFrame,
  [grid, sample]: readonly [Grid, Sample],
  colourOf: (value: number) => Colour,
  legendOf: (most: number, least: number) => string,
): DeformationPicture {
  const pixels = new Uint8ClampedArray(4 * frame.width * frame.height);
  let [most, least] = [-Infinity, Infinity];
  for (let y = 0, at = 0; y < frame.height; y++)
    for (let x = 0; x < frame.width; x++, at += 4) {
      const value = sample(...toVoxel(grid, pointAt(frame, x, y)));
      most = Math.max(most, value);
      least = Math.min(least, value);
      pixels.set(colourOf(value), at);
    }
  return { pixels, legend: legendOf(most, least) };
}

/** Lines that are straight in the scan, as they run through the reference's tissue. */
function gridLines(frame: SliceFrame, residual: DisplacementTransform): DeformationPicture {
  const { width, height, rightMm, downMm } = frame;
  const components = componentsOf(residual);
  const lengthMm = Math.hypot(...rightMm);
  const fieldOf = new Int32Array(2 * width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 2) {
      const here = pointAt(frame, x, y);
      const voxel = toVoxel(residual.grid, here);
      const there = here.map((value, c) => value + components[c]!(...voxel));
      const along = (axis: readonly number[]) =>
        there.reduce((sum, value, c) => sum + (value * axis[c]!) / lengthMm, 0);
      fieldOf[at] = Math.floor(along(rightMm) / LINES_MM);
      fieldOf[at + 1] = Math.floor(along(downMm) / LINES_MM);
    }
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let y = 1; y < height; y++)
    for (let x = 1; x < width; x++) {
      const at = 2 * (x + width * y);
      const isLine =
        fieldOf[at] !== fieldOf[at - 2] || fieldOf[at + 1] !== fieldOf[at + 1 - 2 * width];
      if (isLine) pixels.set(LINE, 2 * at);
    }
  return {
    pixels,
    legend: `lines ${LINES_MM} mm apart in the scan, as they run through the reference`,
  };
}

const LINE: Colour = [255, 220, 90, 200];

const heat = (share: number): Colour => {
  const s = Math.min(1, share);
  return [255, 220 * (1 - s), 60 * (1 - s), 210 * Math.sqrt(s)];
};

function diverging(factor: number): Colour {
  if (factor <= 0) return [255, 0, 255, 255];
  const s = Math.max(-1, Math.min(1, Math.log(factor) / Math.log(FULL_FACTOR)));
  return s > 0 ? [255, 140, 0, 210 * Math.sqrt(s)] : [40, 120, 255, 210 * Math.sqrt(-s)];
}
