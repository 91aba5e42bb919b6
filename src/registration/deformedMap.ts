import {
  clampedSampler,
  displacementInverter,
  type JacobianSummary,
} from "../volume/deformationField";
import { type Grid, type Triple, toPatientMm, toVoxel, voxelCount } from "../volume/grid";
import {
  apply,
  type DisplacementTransform,
  invertTransform,
  type LinearTransform,
  type PointMap,
  pointMover,
  type Transform,
} from "../volume/transform";
import { pauser, type Work } from "../work";

/** What tissue does beyond a linear map. */
export interface TissueDeformation {
  /** u of x → transform(x + u(x)), in the reference's space; beyond its grid the border's displacement holds. */
  readonly residual: DisplacementTransform;
  /** Volume of the scan's tissue in a unit of the reference's, over the patient: of the linear map and the residual together. */
  readonly jacobian: JacobianSummary;
}

/** A linear map, and what tissue does beyond it: reference → scan. */
export interface TissueMap {
  readonly transform: LinearTransform;
  readonly deformation?: TissueDeformation;
}

/** Where a point of the reference is found in the scan, patient mm. */
export function toScan({ transform, deformation }: TissueMap): PointMap {
  if (!deformation) return pointMover(transform);
  const { grid, fieldMm } = deformation.residual;
  const [x, y, z] = fieldMm.map((values) => clampedSampler(grid, values)) as [
    Sampler,
    Sampler,
    Sampler,
  ];
  return (pointMm) => {
    const voxel = toVoxel(grid, pointMm);
    return apply(transform.matrix, [
      pointMm[0] + x(...voxel),
      pointMm[1] + y(...voxel),
      pointMm[2] + z(...voxel),
    ]);
  };
}

type Sampler = ReturnType<typeof clampedSampler>;

/** Where a point of the scan came from in the reference, patient mm. */
export function toReference({ transform, deformation }: TissueMap): PointMap {
  const back = pointMover(invertTransform(transform));
  if (!deformation) return back;
  const { grid } = deformation.residual;
  const inverse = displacementInverter(deformation.residual);
  return (pointMm) => {
    const [x, y, z] = back(pointMm);
    const { shiftMm } = inverse(toVoxel(grid, [x, y, z]));
    return [x + shiftMm[0], y + shiftMm[1], z + shiftMm[2]];
  };
}

/** Reference → scan for everything on `grid` (of the reference): the linear transform itself, or one field. */
export const scanSeenFrom = (map: TissueMap, grid: Grid, work: Work): Promise<Transform> =>
  map.deformation ? fieldOn(grid, toScan(map), work) : Promise.resolve(map.transform);

/** Scan → reference for everything on `grid` (of the scan). */
export const referenceSeenFrom = (map: TissueMap, grid: Grid, work: Work): Promise<Transform> =>
  map.deformation
    ? fieldOn(grid, toReference(map), work)
    : Promise.resolve(invertTransform(map.transform));

/** A map of points as a displacement of every voxel of a grid. */
export async function fieldOn(
  grid: Grid,
  map: PointMap,
  work: Work,
): Promise<DisplacementTransform> {
  const count = voxelCount(grid);
  const fieldMm: DisplacementTransform["fieldMm"] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  const pause = pauser(work);
  const [nx, ny, nz] = grid.size;
  for (let k = 0, at = 0; k < nz; k++) {
    work.report("Following the deformation", k / nz);
    for (let j = 0; j < ny; j++) {
      await pause();
      for (let i = 0; i < nx; i++, at++) {
        const here: Triple = toPatientMm(grid, [i, j, k]);
        const there = map(here);
        for (const [c, values] of fieldMm.entries()) values[at] = there[c]! - here[c]!;
      }
    }
  }
  return { kind: "displacement", grid, fieldMm };
}
