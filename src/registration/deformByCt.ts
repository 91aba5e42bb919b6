import type { Gpu } from "../gpu/gpu";
import { jacobianDeterminants, summaryOfDeterminants } from "../volume/deformationField";
import { type Grid, voxelCount } from "../volume/grid";
import { linearSampler } from "../volume/interpolation";
import {
  apply,
  determinantOf,
  IDENTITY,
  invertTransform,
  type LinearTransform,
  pointMover,
  voxelMatrix,
} from "../volume/transform";
import { partOf, type Work } from "../work";
import type { Smoothness } from "./deformation";
import { fieldOn, type TissueDeformation } from "./deformedMap";
import type { RegistrationImage } from "./pyramid";
import { registerDeformable, SMOOTHNESS } from "./registerDeformable";

/** A field finer than half of what an emission image resolves tells nothing more about activities. */
const FINEST_MM = 4;
/** CT numbers of the patient, lungs included; the air around has nothing to say about tissue. */
const PATIENT_HU = -950;

/** Between days organs move little beyond the linear map, and a false motion costs more than a missed one: the field's smoothing outweighs more. */
const STIFF: Smoothness = { ...SMOOTHNESS, gain: 1 };

/** What tissue does beyond the linear alignment `start` of two CTs of one patient, by their local correlation. */
export async function deformByCt(
  gpu: Gpu,
  images: { readonly fixed: RegistrationImage; readonly moving: RegistrationImage },
  start: LinearTransform,
  work: Work,
): Promise<TissueDeformation> {
  const { transform } = await registerDeformable(
    gpu,
    { ...images, start, metric: "lncc", smoothness: STIFF, finestMm: FINEST_MM },
    partOf(work, 0, 0.9),
  );
  const whole = pointMover(transform);
  const back = pointMover(invertTransform(start));
  const residual = await fieldOn(transform.grid, (p) => back(whole(p)), partOf(work, 0.9, 1));
  const linear = Math.abs(determinantOf(start));
  const determinants = jacobianDeterminants(residual).map((d) => d * linear);
  const jacobian = summaryOfDeterminants(determinants, patientOn(residual.grid, images.fixed));
  return { residual, jacobian };
}

/** Near the end of the images nothing holds the field. */
const BORDER_VOXELS = 3;

/** 1 for the voxels of a grid whose middle lies in the patient of a CT, and not at the border of the grid. */
function patientOn(grid: Grid, { volume: ct, outside }: RegistrationImage): Uint8Array {
  const inside = new Uint8Array(voxelCount(grid));
  const sample = linearSampler(ct, outside);
  const map = voxelMatrix(grid, IDENTITY, ct.grid);
  const [nx, ny, nz] = grid.size;
  const b = BORDER_VOXELS;
  for (let k = b; k < nz - b; k++)
    for (let j = b; j < ny - b; j++)
      for (let i = b; i < nx - b; i++)
        if (sample(...apply(map, [i, j, k])) > PATIENT_HU) inside[i + nx * (j + ny * k)] = 1;
  return inside;
}
