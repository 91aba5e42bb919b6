import type { Emitter } from "../physics/chainGroups";
import { decayChain } from "../physics/decayChain";
import type { Nuclide } from "../physics/nuclide";
import { nuclideEnergies } from "../physics/nuclideEnergies";
import { GBQ_TO_BQ, HOUR_S, KEV_TO_J, KG_TO_G } from "../physics/units";
import { electronShareInSphere, photonShareInSphere } from "./sphereShares";

/** A source region and what the plan found for it. */
export interface CheckedRegion {
  readonly structureId: string;
  readonly name: string;
  readonly massG: number;
  /** Decays per Bq administered, in hours. */
  readonly tiacH: number;
  /** Mean dose of the region from its own decays, Gy per GBq. */
  readonly planGyPerGBq: number;
  /** What decays in the region per decay of the parent there; without it the parent and the short-lived daughters. */
  readonly emitters?: readonly Emitter[];
}

export interface SecondCheck {
  readonly structureId: string;
  readonly name: string;
  readonly planGyPerGBq: number;
  /** By the other way. */
  readonly estimateGyPerGBq: number;
  /** Plan less estimate, in percent of the estimate. */
  readonly differencePercent: number;
  /** True above 10 %: the plan must not be used before the difference is explained. */
  readonly flagged: boolean;
}

const TOLERATED_PERCENT = 10;

/**
 * Self-dose of every region as a sphere of its mass, by mean energies and closed absorbed fractions: no grid, no kernel, no GPU, f64. It
 * catches slips of units, masses, decays and normalisation. It knows neither shape nor what blur an image has: a thin or a very small
 * region may differ honestly.
 */
export const secondCheck = (regions: readonly CheckedRegion[], nuclide: Nuclide): SecondCheck[] =>
  regions
    .filter(({ tiacH, massG }) => tiacH > 0 && massG > 0)
    .map(({ structureId, name, massG, tiacH, planGyPerGBq, emitters }) => {
      const decaysPerGBq = tiacH * HOUR_S * GBQ_TO_BQ;
      const estimateGyPerGBq =
        (decaysPerGBq * keptKeVOf(emitters ?? followersOf(nuclide), massG) * KEV_TO_J) /
        (massG / KG_TO_G);
      const differencePercent = 100 * (planGyPerGBq / estimateGyPerGBq - 1);
      return {
        structureId,
        name,
        planGyPerGBq,
        estimateGyPerGBq,
        differencePercent,
        flagged: !(Math.abs(differencePercent) <= TOLERATED_PERCENT),
      };
    });

/** Energy that stays in a sphere of soft tissue of this mass, keV per decay of the parent; short-lived daughters decay with it. */
export const keptKeV = (parent: Nuclide, massG: number): number =>
  keptKeVOf(followersOf(parent), massG);

/** The same of any emitters, keV per decay of what they are counted by. */
export function keptKeVOf(emitters: readonly Emitter[], massG: number): number {
  const radiusCm = Math.cbrt((3 * massG) / (4 * Math.PI));
  return emitters.reduce(
    (sum, { nuclide, decaysPerDecay }) => sum + decaysPerDecay * keptOfOneKeV(nuclide, radiusCm),
    0,
  );
}

const followersOf = (parent: Nuclide): Emitter[] =>
  decayChain(parent).filter(({ followsParent }) => followsParent);

function keptOfOneKeV(nuclide: Nuclide, radiusCm: number): number {
  const { betaKeV, alphaKeV, recoilKeV } = nuclideEnergies(nuclide);
  const betasPerDecay = nuclide.betas.reduce((sum, { perDecay }) => sum + perDecay, 0);
  const betas =
    betasPerDecay > 0 ? betaKeV * electronShareInSphere(betaKeV / betasPerDecay, radiusCm) : 0;
  const electrons = nuclide.electrons.reduce(
    (sum, { energyKeV, perDecay }) =>
      sum + energyKeV * perDecay * electronShareInSphere(energyKeV, radiusCm),
    0,
  );
  const photons = nuclide.photons.reduce(
    (sum, { energyKeV, perDecay }) =>
      sum + energyKeV * perDecay * photonShareInSphere(energyKeV, radiusCm),
    0,
  );
  return alphaKeV + recoilKeV + nuclide.localElectronKeV + betas + electrons + photons;
}
