import { InputError } from "../../inputError";
import { type Grid, type Triple, voxelCount } from "../../volume/grid";
import type { Mask } from "../../volume/mask";
import { maskInBox } from "../../volume/maskInBox";
import type { DicomItem } from "./dicomFile";
import { cross, dot, length, minus, orientation, plus, scaled } from "./geometry";
import { isRle, sampleBytes } from "./pixels";
import { attributeName, type Keyword } from "./tags";
import {
  decimal,
  items,
  missing,
  requiredDecimals,
  requiredShort,
  requiredText,
  shorts,
  text,
  texts,
} from "./values";

/** A DICOM segmentation (SEG): regions as masks on the grid that its frames span. */
export interface Segmentation {
  readonly label: string;
  readonly frameOfReferenceUid: string | undefined;
  readonly referencedSeriesUids: readonly string[];
  readonly grid: Grid;
  readonly segments: readonly Segment[];
  readonly notes: readonly string[];
}

export interface Segment {
  readonly number: number;
  readonly name: string;
  readonly mask: Mask;
}

/** One frame: which slice of which segment. */
interface SegmentFrame {
  readonly segment: number;
  readonly positionMm: Triple;
}

const MAX_VOXELS = 2 ** 29;
const ON_LATTICE = 0.1; // of the slice distance

/**
 * The segments of a binary or fractional SEG. Frames may be sparse, in any order and overlap between segments. An
 * occupancy is the fraction of a voxel; a probability makes a voxel whole from one half on.
 *
 * @throws InputError for frames off a common lattice, two frames of one segment in one place, and other compressions than RLE.
 */
export function segmentation(item: DicomItem): Segmentation {
  const shared = items(item, "SharedFunctionalGroupsSequence")[0];
  const frames = items(item, "PerFrameFunctionalGroupsSequence").map((frame) =>
    segmentFrame(frame, shared),
  );
  if (frames.length === 0) throw missing(item, "PerFrameFunctionalGroupsSequence");
  const { grid, sliceOf } = lattice(item, frames, shared);
  const fractionsOf = frameReader(item, frames.length, grid.size[0] * grid.size[1]);
  const segments = items(item, "SegmentSequence").map((segment): Segment => {
    const number = requiredShort(segment, "SegmentNumber");
    const own = frames.flatMap((frame, n) =>
      frame.segment === number ? [{ n, k: sliceOf(frame) }] : [],
    );
    const mask = segmentMask(grid, own, fractionsOf, `${item.file}: segment ${number}`);
    return { number, name: text(segment, "SegmentLabel") ?? `segment ${number}`, mask };
  });
  const isProbability = text(item, "SegmentationFractionalType") === "PROBABILITY";
  return {
    label: text(item, "SeriesDescription") ?? "",
    frameOfReferenceUid: text(item, "FrameOfReferenceUID"),
    referencedSeriesUids: items(item, "ReferencedSeriesSequence").flatMap((series) =>
      texts(series, "SeriesInstanceUID"),
    ),
    grid,
    segments,
    notes: isProbability
      ? [`${item.file}: states probabilities; voxels of at least one half belong to the segment.`]
      : [],
  };
}

/** The item of a functional group: of the frame itself, or shared by all. */
function group(frame: DicomItem, shared: DicomItem | undefined, keyword: Keyword): DicomItem {
  const found = items(frame, keyword)[0] ?? (shared && items(shared, keyword)[0]);
  if (!found) throw missing(frame, keyword);
  return found;
}

const segmentFrame = (frame: DicomItem, shared: DicomItem | undefined): SegmentFrame => ({
  segment: requiredShort(
    group(frame, shared, "SegmentIdentificationSequence"),
    "ReferencedSegmentNumber",
  ),
  positionMm: requiredDecimals(
    group(frame, shared, "PlanePositionSequence"),
    "ImagePositionPatient",
    3,
  ) as unknown as Triple,
});

/** The lattice from the lowest to the highest frame; slices without a frame are empty. */
function lattice(item: DicomItem, frames: readonly SegmentFrame[], shared: DicomItem | undefined) {
  const firstFrame = items(item, "PerFrameFunctionalGroupsSequence")[0]!;
  const [row, column] = orientation(group(firstFrame, shared, "PlaneOrientationSequence"));
  const measures = group(firstFrame, shared, "PixelMeasuresSequence");
  const [alongColumn, alongRow] = requiredDecimals(measures, "PixelSpacing", 2) as [number, number];
  const normal = cross(row, column);
  const heights = frames.map(({ positionMm }) => dot(positionMm, normal)).sort((a, b) => a - b);
  const gaps = heights.slice(1).map((mm, i) => mm - heights[i]!);
  const smallest = gaps.reduce(
    (least, gap) => (gap > 0.01 ? Math.min(least, gap) : least),
    Infinity,
  );
  const stated = decimal(measures, "SpacingBetweenSlices") ?? decimal(measures, "SliceThickness");
  const step = Math.abs(stated ?? smallest);
  if (!(alongColumn > 0 && alongRow > 0 && step > 0 && Number.isFinite(step)))
    throw new InputError(
      `${item.file}: ${attributeName("PixelSpacing")} or the distance of its slices is not above 0`,
    );
  const lowest = heights[0]!;
  const first = frames.find(({ positionMm }) => dot(positionMm, normal) === lowest)!.positionMm;
  const sliceOf = ({ positionMm }: SegmentFrame): number => {
    const k = (dot(positionMm, normal) - lowest) / step;
    const offPlane = minus(positionMm, plus(first, scaled(normal, k * step)));
    if (Math.abs(k - Math.round(k)) > ON_LATTICE || length(offPlane) > ON_LATTICE * alongRow)
      throw new InputError(
        `${item.file}: a frame at ${positionMm.join(", ")} mm lies off the lattice of ${step} mm`,
      );
    return Math.round(k);
  };
  const slices = Math.round((heights.at(-1)! - lowest) / step) + 1;
  const grid: Grid = {
    size: [requiredShort(item, "Columns"), requiredShort(item, "Rows"), slices],
    spacingMm: [alongRow, alongColumn, step],
    originMm: first,
    axes: [row, column, normal],
  };
  if (voxelCount(grid) === 0 || voxelCount(grid) > MAX_VOXELS)
    throw new InputError(
      `${item.file}: ${grid.size.join(" × ")} voxels are impossible or too many`,
    );
  return { grid, sliceOf };
}

/** Reads fractions 0..1 of one frame into `target`. */
type FrameReader = (frame: number, target: Float32Array) => void;

/** Bits run on across frames, the lowest first, except that RLE packs each frame on its own. */
function frameReader(item: DicomItem, frames: number, pixels: number): FrameReader {
  const type = requiredText(item, "SegmentationType");
  const bits = requiredShort(item, "BitsAllocated");
  if (type === "BINARY" && bits === 1) {
    const frameBits = isRle(item) ? 8 * Math.ceil(pixels / 8) : pixels;
    const bytes = isRle(item)
      ? sampleBytes(item, { frames, samplesPerFrame: frameBits / 8, bytesPerSample: 1 })
      : sampleBytes(item, {
          frames: 1,
          samplesPerFrame: Math.ceil((frames * pixels) / 8),
          bytesPerSample: 1,
        });
    return (frame, target) => {
      for (let i = 0, bit = frame * frameBits; i < pixels; i++, bit++)
        target[i] = (bytes[bit >> 3]! >> (bit & 7)) & 1;
    };
  }
  if ((type !== "FRACTIONAL" && type !== "BINARY") || bits !== 8)
    throw new InputError(
      `${item.file}: ${attributeName("SegmentationType")} ${type} with ${bits} bits is not read; expected BINARY or FRACTIONAL`,
    );
  const bytes = sampleBytes(item, { frames, samplesPerFrame: pixels, bytesPerSample: 1 });
  const full = type === "BINARY" ? 1 : (shorts(item, "MaximumFractionalValue")[0] ?? 255);
  const isProbability = text(item, "SegmentationFractionalType") === "PROBABILITY";
  return (frame, target) => {
    for (let i = 0; i < pixels; i++) {
      const fraction = Math.min(1, bytes[frame * pixels + i]! / full);
      target[i] = isProbability ? Number(fraction >= 0.5) : fraction;
    }
  };
}

function segmentMask(
  grid: Grid,
  frames: readonly { readonly n: number; readonly k: number }[],
  fractionsOf: FrameReader,
  what: string,
): Mask {
  const slices = frames.map(({ k }) => k);
  if (new Set(slices).size !== slices.length)
    throw new InputError(`${what} has two frames in one place`);
  const [nx, ny] = grid.size;
  const first = frames.length === 0 ? 0 : Math.min(...slices);
  const count = frames.length === 0 ? 0 : Math.max(...slices) - first + 1;
  const values = new Float32Array(nx * ny * count);
  for (const { n, k } of frames) {
    const at = (k - first) * nx * ny;
    fractionsOf(n, values.subarray(at, at + nx * ny));
  }
  return maskInBox(grid, { origin: [0, 0, first], size: [nx, ny, count] }, values);
}
