import { join } from "node:path";
import { readNifti } from "../formats/nifti/read";
import { readItkTransform } from "../formats/transforms/itkText";
import { readTransformJson } from "../formats/transforms/json";
import { InputError } from "../inputError";
import { sameGrid } from "../volume/grid";
import type { DisplacementTransform, LinearTransform, Transform } from "../volume/transform";
import type { Io } from "./io";

/** Files of a displacement field below its folder, one a component: mm along the patient's x, y and z (LPS), fixed → moving. */
export const DISPLACEMENT_FILES = ["x", "y", "z"].map((axis) => `displacement_${axis}.nii.gz`);

/** A linear transform from transform.json or ITK's text. */
export async function readLinear(io: Io, path: string): Promise<LinearTransform> {
  const text = new TextDecoder().decode(await io.readFile(path));
  return path.toLowerCase().endsWith(".json")
    ? readTransformJson(text, path)
    : readItkTransform(text, path);
}

/** A transform of any kind: a file for a linear one, the folder that `gyre register` wrote for a displacement field. */
export const readTransform = (io: Io, path: string): Promise<Transform> =>
  /\.(json|tfm|txt|mat)$/i.test(path) ? readLinear(io, path) : readDisplacement(io, path);

async function readDisplacement(io: Io, folder: string): Promise<DisplacementTransform> {
  const parts = [];
  for (const name of DISPLACEMENT_FILES) {
    const path = join(folder, name);
    parts.push({ path, ...readNifti(await io.readFile(path), path) });
  }
  const [x, y, z] = parts as [Part, Part, Part];
  for (const { path, grid } of [y, z])
    if (!sameGrid(x.grid, grid))
      throw new InputError(`${path}: lies on another grid than ${x.path}; expected the same`);
  return { kind: "displacement", grid: x.grid, fieldMm: [x.values, y.values, z.values] };
}

type Part = ReturnType<typeof readNifti> & { readonly path: string };
