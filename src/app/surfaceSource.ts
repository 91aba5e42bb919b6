import { chainKernel } from "../physics/chainKernel";
import { layerDose, planeDose, shellDose } from "../physics/depthDose";
import type { Nuclide } from "../physics/nuclide";
import type { PointKernel } from "../physics/pointKernel";
import { MBQ_TO_BQ, MM_PER_CM } from "../physics/units";

/** What a surface that holds activity until it has decayed is made of. */
export interface SurfaceSource {
  /** Betas and electrons, with the daughters that decay in place; photons and what stays at the point are left out. */
  readonly kernel: PointKernel;
  /** All decays of 1 MBq on 1 cm2, per mm2. */
  readonly decaysPerMm2: number;
}

/** How the activity lies: on a plane, evenly in a layer beside the tissue, on a sphere in tissue. */
export type SurfaceShape =
  | { readonly kind: "plane" }
  | { readonly kind: "layer"; readonly layerMm: number }
  | { readonly kind: "sphere"; readonly radiusMm: number };

/** Depths at which synovial doses are stated. */
export const SURFACE_DEPTHS_MM = [0.1, 0.5, 1, 2, 5] as const;

export function surfaceSource(facts: Nuclide): SurfaceSource {
  const decaysPerMBq = (MBQ_TO_BQ * facts.halfLifeS) / Math.LN2;
  return {
    kernel: chainKernel(facts, ["beta", "electron"]).kernel,
    decaysPerMm2: decaysPerMBq / MM_PER_CM ** 2,
  };
}

/** Dose in tissue of 1 g/cm3 at a depth below the surface, Gy for 1 MBq/cm2 that decays where it is. */
export function surfaceDoseGy(
  { kernel, decaysPerMm2 }: SurfaceSource,
  shape: SurfaceShape,
  depthMm: number,
): number {
  switch (shape.kind) {
    case "plane":
      return decaysPerMm2 * planeDose(kernel, depthMm);
    case "layer":
      return decaysPerMm2 * layerDose(kernel, shape.layerMm, depthMm);
    case "sphere":
      return decaysPerMm2 * shellDose(kernel, shape.radiusMm, shape.radiusMm + depthMm);
    default:
      return shape satisfies never;
  }
}

/** Dose of a plane at `SURFACE_DEPTHS_MM`; none for a nuclide without betas and electrons. */
export function surfaceDoses(facts: Nuclide) {
  const source = surfaceSource(facts);
  if (!(source.kernel.totalMeV > 0)) return [];
  return SURFACE_DEPTHS_MM.map((depthMm) => ({
    depthMm,
    planeGyCm2PerMBq: surfaceDoseGy(source, { kind: "plane" }, depthMm),
    layer1MmGyCm2PerMBq: surfaceDoseGy(source, { kind: "layer", layerMm: 1 }, depthMm),
  }));
}
