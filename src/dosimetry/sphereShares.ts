import { photonRates } from "../physics/transport/photonCrossSections";
import { firstTransfer } from "../physics/transport/photonTransfer";
import { KEV_TO_MEV } from "../physics/units";

// Radii are in cm of unit density, that is in g/cm².

/** Where the energy of an electron goes on average, as a share of its range: 90Y deposits half of it within 2.4 mm, 0.63 of the range at its mean energy. */
const MEAN_DEPOSIT_OF_RANGE = 0.7;

/** Share of an electron's energy that stays in a sphere in which electrons start evenly: what is deposited at a distance leaves through the surface. */
export const electronShareInSphere = (energyKeV: number, radiusCm: number): number =>
  stayingAt(MEAN_DEPOSIT_OF_RANGE * electronRangeCm(energyKeV * KEV_TO_MEV), radiusCm);

/** Range of electrons in water, 0.412·E^(1.265 − 0.0954 ln E), E in MeV. Katz, Penfold, Rev Mod Phys 24 (1952) 28. */
export const electronRangeCm = (energyMeV: number): number =>
  energyMeV > 0 ? 0.412 * energyMeV ** (1.265 - 0.0954 * Math.log(energyMeV)) : 0;

/**
 * Share of a photon's energy absorbed in that sphere. Absorbed at distance r: μ_en·(1 + C·μr·e^(D·μr))·e^(−μr), Berger's build-up with
 * D = 0.2 and C such that all energy is absorbed in the end. Berger, J Nucl Med Suppl 1 (1968) 15 (MIRD Pamphlet 2).
 */
export function photonShareInSphere(energyKeV: number, radiusCm: number): number {
  const total = photonRates(energyKeV * KEV_TO_MEV).total;
  const absorbed = total * firstTransfer(energyKeV * KEV_TO_MEV);
  const buildUp = (total / absorbed - 1) * (1 - BERGER_D) ** 2;
  const perCm = (r: number) =>
    absorbed *
    (1 + buildUp * total * r * Math.exp(BERGER_D * total * r)) *
    Math.exp(-total * r) *
    stayingAt(r, radiusCm);
  // Simpson over 0 to the diameter, or to where nothing is left.
  const end = Math.min(2 * radiusCm, 40 / total);
  const step = end / STEPS;
  let sum = perCm(0) + perCm(end);
  for (let i = 1; i < STEPS; i++) sum += (i % 2 === 0 ? 2 : 4) * perCm(i * step);
  return (sum * step) / 3;
}

const BERGER_D = 0.2;
const STEPS = 200;

/** Share of points of a ball from which a step of length r in a random direction stays inside: 1 − 3r/4R + r³/16R³. */
function stayingAt(r: number, radius: number): number {
  const x = r / radius;
  return x < 2 ? 1 - (3 / 4) * x + x ** 3 / 16 : 0;
}
