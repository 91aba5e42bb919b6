import { decayMap } from "../dosimetry/decayMaps";
import { doseFromDecays } from "../dosimetry/doseEngine";
import type { SourceRegion } from "../dosimetry/sourceRegions";
import type { Gpu } from "../gpu/gpu";
import { nuclide, nuclideNames } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { regionStatistics } from "../volume/statistics";
import type { Administration, Structure } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import type { Prescription, RegionResult } from "./planResult";

/** What a companion of the administered nuclide adds to the doses, which hold it. */
export interface ImpurityDose {
  readonly nuclide: string;
  /** At the administration, over that of the main nuclide. */
  readonly share: number;
  /** Its time-integrated activity coefficient in each source region, h per its own activity, in the order of the regions. */
  readonly tiacH: readonly number[];
  /** Mean dose of each structure by it, Gy per GBq of the main nuclide. */
  readonly meanGyPerGBq: readonly { readonly structureId: string; readonly gy: number }[];
  readonly notes: readonly string[];
}

/** Decays later than this are in no patient's dose: 50 years, as committed doses are counted. */
const COMMITTED_H = 50 * 365.25 * 24;

/**
 * A(t) of a companion under the biology of the main nuclide: every term of the fit keeps its biological rate and takes the companion's decay,
 *
 *   Ã = Σ a/k · (1 − e^(−kT)),  k = rate − λ_main + λ_companion, not below λ_companion,  T = 50 years.
 *
 * Undefined where a trapezoid knows only its tail.
 */
export function companionTiacH(
  { fit, tiacH }: Pick<RegionResult, "fit" | "tiacH">,
  administeredMBq: number,
  mainRatePerH: number,
  ownRatePerH: number,
): number | undefined {
  if (fit.model === "trapezoid") return undefined;
  if (!(fit.tiaMBqH > 0)) return 0;
  const tia = fit.terms.reduce((sum, { amplitudeMBq, ratePerH }) => {
    const rate = Math.max(ownRatePerH, ratePerH - mainRatePerH + ownRatePerH);
    return sum - (amplitudeMBq / rate) * Math.expm1(-rate * COMMITTED_H);
  }, 0);
  // Where voxels have curves of their own, the region's decays are theirs.
  return (Math.max(0, tia) / administeredMBq) * (tiacH / (fit.tiaMBqH / administeredMBq));
}

/**
 * Doses of the stated impurities, region by region in Gy per GBq of the main nuclide, to be added to its own: linear, by the same engine, spread as the main
 * nuclide is. Impurities that the program has no facts of give none; a warning of the study says so.
 */
export async function impurityDoses(
  gpu: Gpu,
  input: {
    readonly administration: Administration;
    readonly prescription: Prescription;
    readonly sources: readonly SourceRegion[];
    readonly regions: readonly RegionResult[];
    readonly structures: readonly Structure[];
    readonly density: Volume<"densityKgPerM3">;
    readonly shape: Float32Array;
  },
  work: Work,
): Promise<{
  readonly impurities: readonly ImpurityDose[];
  readonly basisGyPerGBq: readonly Volume<"doseGyPerGBq">[];
}> {
  const { administration, prescription, sources, regions, density, shape } = input;
  const given = (administration.impurities ?? []).filter(
    ({ nuclide: name }) =>
      nuclideNames.includes(name) && prescription.nuclide === administration.nuclide,
  );
  const basis = sources.map(() => volume("doseGyPerGBq", density.grid));
  const impurities: ImpurityDose[] = [];
  for (const [n, { nuclide: name, activityMBq }] of given.entries()) {
    const own = nuclide(name);
    const share = activityMBq / administration.activityMBq;
    const tiacH = regions.map(
      (region) =>
        companionTiacH(
          region,
          administration.activityMBq,
          rateOf(prescription.nuclide),
          rateOf(name),
        ) ?? region.tiacH,
    );
    const { doses } = await doseFromDecays(
      gpu,
      {
        decays: sources.map(({ mask }, r) => decayMap(mask, shape, share * tiacH[r]!).decays),
        density,
        nuclide: own,
        method: prescription.doseMethod,
        kernelDensityGPerCm3: prescription.kernelDensityGPerCm3,
      },
      partOf(work, n / given.length, (n + 1) / given.length),
    );
    for (const [r, { values }] of doses.entries())
      for (let v = 0; v < values.length; v++) basis[r]!.values[v]! += values[v]!;
    impurities.push({
      nuclide: name,
      share,
      tiacH,
      meanGyPerGBq: input.structures.map(({ id, mask }) => ({
        structureId: id,
        gy: doses.reduce((sum, { values }) => sum + regionStatistics(mask, values).mean, 0),
      })),
      notes: notesOf(name, regions),
    });
  }
  return { impurities, basisGyPerGBq: basis };
}

/** The doses with those of the impurities. */
export const withImpurities = (
  basis: readonly Volume<"doseGyPerGBq">[],
  extra: readonly Volume<"doseGyPerGBq">[],
): Volume<"doseGyPerGBq">[] =>
  basis.map(({ grid, values }, r) =>
    volume(
      "doseGyPerGBq",
      grid,
      values.map((gy, v) => gy + extra[r]!.values[v]!),
    ),
  );

function notesOf(name: string, regions: readonly RegionResult[]): string[] {
  const daughters = nuclide(name).daughters.filter(
    (daughter) => nuclide(daughter.name).halfLifeS > 12 * HOUR_S,
  );
  const trapezoids = regions.filter(({ fit }) => fit.model === "trapezoid");
  return [
    `${name}: its dose is in the plan, under the biology of the main nuclide and its own decay, committed over 50 years.`,
    ...daughters.map(
      (daughter) => `${name}: what it turns into (${daughter.name}) is not in its dose.`,
    ),
    ...trapezoids.map(
      (region) =>
        `${name} in ${region.name}: a trapezoid has no biological rate; the decays per activity of the main nuclide stand for its own.`,
    ),
  ];
}

const rateOf = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
