import { gzipSync } from "fflate";
import { NIFTI1 } from "nifti-reader-js";
import { NOTICE } from "../../notice";
import type { Grid } from "../../volume/grid";
import { quaternionOf, rasFromGrid } from "./orientation";

export interface NiftiWriting {
  /** Decides the packing: a name that ends in .gz is compressed. */
  readonly fileName: string;
  /** At most 79 Latin-1 letters; the rest is cut. */
  readonly description: string;
  /**
   * The step between neighbouring values (1 unless given). When all values are whole multiples of it that fit, they are stored as
   * 8- or 16-bit integers with this slope, else as float32. Give a power of two, so that multiples are exact.
   */
  readonly step?: number;
}

/** The bytes of a NIfTI-1 file: the same for the same volume, always (no time stamp). The notice stands in it as a comment (header extension of code 6). */
export function writeNifti(
  { grid, values }: { readonly grid: Grid; readonly values: Float32Array },
  { fileName, description, step = 1 }: NiftiWriting,
): Uint8Array<ArrayBuffer> {
  const storage = smallestStorage(values, step);
  const file = new Uint8Array(VOXEL_OFFSET + values.length * storage.bytes);
  const view = new DataView(file.buffer);
  writeHeader(view, grid, storage);
  writeNotice(view);
  for (let i = 0; i < Math.min(description.length, MAX_DESCRIPTION); i++)
    file[DESCRIPTION_OFFSET + i] = description.charCodeAt(i) & 255;
  for (let i = 0; i < values.length; i++)
    storage.write(view, VOXEL_OFFSET + i * storage.bytes, values[i]! / storage.slope);
  return fileName.toLowerCase().endsWith(".gz") ? gzipSync(file, { level: 9, mtime: 0 }) : file;
}

const EXTENSION_OFFSET = 352;
/** A multiple of 16, with 8 bytes for its size and code. */
const EXTENSION_BYTES = 16 * Math.ceil((8 + NOTICE.length) / 16);
const COMMENT_CODE = 6;
const VOXEL_OFFSET = EXTENSION_OFFSET + EXTENSION_BYTES;
const DESCRIPTION_OFFSET = 148;
const MAX_DESCRIPTION = 79;

interface Storage {
  readonly datatype: number;
  readonly bytes: number;
  readonly slope: number;
  readonly write: (view: DataView, at: number, value: number) => void;
}

function smallestStorage(values: Float32Array, step: number): Storage {
  let low = 0;
  let high = 0;
  let whole = true;
  for (let i = 0; i < values.length && whole; i++) {
    const multiple = values[i]! / step;
    whole = Number.isInteger(multiple);
    low = Math.min(low, multiple);
    high = Math.max(high, multiple);
  }
  if (whole && low >= 0 && high <= 255)
    return {
      datatype: NIFTI1.TYPE_UINT8,
      bytes: 1,
      slope: step,
      write: (view, at, value) => view.setUint8(at, value),
    };
  if (whole && low >= -32768 && high <= 32767)
    return {
      datatype: NIFTI1.TYPE_INT16,
      bytes: 2,
      slope: step,
      write: (view, at, value) => view.setInt16(at, value, true),
    };
  return {
    datatype: NIFTI1.TYPE_FLOAT32,
    bytes: 4,
    slope: 1,
    write: (view, at, value) => view.setFloat32(at, value, true),
  };
}

/** Field offsets as in nifti1.h; qform and sform say the same. */
function writeHeader(view: DataView, grid: Grid, { datatype, bytes, slope }: Storage): void {
  const { b, c, d, qfac } = quaternionOf(grid);
  const rows = rasFromGrid(grid);
  const f32 = (at: number, values: readonly number[]) =>
    values.forEach((value, i) => void view.setFloat32(at + 4 * i, value, true));
  const i16 = (at: number, values: readonly number[]) =>
    values.forEach((value, i) => void view.setInt16(at + 2 * i, value, true));
  view.setInt32(0, NIFTI1.MAGIC_COOKIE, true);
  i16(40, [3, ...grid.size, 1, 1, 1, 1]);
  i16(70, [datatype, 8 * bytes]);
  f32(76, [qfac, ...grid.spacingMm]);
  f32(108, [VOXEL_OFFSET, slope, 0]);
  view.setUint8(123, NIFTI1.UNITS_MM | NIFTI1.UNITS_SEC);
  i16(252, [NIFTI1.XFORM_SCANNER_ANAT, NIFTI1.XFORM_SCANNER_ANAT]);
  f32(256, [b, c, d, ...rows.map((row) => row[3])]);
  f32(280, rows.flat());
  [...NIFTI1.MAGIC_NUMBER, 0].forEach((byte, i) => void view.setUint8(344 + i, byte));
}

function writeNotice(view: DataView): void {
  view.setUint8(348, 1);
  view.setInt32(EXTENSION_OFFSET, EXTENSION_BYTES, true);
  view.setInt32(EXTENSION_OFFSET + 4, COMMENT_CODE, true);
  for (let i = 0; i < NOTICE.length; i++)
    view.setUint8(EXTENSION_OFFSET + 8 + i, NOTICE.charCodeAt(i));
}
