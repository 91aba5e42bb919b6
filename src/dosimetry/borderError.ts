import type { PointKernel } from "../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3 } from "../physics/units";
import { MIN_DENSITY_KG_PER_M3 } from "./air";
import type { DensityBorder } from "./densityBorders";
import type { DoseMethod } from "./doseEngine";

/** What the error at a border depends on beside the border itself. */
export interface BorderDose {
  readonly method: DoseMethod;
  /** Betas, electrons and alphas: energy at the point crosses no border. */
  readonly kernel: PointKernel;
  readonly kernelDensityGPerCm3: number;
  /** Thickness of the layer at the border whose mean dose is judged. */
  readonly layerMm: number;
}

/**
 * Relative error of the dose of charged particles that a method states for the layer of the structure next to a plane border, below zero where it states too little.
 *
 * Two half spaces of one composition scale with mass: of the equilibrium dose n₂/ρ₂ beyond the border the layer has the share g(ρ₁ t) that crosses it,
 * of its own n₁/ρ₁ the share 1 − g(ρ₁ t). `local` states n₁/ρ₁; a kernel of one density ρ gives ((1 − g) n₁ + g n₂)/ρ with g(ρ t), the scaled one that
 * over ρ₁. Decays in air count as none. 0 where nothing decays on either side.
 */
export function borderError({ inside, outside }: DensityBorder, asked: BorderDose): number {
  const { method, kernel, kernelDensityGPerCm3, layerMm } = asked;
  const [rho1, rho2] = [inside.densityKgPerM3, outside.densityKgPerM3];
  const n1 = inside.decaysPerVoxel;
  const n2 = rho2 < MIN_DENSITY_KG_PER_M3 ? 0 : outside.decaysPerVoxel;
  const crossing = crossingShare(kernel, (rho1 / G_PER_CM3_TO_KG_PER_M3) * layerMm);
  const right = ((1 - crossing) * n1) / rho1 + (n2 > 0 ? (crossing * n2) / rho2 : 0);
  if (!(right > 0)) return 0;
  const g = crossingShare(kernel, kernelDensityGPerCm3 * layerMm);
  const perVolume = (1 - g) * n1 + g * n2;
  const stated = {
    local: n1 / rho1,
    kernel: perVolume / (kernelDensityGPerCm3 * G_PER_CM3_TO_KG_PER_M3),
    densityScaledKernel: perVolume / rho1,
    massPathKernel: right,
  } satisfies Record<DoseMethod, number>;
  return stated[method] / right - 1;
}

/**
 * Share of the equilibrium dose that a half space gives to the layer beside it, a mean over its thickness (mm of 1 g/cm3): 1/2 for a thin one.
 * Packets that end at a distance r from their decay cross a plane at depth z for the share (r - z)/(2r) of directions.
 */
function crossingShare(
  { radiusMm, cumulativeMeV, localMeV, totalMeV }: PointKernel,
  layerMm: number,
): number {
  let crossingMeV = 0;
  for (let i = 0; i < radiusMm.length; i++) {
    const r = (radiusMm[i]! + (radiusMm[i - 1] ?? 0)) / 2;
    const share = r < layerMm ? r / (4 * layerMm) : 0.5 - layerMm / (4 * r);
    crossingMeV += (cumulativeMeV[i]! - (cumulativeMeV[i - 1] ?? localMeV)) * share;
  }
  return crossingMeV / totalMeV;
}
