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

type Numbers = ArrayLike<number> | ArrayLike<bigint>;
interface Datatype {
  readonly bytes: number;
  readonly view: (buffer: ArrayBuffer) => Numbers;
}

const DATATYPES: ReadonlyMap<number, Datatype> = new Map([
  [NIFTI1.TYPE_UINT8, { bytes: 1, view: (buffer) => new Uint8Array(buffer) }],
  [NIFTI1.TYPE_INT8, { bytes: 1, view: (buffer) => new Int8Array(buffer) }],
  [NIFTI1.TYPE_INT16, { bytes: 2, view: (buffer) => new Int16Array(buffer) }],
  [NIFTI1.TYPE_UINT16, { bytes: 2, view: (buffer) => new Uint16Array(buffer) }],
  [NIFTI1.TYPE_INT32, { bytes: 4, view: (buffer) => new Int32Array(buffer) }],
  [NIFTI1.TYPE_UINT32, { bytes: 4, view: (buffer) => new Uint32Array(buffer) }],
  [NIFTI1.TYPE_FLOAT32, { bytes: 4, view: (buffer) => new Float32Array(buffer) }],
  [NIFTI1.TYPE_FLOAT64, { bytes: 8, view: (buffer) => new Float64Array(buffer) }],
  [NIFTI1.TYPE_INT64, { bytes: 8, view: (buffer) => new BigInt64Array(buffer) }],
  [NIFTI1.TYPE_UINT64, { bytes: 8, view: (buffer) => new BigUint64Array(buffer) }],
] satisfies [number, Datatype][]);

function voxelValues(content: Uint8Array, header: NiftiHeader, fileName: string) {
  const datatype = DATATYPES.get(header.datatype);
  if (!datatype || 8 * datatype.bytes !== header.bitsPerVoxel)
    throw new InputError(
      `${fileName}: datatype ${header.datatype} of ${header.bitsPerVoxel} bits is not read; expected integers of 8 to 64 bits or floats of 32 or 64`,
    );
  const { voxelOffset, slope, intercept, littleEndian } = header;
  const [nx, ny, nz] = header.size;
  const count = nx * ny * nz;
  const length = count * datatype.bytes;
  const available = content.length - voxelOffset;
  if (!Number.isInteger(voxelOffset) || voxelOffset < MIN_VOXEL_OFFSET || available < length)
    throw new InputError(
      `${fileName}: ${nx} × ${ny} × ${nz} voxels of ${datatype.bytes} bytes from byte ${voxelOffset} on need ${length} bytes; the file has ${Math.max(0, available)}`,
    );
  const bytes = content.slice(voxelOffset, voxelOffset + length);
  if (!littleEndian) swapEachNumber(bytes, datatype.bytes);
  const stored = datatype.view(bytes.buffer);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = Number(stored[i]!) * slope + intercept;
  return values;
}

/** Typed arrays read in the order of the machine, which is little-endian wherever WebGPU runs. */
function swapEachNumber(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
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
