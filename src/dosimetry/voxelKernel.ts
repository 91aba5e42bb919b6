import type { PointKernel } from "../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../physics/units";
import type { Triple } from "../volume/grid";
import { energyDensity } from "./energyDensity";
import { splatNearBlock } from "./nearBlock";
import { radialEnergy, radiusHolding } from "./radialEnergy";

/** Mean dose to a voxel per decay spread evenly over another: the voxel S value, for every offset between them. */
export interface VoxelKernel {
  readonly spacingMm: Triple;
  readonly densityGPerCm3: number;
  /** Voxels of the stored octant along each axis, offset 0 included; the other octants are its mirror images. */
  readonly size: Triple;
  /** x fastest. */
  readonly valuesGyPerDecay: Float64Array<ArrayBuffer>;
}

export interface VoxelKernelShape {
  readonly spacingMm: Triple;
  readonly densityGPerCm3: number;
  /** Largest offset along each axis, in voxels. */
  readonly half: Triple;
}

/** Offsets up to this many of the largest spacing are voxelised by energy packets; all of them for a kernel that ends within 12. */
const NEAR_SPACINGS = 4;
const NEAR_LIMIT_VOXELS = 16;
const ENDS_AT_SHARE = 0.999999;
/** Up to here the hat is integrated by 27 points; beyond, the kernel is flat over it (1/r2: 1e-3). */
const FAR_SPACINGS = 12;
/** Three points that integrate the hat function of a voxel pair up to the fifth power: 0 and ±√0.4 spacings. */
const HAT_NODE = Math.sqrt(0.4);
const HAT_WEIGHTS = [7 / 12, 5 / 24] as const;

/**
 * Voxel S values of any spacing from a point kernel. Averaging over source and target voxel weighs the energy at offset t with a hat
 * function along each axis, so that near the source every energy packet is shared out trilinearly over the eight offsets around it
 * (which conserves energy and needs no care at r = 0); farther out the hat is integrated by a product rule.
 * Source: Bolch et al., MIRD Pamphlet No. 17, J Nucl Med 40 (1999) 11S, for what S values are.
 */
export function voxelKernel(kernel: PointKernel, shape: VoxelKernelShape): VoxelKernel {
  const { spacingMm, densityGPerCm3, half } = shape;
  const size: Triple = [half[0] + 1, half[1] + 1, half[2] + 1];
  const energy = radialEnergy(kernel);
  const energyMeV = new Float64Array(size[0] * size[1] * size[2]);
  const endMm = radiusHolding(kernel, ENDS_AT_SHARE) / densityGPerCm3;
  const near = nearHalf(spacingMm, half, endMm);
  fillFar(energyMeV, size, spacingMm, near, energyDensity(energy, densityGPerCm3));
  splatNearBlock(energyMeV, size, { spacingMm, densityGPerCm3, half: near, energy });
  const massKg =
    densityGPerCm3 *
    G_PER_CM3_TO_KG_PER_M3 *
    spacingMm[0] *
    spacingMm[1] *
    spacingMm[2] *
    MM3_TO_M3;
  const gyPerMeV = MEV_TO_J / massKg;
  for (let at = 0; at < energyMeV.length; at++) energyMeV[at]! *= gyPerMeV;
  return { spacingMm, densityGPerCm3, size, valuesGyPerDecay: energyMeV };
}

/** How often an octant's voxel occurs in the whole kernel: 1 for the self voxel, 8 off all planes. */
export const multiplicity = (i: number, j: number, k: number): number =>
  (i > 0 ? 2 : 1) * (j > 0 ? 2 : 1) * (k > 0 ? 2 : 1);

function nearHalf(spacingMm: Triple, half: Triple, endMm: number): Triple {
  const largestMm = Math.max(...spacingMm);
  const reachMm = largestMm * (endMm < FAR_SPACINGS * largestMm ? FAR_SPACINGS : NEAR_SPACINGS);
  const along = (axis: 0 | 1 | 2) =>
    Math.min(half[axis], NEAR_LIMIT_VOXELS, Math.ceil(reachMm / spacingMm[axis] - 1e-9));
  return [along(0), along(1), along(2)];
}

/** Energy in MeV of every voxel outside the near block. */
function fillFar(
  energyMeV: Float64Array,
  [nx, ny, nz]: Triple,
  spacingMm: Triple,
  near: Triple,
  densityAt: (radiusMm: number) => number,
): void {
  const [dx, dy, dz] = spacingMm;
  const volumeMm3 = dx * dy * dz;
  const productBelowMm2 = (FAR_SPACINGS * Math.max(...spacingMm)) ** 2;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const yz = (j * dy) ** 2 + (k * dz) ** 2;
      const rowIsNear = j <= near[1] && k <= near[2];
      for (let i = 0; i < nx; i++, at++) {
        if (rowIsNear && i <= near[0]) continue;
        const r2 = (i * dx) ** 2 + yz;
        energyMeV[at] =
          volumeMm3 *
          (r2 < productBelowMm2
            ? hatMean([i * dx, j * dy, k * dz], spacingMm, densityAt)
            : densityAt(Math.sqrt(r2)));
      }
    }
}

/** Mean over a voxel pair's hat of energy per volume, MeV/mm3, at an offset: the rule of voxels outside the near block. */
export function hatMean(
  offsetMm: Triple,
  spacingMm: Triple,
  densityAt: (radiusMm: number) => number,
): number {
  let sum = 0;
  for (let c = -1; c <= 1; c++)
    for (let b = -1; b <= 1; b++)
      for (let a = -1; a <= 1; a++) {
        const x = offsetMm[0] + a * HAT_NODE * spacingMm[0];
        const y = offsetMm[1] + b * HAT_NODE * spacingMm[1];
        const z = offsetMm[2] + c * HAT_NODE * spacingMm[2];
        const weight =
          HAT_WEIGHTS[Math.abs(a)]! * HAT_WEIGHTS[Math.abs(b)]! * HAT_WEIGHTS[Math.abs(c)]!;
        sum += weight * densityAt(Math.sqrt(x * x + y * y + z * z));
      }
  return sum;
}
