import { InputError } from "../../inputError";
import type { Triple } from "../../volume/grid";
import { type Volume, volume } from "../../volume/volume";
import type { DicomItem } from "./dicomFile";
import { cross, plus, scaled, slicePlane } from "./geometry";
import { pixelFormat, storedPixels } from "./pixels";
import { attributeName } from "./tags";
import { decimals, requiredDecimal, requiredText, text } from "./values";

/** A dose grid of an RT Dose file, with what the file says the numbers mean. */
export interface RtDose {
  /** Gy when the units are GY; `image` for RELATIVE, which is no dose. */
  readonly dose: Volume<"doseGy"> | Volume<"image">;
  readonly units: "GY" | "RELATIVE";
  /** PHYSICAL, EFFECTIVE (weighted for biology) or ERROR (a difference): not interchangeable. */
  readonly type: string;
  readonly summation: string;
  readonly frameOfReferenceUid: string | undefined;
}

/** @throws InputError for other units, a scaling of 0, and frame offsets that are no regular lattice. */
export function rtDose(item: DicomItem): RtDose {
  const units = requiredText(item, "DoseUnits");
  if (units !== "GY" && units !== "RELATIVE")
    throw new InputError(
      `${item.file}: ${attributeName("DoseUnits")} expects GY or RELATIVE, got "${units}"`,
    );
  const scaling = requiredDecimal(item, "DoseGridScaling");
  if (!(scaling > 0))
    throw new InputError(
      `${item.file}: ${attributeName("DoseGridScaling")} expects a number above 0, got ${scaling}`,
    );
  const { grid, reversed } = doseGrid(item);
  const { values } = storedPixels(item);
  const perFrame = grid.size[0] * grid.size[1];
  const frames = grid.size[2];
  const scaledValues = new Float32Array(values.length);
  for (let k = 0; k < frames; k++) {
    const frame = reversed ? frames - 1 - k : k;
    for (let i = 0; i < perFrame; i++)
      scaledValues[k * perFrame + i] = values[frame * perFrame + i]! * scaling;
  }
  return {
    dose:
      units === "GY" ? volume("doseGy", grid, scaledValues) : volume("image", grid, scaledValues),
    units,
    type: requiredText(item, "DoseType"),
    summation: text(item, "DoseSummationType") ?? "",
    frameOfReferenceUid: text(item, "FrameOfReferenceUID"),
  };
}

/** GridFrameOffsetVector counts from the first frame, or (first number not 0) from the patient's origin. */
function doseGrid(item: DicomItem) {
  const plane = slicePlane(item);
  const { columns, rows, frames } = pixelFormat(item);
  const normal = cross(plane.row, plane.column);
  const given = decimals(item, "GridFrameOffsetVector");
  const offsets = frames === 1 ? [0, sliceThickness(item, given)] : given;
  if (frames > 1 && given.length !== frames)
    throw new InputError(
      `${item.file}: ${attributeName("GridFrameOffsetVector")} holds ${given.length} numbers for ${frames} frames`,
    );
  const step = (offsets.at(-1)! - offsets[0]!) / (offsets.length - 1);
  const uneven = offsets.some((mm, i) => Math.abs(mm - offsets[0]! - i * step) > 0.01);
  if (step === 0 || uneven)
    throw new InputError(
      `${item.file}: ${attributeName("GridFrameOffsetVector")} is no even row of positions`,
    );
  const reversed = step < 0;
  const lowest: Triple = reversed
    ? plus(plane.positionMm, scaled(normal, step * (frames - 1)))
    : plane.positionMm;
  const size: Triple = [columns, rows, frames];
  const spacingMm: Triple = [plane.spacingMm[0], plane.spacingMm[1], Math.abs(step)];
  const axes: [Triple, Triple, Triple] = [plane.row, plane.column, normal];
  return { grid: { size, spacingMm, originMm: lowest, axes }, reversed };
}

/** A single frame has no neighbour: its thickness is stated, or read from leftover offsets. */
function sliceThickness(item: DicomItem, offsets: readonly number[]): number {
  const stated = decimals(item, "SliceThickness")[0];
  const mm = stated || (offsets.length > 1 ? offsets[1]! - offsets[0]! : 0);
  if (mm === 0)
    throw new InputError(
      `${item.file}: ${attributeName("SliceThickness")} of the single frame is missing`,
    );
  return Math.abs(mm);
}
