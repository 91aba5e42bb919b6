import { type Composition, ICRP_TISSUE, ICRU_TISSUE, relativeToWater } from "./composition";
import { logLog } from "./transport/interpolate";
import { type PhotonRates, photonRates } from "./transport/photonCrossSections";
import {
  collisionStoppingPower,
  csdaRange,
  csdaRangeOf,
  radiativeStoppingPower,
} from "./transport/stoppingPower";

/**
 * What a point kernel is computed for, at 1 g/cm3: water, or a tissue by its differences from water.
 *
 * The shape of the kernels in units of the range and of the mean free path is that of water. What differs is the range of electrons (Bethe's
 * formula with the tissue's electrons and mean excitation energy), what they radiate (as Z(Z+1)/A) and the rates of the interactions of
 * photons (per electron; photoelectric as Z^4.6/A, coherent and pairs as Z^2/A). Elastic scattering is left as in water.
 */
export interface KernelMedium {
  readonly id: "water" | "icru-soft-tissue" | "icrp-soft-tissue";
  readonly name: string;
  /** CSDA range of an electron over that in water, both in g/cm2. */
  readonly rangeRatio: (energyMeV: number) => number;
  /** What an electron radiates until it rests over what it does in water. */
  readonly radiatedRatio: (energyMeV: number) => number;
  readonly photonRates: (energyMeV: number) => PhotonRates;
}

export const WATER: KernelMedium = {
  id: "water",
  name: "water",
  rangeRatio: () => 1,
  radiatedRatio: () => 1,
  photonRates,
};

/** Photoelectric absorption of carbon to that of oxygen between 10 and 100 keV (tables of J.H. Hubbell, S.M. Seltzer, NIST). */
const PHOTOELECTRIC_POWER = 4.6;
const RATIO_MEV = Array.from({ length: 60 }, (_, i) => 0.004 * 1000 ** (i / 59));

/** Four components. */
export const ICRU_SOFT_TISSUE = tissue("icru-soft-tissue", "ICRU soft tissue", ICRU_TISSUE);
export const ICRP_SOFT_TISSUE = tissue("icrp-soft-tissue", "ICRP soft tissue", ICRP_TISSUE);

export const KERNEL_MEDIA: readonly KernelMedium[] = [WATER, ICRU_SOFT_TISSUE, ICRP_SOFT_TISSUE];

function tissue(id: KernelMedium["id"], name: string, composition: Composition): KernelMedium {
  const per = (power: (z: number) => number) => relativeToWater(composition, power);
  const electrons = per((z) => z);
  const radiative = per((z) => z * (z + 1));
  const photoelectric = per((z) => z ** PHOTOELECTRIC_POWER);
  const squares = per((z) => z * z);
  const stopper = { electrons, excitationMeV: composition.excitationEv * 1e-6 };
  const range = csdaRangeOf(
    (mev) => collisionStoppingPower(mev, stopper) + radiative * radiativeStoppingPower(mev),
  );
  const ratio = logLog(RATIO_MEV.map((mev) => [mev, range(mev) / csdaRange(mev)] as const));
  return {
    id,
    name,
    rangeRatio: ratio,
    radiatedRatio: (mev) => radiative * ratio(mev),
    photonRates: (mev) => {
      const water = photonRates(mev);
      const rates = {
        photoelectric: photoelectric * water.photoelectric,
        incoherent: electrons * water.incoherent,
        coherent: squares * water.coherent,
        pair: squares * water.pair,
      };
      const total = rates.photoelectric + rates.incoherent + rates.coherent + rates.pair;
      return { ...rates, total };
    },
  };
}
