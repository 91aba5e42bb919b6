import type { PointKernel } from "../physics/pointKernel";
import type { Triple } from "../volume/grid";
import { quietWork, type Work } from "../work";
import { voxelKernel } from "./voxelKernel";

/** Voxel kernels of one nuclide in media of many densities, one octant after the other. */
export interface MassPathTable {
  readonly octantSize: Triple;
  readonly firstLogDensity: number;
  readonly logDensityStep: number;
  readonly densities: number;
  readonly valuesGyPerDecay: Float64Array;
}

/** From the thinnest lung to cortical bone, g/cm3, in steps of a sixth: interpolation between them is good to 0.5 %. */
const FIRST = 0.1;
const LAST = 2.6;
const DENSITIES = 22;

/** Voxel kernels for offsets up to `half`, from 0.1 to 2.6 g/cm3. Takes about a second; a cancellation is heard between two densities. */
export async function massPathTable(
  kernel: PointKernel,
  spacingMm: Triple,
  half: Triple,
  work: Work = quietWork(),
): Promise<MassPathTable> {
  const octantSize: Triple = [half[0] + 1, half[1] + 1, half[2] + 1];
  const octant = octantSize[0] * octantSize[1] * octantSize[2];
  const valuesGyPerDecay = new Float64Array(DENSITIES * octant);
  const logDensityStep = Math.log(LAST / FIRST) / (DENSITIES - 1);
  for (let n = 0; n < DENSITIES; n++) {
    const densityGPerCm3 = FIRST * Math.exp(n * logDensityStep);
    const shape = { spacingMm, densityGPerCm3, half };
    valuesGyPerDecay.set(voxelKernel(kernel, shape).valuesGyPerDecay, n * octant);
    await new Promise((resolve) => setTimeout(resolve, 0));
    work.signal.throwIfAborted();
    work.report("Voxel kernels by density", (n + 1) / DENSITIES);
  }
  return {
    octantSize,
    firstLogDensity: Math.log(FIRST),
    logDensityStep,
    densities: DENSITIES,
    valuesGyPerDecay,
  };
}
