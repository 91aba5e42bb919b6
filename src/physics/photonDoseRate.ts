import type { Packet } from "./bremsstrahlung";
import type { Nuclide } from "./nuclide";
import { bremsstrahlungOf } from "./pointKernel";
import { photonRates } from "./transport/photonCrossSections";
import { firstTransfer } from "./transport/photonTransfer";
import { HOUR_S, KEV_TO_MEV, MBQ_TO_BQ, MEV_TO_J } from "./units";

/** Softer photons hardly leave a body. */
const LEAST_KEV = 20; // as exposure constants leave them out; Smith, Stabin, Health Phys 102 (2012) 271

/** Energy transferred to charged particles where water meets photons of one energy: μ_tr/ρ, cm²/g. */
export const waterTransferCm2PerG = (energyMeV: number): number =>
  photonRates(energyMeV).total * firstTransfer(energyMeV);

/**
 * Γ of a nuclide: dose rate to water 1 m from a bare point source in air, µGy·m²/(MBq·h), from its photons above 20 keV:
 * Σ n·E·(μ_tr/ρ)/(4π). Water takes about 1.11 times what air does.
 */
export const photonDoseRateConstant = ({ photons }: Pick<Nuclide, "photons">): number =>
  doseRateConstantOf(
    photons.map(({ energyKeV, perDecay }) => ({ energyMeV: energyKeV * KEV_TO_MEV, perDecay })),
  );

/**
 * The same of the bremsstrahlung that a nuclide's electrons radiate where they stop in water, which is all that betas alone send out of a body. Bone
 * radiates more.
 */
export const bremsstrahlungDoseRateConstant = (nuclide: Nuclide): number =>
  doseRateConstantOf(bremsstrahlungOf(nuclide));

function doseRateConstantOf(photons: readonly Packet[]): number {
  const grayM2PerDecay = photons
    .filter(({ energyMeV }) => energyMeV >= LEAST_KEV * KEV_TO_MEV)
    .reduce(
      (sum, { energyMeV, perDecay }) =>
        sum +
        (perDecay *
          energyMeV *
          MEV_TO_J *
          waterTransferCm2PerG(energyMeV) *
          CM2_PER_G_TO_M2_PER_KG) /
          (4 * Math.PI),
      0,
    );
  return grayM2PerDecay * MBQ_TO_BQ * HOUR_S * GRAY_TO_MICROGRAY;
}

const CM2_PER_G_TO_M2_PER_KG = 0.1;
const GRAY_TO_MICROGRAY = 1e6;
