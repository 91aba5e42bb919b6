import { isNIFTI1, isNIFTI2, NIFTI1, NIFTI2 } from "nifti-reader-js";
import { InputError } from "../../inputError";
import type { Triple } from "../../volume/grid";
import { largestDifferenceMm, type RasRows, rasFromQuaternion } from "./orientation";

/** What the first bytes of a NIfTI file say, checked. */
export interface NiftiHeader {
  readonly size: Triple;
  readonly datatype: number;
  readonly bitsPerVoxel: number;
  readonly littleEndian: boolean;
  readonly voxelOffset: number;
  /** value = stored · slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  readonly ras: RasRows;
  readonly description: string;
  /** What a reader of the numbers should know: units that were assumed, matrices that contradict each other. */
  readonly notes: readonly string[];
}

/** Bytes to hand to `niftiHeader`: enough for NIfTI-1 and NIfTI-2. */
export const HEADER_BYTES = 544;
/** More voxels than this are a damaged header rather than a scan. */
const MAX_VOXELS = 2 ** 29;

/**
 * The header of a NIfTI-1 or NIfTI-2 file.
 *
 * @throws InputError naming the file and the field: not NIfTI, a header without its image, more than one volume, no place in space.
 */
export function niftiHeader(bytes: Uint8Array, fileName: string): NiftiHeader {
  const header = parsed(bytes, fileName);
  const size = sizeOf(header, fileName);
  const { mmPerUnit, note } = unit(header.xyzt_units & NIFTI1.SPATIAL_UNITS_MASK, fileName);
  const { ras, notes } = placeInSpace(header, bytes, size, mmPerUnit, fileName);
  const { scl_slope: stored, scl_inter: intercept } = header;
  if (!Number.isFinite(stored) || !Number.isFinite(intercept))
    throw new InputError(
      `${fileName}: scl_slope ${stored} and scl_inter ${intercept}; expected two numbers`,
    );
  return {
    size,
    datatype: header.datatypeCode,
    bitsPerVoxel: header.numBitsPerVoxel,
    littleEndian: header.littleEndian,
    voxelOffset: header.vox_offset,
    // The standard: a slope of 0 means that the values are not scaled at all.
    slope: stored === 0 ? 1 : stored,
    intercept: stored === 0 ? 0 : intercept,
    ras,
    description: header.description.replace(/\0.*$/s, "").trim(),
    notes: note === undefined ? notes : [note, ...notes],
  };
}

function parsed(bytes: Uint8Array, fileName: string): NIFTI1 | NIFTI2 {
  const start = Uint8Array.from(bytes.subarray(0, HEADER_BYTES)).buffer;
  if (isNIFTI1(start, true) && !isNIFTI1(start))
    throw new InputError(
      `${fileName}: a header whose image lies in another file (.hdr/.img); expected one .nii or .nii.gz`,
    );
  const second = isNIFTI2(start);
  if ((!isNIFTI1(start) && !second) || (second && start.byteLength < HEADER_BYTES))
    throw new InputError(`${fileName}: not a NIfTI file (no "n+1" or "n+2" where it belongs)`);
  const header = second ? new NIFTI2() : new NIFTI1();
  try {
    // Extensions are not read: their bytes lie after the header and before the voxels.
    header.readHeader(start.slice(0, second ? NIFTI2.MAGIC_COOKIE : NIFTI1.MAGIC_COOKIE));
  } catch {
    throw new InputError(`${fileName}: not a NIfTI file (its header states another length)`);
  }
  return header;
}

function sizeOf({ dims }: NIFTI1 | NIFTI2, fileName: string): Triple {
  const [rank = 0, ...rest] = dims;
  if (!(rank >= 1 && rank <= 7))
    throw new InputError(`${fileName}: dim[0] is ${rank}; expected 1 to 7`);
  const sizes = rest.map((n, axis) => (axis < rank ? n : 1));
  const size = sizes.slice(0, 3) as unknown as Triple;
  if (!size.every((n) => Number.isInteger(n) && n >= 1))
    throw new InputError(
      `${fileName}: dim is ${size.join(" × ")}; expected voxels along each axis`,
    );
  const volumes = sizes.slice(3).reduce((product, n) => product * n, 1);
  if (volumes !== 1)
    throw new InputError(
      `${fileName}: holds ${volumes} volumes (dim ${sizes.slice(0, rank).join(" × ")}); expected one`,
    );
  if (size[0] * size[1] * size[2] > MAX_VOXELS)
    throw new InputError(`${fileName}: ${size.join(" × ")} voxels are more than ${MAX_VOXELS}`);
  return size;
}

function unit(code: number, fileName: string): { mmPerUnit: number; note?: string } {
  if (code === NIFTI1.UNITS_MM) return { mmPerUnit: 1 };
  if (code === NIFTI1.UNITS_METER) return { mmPerUnit: 1000 };
  if (code === NIFTI1.UNITS_MICRON) return { mmPerUnit: 0.001 };
  if (code === NIFTI1.UNITS_UNKNOWN)
    return { mmPerUnit: 1, note: `${fileName}: states no unit of length; read as mm` };
  throw new InputError(
    `${fileName}: xyzt_units states the unit of length ${code}; expected 1 (m), 2 (mm) or 3 (µm)`,
  );
}

/** The sform when there is one (quaternions in f32 are off by up to 1e-3 mm), else the qform. */
function placeInSpace(
  header: NIFTI1 | NIFTI2,
  bytes: Uint8Array,
  size: Triple,
  mmPerUnit: number,
  fileName: string,
): { ras: RasRows; notes: readonly string[] } {
  const sform = header.sform_code > 0 ? inMm(sformRows(header, bytes), mmPerUnit) : undefined;
  const qform = header.qform_code > 0 ? inMm(qformRows(header), mmPerUnit) : undefined;
  const ras = sform ?? qform;
  if (!ras)
    throw new InputError(
      `${fileName}: neither sform_code nor qform_code is set, so the volume has no place in the patient`,
    );
  if (!ras.flat().every(Number.isFinite))
    throw new InputError(`${fileName}: its ${sform ? "sform" : "qform"} holds no numbers`);
  const difference = sform && qform ? largestDifferenceMm(sform, qform, size) : 0;
  const notes = [];
  // Not "> 0.1": a broken qform gives NaN, and that is a contradiction too.
  if (!(difference <= MAX_CONTRADICTION_MM))
    notes.push(
      `${fileName}: sform and qform place the volume ${difference.toFixed(1)} mm apart; the sform was used`,
    );
  return { ras, notes };
}

const MAX_CONTRADICTION_MM = 0.1;

/** The package keeps the sform only when its code is not below the qform's, so the rows are taken from the bytes. */
function sformRows(header: NIFTI1 | NIFTI2, bytes: Uint8Array): RasRows {
  if (header instanceof NIFTI2) return header.affine.slice(0, 3) as unknown as RasRows;
  const view = new DataView(bytes.buffer, bytes.byteOffset + SFORM_OFFSET, 48);
  const row = (r: number) =>
    [0, 4, 8, 12].map((c) => view.getFloat32(16 * r + c, header.littleEndian));
  return [row(0), row(1), row(2)] as unknown as RasRows;
}

const SFORM_OFFSET = 280;

function qformRows(header: NIFTI1 | NIFTI2): RasRows {
  const { quatern_b: b, quatern_c: c, quatern_d: d, pixDims } = header;
  return rasFromQuaternion(
    { b, c, d, qfac: pixDims[0]! < 0 ? -1 : 1 },
    pixDims.slice(1, 4) as unknown as Triple,
    [header.qoffset_x, header.qoffset_y, header.qoffset_z],
  );
}

const inMm = (rows: RasRows, mmPerUnit: number): RasRows =>
  rows.map((row) => row.map((value) => value * mmPerUnit)) as unknown as RasRows;
