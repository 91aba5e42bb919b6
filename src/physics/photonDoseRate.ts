import type { Nuclide } from "./nuclide";
import { photonRates } from "./transport/photonCrossSections";
import { firstTransfer } from "./transport/photonTransfer";
import { HOUR_S, KEV_TO_J, KEV_TO_MEV, MBQ_TO_BQ } from "./units";

/** Softer photons hardly leave a body. */
const LEAST_KEV = 20; // as exposure constants leave them out; Smith, Stabin, Health Phys 102 (2012) 271

/** Energy transferred to charged particles where water meets photons of one energy: μ_tr/ρ, cm²/g. */
export const waterTransferCm2PerG = (energyMeV: number): number =>
  photonRates(energyMeV).total * firstTransfer(energyMeV);

/**
 * Γ of a nuclide: dose rate to water 1 m from a bare point source in air, µGy·m²/(MBq·h), from its photons above 20 keV:
 * Σ n·E·(μ_tr/ρ)/(4π). Water takes about 1.11 times what air does.
 */
export function photonDoseRateConstant({ photons }: Pick<Nuclide, "photons">): number {
  const grayM2PerDecay = photons
    .filter(({ energyKeV }) => energyKeV >= LEAST_KEV)
    .reduce(
      (sum, { energyKeV, perDecay }) =>
        sum +
        (perDecay *
          energyKeV *
          KEV_TO_J *
          waterTransferCm2PerG(energyKeV * KEV_TO_MEV) *
          CM2_PER_G_TO_M2_PER_KG) /
          (4 * Math.PI),
      0,
    );
  return grayM2PerDecay * MBQ_TO_BQ * HOUR_S * GRAY_TO_MICROGRAY;
}

const CM2_PER_G_TO_M2_PER_KG = 0.1;
const GRAY_TO_MICROGRAY = 1e6;
