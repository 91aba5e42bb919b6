import type { PointKernel } from "../physics/pointKernel";
import { radialEnergy } from "./radialEnergy";

export interface SplitKernel {
  /** What stands above the smooth part, all of it within the radius of the split. */
  readonly near: PointKernel;
  /** The kernel beyond the radius, and inside it a cap without a peak. */
  readonly smooth: PointKernel;
}

/**
 * Parts a kernel in two that add up to it at every radius: the smooth part varies no faster than the kernel does at `splitMm` (at 1 g/cm3), so
 * that a grid of a third of that radius carries it; the peak stays in the near part. The energy density of the cap is
 *
 *   K(R) (a + b x² + c x⁴),   x = r/R,   c = p (p − 2)/8,   b = p/2 − 2c,   a = 1 − b − c
 *
 * which meets the kernel's power law K ~ r^p at R in value, slope and curvature.
 */
export function splitKernel(kernel: PointKernel, splitMm: number): SplitKernel {
  const { within } = radialEnergy(kernel);
  const densityAt = (r: number) =>
    (within(r * STEP) - within(r / STEP)) / (SPHERE * ((r * STEP) ** 3 - (r / STEP) ** 3));
  const density = densityAt(splitMm);
  const p = Math.min(
    0,
    Math.log(densityAt(splitMm * WIDE) / densityAt(splitMm / WIDE)) / (2 * Math.log(WIDE)),
  );
  const c = (p * (p - 2)) / 8;
  const b = p / 2 - 2 * c;
  const a = 1 - b - c;
  const capMeV = (r: number) => {
    const x2 = (r / splitMm) ** 2;
    return SPHERE * density * r ** 3 * (a + (3 / 5) * b * x2 + (3 / 7) * c * x2 * x2);
  };
  const nearMeV = (r: number) => within(Math.min(r, splitMm)) - capMeV(Math.min(r, splitMm));
  const nearTotal = nearMeV(splitMm);
  const { radiusMm, localMeV } = kernel;
  const smoothMeV = (r: number) => (r < splitMm ? capMeV(r) : within(r) - nearTotal);
  return {
    near: {
      ...kernel,
      cumulativeMeV: radiusMm.map(nearMeV),
      localMeV,
      totalMeV: nearTotal,
    },
    smooth: {
      ...kernel,
      cumulativeMeV: radiusMm.map(smoothMeV),
      localMeV: 0,
      totalMeV: kernel.totalMeV - nearTotal,
    },
  };
}

const SPHERE = (4 * Math.PI) / 3;
/** Half width of the shell whose mean is the density at a radius, and of the span its slope is read from. */
const STEP = 1.02;
const WIDE = 1.25;
