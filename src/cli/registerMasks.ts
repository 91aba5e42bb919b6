import { readNifti } from "../formats/nifti/read";
import { InputError } from "../inputError";
import type { RegistrationImage } from "../registration/pyramid";
import type { Grid } from "../volume/grid";
import { resample } from "../volume/resample";
import { IDENTITY } from "../volume/transform";
import { volume } from "../volume/volume";
import type { Io } from "./io";

/** The mask of a NIfTI file on the fixed image's grid, 0 or 1. @throws InputError when it is empty there. */
export async function maskOn(io: Io, path: string, grid: Grid): Promise<Float32Array> {
  const read = readNifti(await io.readFile(path), path);
  const sampling = { mode: "nearest", outside: 0 } as const;
  const { values } = resample(volume("fraction", read.grid, read.values), grid, IDENTITY, sampling);
  if (!values.some((value) => value > 0))
    throw new InputError(
      `${path}: no voxel above 0 lies in the fixed image; expected a mask of it`,
    );
  return values.map((value) => (value > 0 ? 1 : 0));
}

/** CT numbers above this are bone (and what is denser). */
const BONE_HU = 250;
/** Air in CT numbers, roughly: an image without any is no CT. */
const AIR_HU = -500;

/**
 * What a deformation leaves rigid, on the fixed image's grid: the mask of a file, the bone of a CT, or nothing.
 *
 * @throws InputError when both are asked for, there is no bone, or the fixed image is no CT.
 */
export async function rigidParts(
  io: Io,
  fixed: RegistrationImage & { readonly path: string },
  { mask, bone }: { readonly mask: string | undefined; readonly bone: boolean },
): Promise<Float32Array | undefined> {
  const { grid, values } = fixed.volume;
  if (mask !== undefined && bone)
    throw new InputError("gyre register: give --rigid-bone or --rigid-mask, not both");
  if (mask !== undefined) return maskOn(io, mask, grid);
  if (!bone) return undefined;
  if (!values.some((value) => value < AIR_HU))
    throw new InputError(
      `${fixed.path}: holds nothing below ${AIR_HU}; --rigid-bone expects a CT in Hounsfield units (--rigid-mask takes a mask of any image)`,
    );
  if (!values.some((value) => value > BONE_HU))
    throw new InputError(`${fixed.path}: --rigid-bone finds nothing above ${BONE_HU} HU`);
  return values.map((value) => (value > BONE_HU ? 1 : 0));
}
