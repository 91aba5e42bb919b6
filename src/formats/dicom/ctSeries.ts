import { InputError } from "../../inputError";
import type { Grid } from "../../volume/grid";
import { type Volume, volume } from "../../volume/volume";
import type { Work } from "../../work";
import { type DicomItem, parseDicomFile } from "./dicomFile";
import { acquisitionTime } from "./emissionFacts";
import { type SlicePlane, slicePlane, splitPhases, stackSlices } from "./geometry";
import { type DicomSource, refuseMixedPatients } from "./header";
import { compressionProblem, storedPixels } from "./pixels";
import { attributeName } from "./tags";
import { element, requiredDecimal, texts } from "./values";

/** One phase of a CT series: its slices in order, no pixel read yet. */
export interface CtPhase {
  readonly grid: Grid;
  readonly slices: readonly CtSlice[];
}

interface CtSlice {
  readonly source: DicomSource;
  readonly item: DicomItem;
  readonly plane: SlicePlane;
}

const AIR_HU = -1000;

/**
 * The phases of one CT series from its headers; localizers are left out, and a series of localizers only has no phase.
 *
 * @throws InputError for geometry that is no regular lattice and for compressed pixels.
 */
export function ctPhases(sources: readonly DicomSource[]): readonly CtPhase[] {
  refuseMixedPatients(sources);
  const slices = sources
    .filter(({ header }) => !texts(header.item, "ImageType").includes("LOCALIZER"))
    .map((source) => {
      const { item } = source.header;
      const problem = compressionProblem(item);
      if (problem) throw new InputError(problem);
      return { source, item, plane: slicePlane(item) };
    });
  const started = new Map(slices.map((slice) => [slice, acquisitionTime(slice.item)?.localS ?? 0]));
  const ordered = slices.toSorted((a, b) => started.get(a)! - started.get(b)!);
  return splitPhases(ordered).map(stackSlices);
}

/** Hounsfield units; pixels that only pad the round field of view to a square read as air. */
export async function readCtPhase(
  { grid, slices }: CtPhase,
  work: Work,
): Promise<Volume<"hounsfield">> {
  const ct = volume("hounsfield", grid);
  const perSlice = grid.size[0] * grid.size[1];
  for (const [k, { source, item }] of slices.entries()) {
    work.signal.throwIfAborted();
    work.report("Reading slices", k / slices.length);
    const { values } = storedPixels(parseDicomFile(await source.read(), item.file));
    if (values.length !== perSlice)
      throw new InputError(
        `${item.file}: ${values.length} pixels; expected one frame of ${perSlice}`,
      );
    const slope = requiredDecimal(item, "RescaleSlope");
    if (slope === 0) throw new InputError(`${item.file}: ${attributeName("RescaleSlope")} is 0`);
    const intercept = requiredDecimal(item, "RescaleIntercept");
    const [padFrom, padTo] = paddingRange(item);
    const target = ct.values.subarray(k * perSlice, (k + 1) * perSlice);
    for (let i = 0; i < perSlice; i++) {
      const stored = values[i]!;
      target[i] = stored >= padFrom && stored <= padTo ? AIR_HU : stored * slope + intercept;
    }
  }
  return ct;
}

/** The stored values that mean "no image here"; an empty range when the file names none. */
function paddingRange(item: DicomItem): readonly [from: number, to: number] {
  const padding = sample(item, "PixelPaddingValue");
  if (padding === undefined) return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const limit = sample(item, "PixelPaddingRangeLimit") ?? padding;
  return [Math.min(padding, limit), Math.max(padding, limit)];
}

/** A value in the representation of the pixels (US or SS). */
function sample(
  item: DicomItem,
  keyword: "PixelPaddingValue" | "PixelPaddingRangeLimit",
): number | undefined {
  const found = element(item, keyword);
  if (!found || found.length < 2) return undefined;
  const signed = item.dataSet.uint16("x00280103") === 1;
  return signed ? item.dataSet.int16(found.tag) : item.dataSet.uint16(found.tag);
}
