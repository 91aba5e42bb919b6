import type { PointKernel } from "../../src/physics/pointKernel";

/** Energy within a radius, straight between the kernel's own radii. */
export function withinMeV({ radiusMm, cumulativeMeV }: PointKernel, mm: number): number {
  const next = radiusMm.findIndex((radius) => radius >= mm);
  const [from, to] = [radiusMm[next - 1]!, radiusMm[next]!];
  const [low, high] = [cumulativeMeV[next - 1]!, cumulativeMeV[next]!];
  return low + ((high - low) * (mm - from)) / (to - from);
}

/** Radius that holds a share of all energy. */
export function radiusOfShareMm(kernel: PointKernel, share: number): number {
  const { radiusMm, cumulativeMeV, totalMeV } = kernel;
  const next = cumulativeMeV.findIndex((energy) => energy >= share * totalMeV);
  const [low, high] = [cumulativeMeV[next - 1]!, cumulativeMeV[next]!];
  const part = (share * totalMeV - low) / (high - low);
  return radiusMm[next - 1]! + part * (radiusMm[next]! - radiusMm[next - 1]!);
}
