import { voxelKernel } from "../dosimetry/voxelKernel";
import { meanBetaKeV } from "../physics/betaSpectrum";
import { chainKernel } from "../physics/chainKernel";
import type { Line, Nuclide } from "../physics/nuclide";
import { electronRadiusMm, nuclideEnergies } from "../physics/nuclideEnergies";
import { GRAY_TO_MGY, HOUR_S, MBQ_TO_BQ, MEV_TO_KEV } from "../physics/units";
import { surfaceDoses } from "./surfaceSource";

export type NuclideReport = ReturnType<typeof nuclideReport>;

/** Shares of the electrons' energy whose radii are given. */
const SHARES = [0.5, 0.9, 0.95, 0.99] as const;
const VOXELS_MM = [1, 2, 3, 4, 5] as const;
const DENSITY_G_PER_CM3 = 1.04; // ICRU 44 soft tissue, as in voxel S tables

/**
 * Everything the program knows of a nuclide and what follows from it, as plain data (schema "gyre.nuclide/1",
 * docs/schemas/nuclide.schema.json). Emissions and energies are of the nuclide alone; `chain` and the S values hold
 * the daughters that decay where it does.
 */
export function nuclideReport(facts: Nuclide) {
  const { electrons, photons, alphas, daughters, notFollowed = [], sources } = facts;
  const { kernel, contributions, apart } = chainKernel(facts);
  return {
    schema: "gyre.nuclide/1" as const,
    name: facts.name,
    z: facts.z,
    massNumber: facts.massNumber,
    halfLifeS: facts.halfLifeS,
    halfLifeH: facts.halfLifeS / HOUR_S,
    betas: facts.betas.map((branch) => ({
      endpointKeV: branch.endpointKeV,
      meanKeV: meanBetaKeV({ ...facts, betas: [branch] }) / branch.perDecay,
      perDecay: branch.perDecay,
      charge: branch.charge,
      shape: branch.shape,
      lumped: branch.lumped ?? false,
    })),
    electrons: electrons.map(lineOf),
    photons: photons.map(lineOf),
    alphas: alphas.map(lineOf),
    energyPerDecay: nuclideEnergies(facts),
    electronRadii: electronRadii(facts),
    daughters,
    notFollowed,
    chain: contributions.map(({ nuclide, decaysPerDecay, totalMeV }) => ({
      nuclide,
      decaysPerDecay,
      totalKeVPerDecay: totalMeV * MEV_TO_KEV,
    })),
    apart,
    selfVoxelS: VOXELS_MM.map((mm) => {
      const shape = { spacingMm: [mm, mm, mm], densityGPerCm3: DENSITY_G_PER_CM3 } as const;
      const { valuesGyPerDecay } = voxelKernel(kernel, { ...shape, half: [0, 0, 0] });
      return {
        voxelMm: mm,
        densityGPerCm3: DENSITY_G_PER_CM3,
        sMGyPerMBqS: valuesGyPerDecay[0]! * GRAY_TO_MGY * MBQ_TO_BQ,
      };
    }),
    surfaceDoses: surfaceDoses(facts),
    sources,
  };
}

/** In water of 1 g/cm³; none for a nuclide without betas and electrons. */
function electronRadii(facts: Nuclide) {
  const { betaKeV, electronKeV } = nuclideEnergies(facts);
  if (betaKeV + electronKeV === 0) return [];
  return SHARES.map((energyShare) => ({
    energyShare,
    radiusMm: electronRadiusMm(facts, energyShare),
  }));
}

const lineOf = ({ energyKeV, perDecay, origin, lumped }: Line) => ({
  energyKeV,
  perDecay,
  origin: origin ?? null,
  lumped: lumped ?? false,
});
