import { NIFTI1 } from "nifti-reader-js";
import { InputError } from "../../inputError";
import type { Grid } from "../../volume/grid";
import { gunzip, isGzip } from "../gunzip";
import { type NiftiHeader, niftiHeader } from "./header";
import { gridFromRas } from "./orientation";

/** One NIfTI volume as the program sees it: patient space is LPS, values are scaled. */
export interface NiftiVolume {
  readonly grid: Grid;
  /** x fastest, `scl_slope` and `scl_inter` applied. NIfTI names no unit: the one who gives the file must. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly description: string;
  /** What was assumed or contradicts itself, as sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * Reads a .nii or .nii.gz file (NIfTI-1 or NIfTI-2, integers and floats of any size and byte order).
 *
 * @throws InputError naming the file, the field, what was expected and what came.
 */
export function readNifti(bytes: Uint8Array, fileName: string): NiftiVolume {
  const content = isGzip(bytes) ? gunzip(bytes, fileName, MAX_BYTES) : bytes;
  const header = niftiHeader(content, fileName);
  const grid = gridFromRas(header.ras, header.size, fileName);
  const values = voxelValues(content, header, fileName);
  refuseNonFinite(values, fileName);
  return { grid, values, description: header.description, notes: header.notes };
}

const MAX_BYTES = 2 ** 32;

interface Datatype {
  readonly bits: number;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

const DATATYPES: ReadonlyMap<number, Datatype> = new Map([
  [NIFTI1.TYPE_UINT8, { bits: 8, read: (view, at) => view.getUint8(at) }],
  [NIFTI1.TYPE_INT8, { bits: 8, read: (view, at) => view.getInt8(at) }],
  [NIFTI1.TYPE_INT16, { bits: 16, read: (view, at, little) => view.getInt16(at, little) }],
  [NIFTI1.TYPE_UINT16, { bits: 16, read: (view, at, little) => view.getUint16(at, little) }],
  [NIFTI1.TYPE_INT32, { bits: 32, read: (view, at, little) => view.getInt32(at, little) }],
  [NIFTI1.TYPE_UINT32, { bits: 32, read: (view, at, little) => view.getUint32(at, little) }],
  [NIFTI1.TYPE_FLOAT32, { bits: 32, read: (view, at, little) => view.getFloat32(at, little) }],
  [NIFTI1.TYPE_FLOAT64, { bits: 64, read: (view, at, little) => view.getFloat64(at, little) }],
  [
    NIFTI1.TYPE_INT64,
    { bits: 64, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  ],
  [
    NIFTI1.TYPE_UINT64,
    { bits: 64, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  ],
] satisfies [number, Datatype][]);

function voxelValues(content: Uint8Array, header: NiftiHeader, fileName: string) {
  const datatype = DATATYPES.get(header.datatype);
  if (!datatype || datatype.bits !== header.bitsPerVoxel)
    throw new InputError(
      `${fileName}: datatype ${header.datatype} of ${header.bitsPerVoxel} bits is not read; expected integers of 8 to 64 bits or floats of 32 or 64`,
    );
  const { voxelOffset, slope, intercept, littleEndian } = header;
  const [nx, ny, nz] = header.size;
  const count = nx * ny * nz;
  const step = datatype.bits / 8;
  const available = content.length - voxelOffset;
  if (!Number.isInteger(voxelOffset) || voxelOffset < MIN_VOXEL_OFFSET || available < count * step)
    throw new InputError(
      `${fileName}: ${nx} × ${ny} × ${nz} voxels of ${step} bytes from byte ${voxelOffset} on need ${count * step} bytes; the file has ${Math.max(0, available)}`,
    );
  const view = new DataView(content.buffer, content.byteOffset + voxelOffset, count * step);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++)
    values[i] = datatype.read(view, i * step, littleEndian) * slope + intercept;
  return values;
}

const MIN_VOXEL_OFFSET = 348;

function refuseNonFinite(values: Float32Array, fileName: string): void {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) count++;
  if (count > 0)
    throw new InputError(
      `${fileName}: ${count} of ${values.length} voxels are not a number or infinite`,
    );
}

/** True for the names that `readNifti` reads. */
export const isNiftiName = (name: string): boolean => /\.nii(\.gz)?$/i.test(name);
