import { decayMap } from "../dosimetry/decayMaps";
import { doseFromDecays } from "../dosimetry/doseEngine";
import type { SourceRegion } from "../dosimetry/sourceRegions";
import type { Gpu } from "../gpu/gpu";
import { nuclide, nuclideNames } from "../physics/nuclides";
import { regionStatistics } from "../volume/statistics";
import type { Administration, Structure } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { companionTiacH, decayPerH, grownFrom } from "./companionKinetics";
import type { Prescription, RegionResult } from "./planResult";

/** What a companion of the administered nuclide adds to the doses, which hold it. */
export interface ImpurityDose {
  readonly nuclide: string;
  /** At the administration, over that of the main nuclide. */
  readonly share: number;
  /** Its time-integrated activity coefficient in each source region, h per its own activity, in the order of the regions. */
  readonly tiacH: readonly number[];
  /** Mean dose of each structure by it and what grows from it, Gy per GBq of the main nuclide. */
  readonly meanGyPerGBq: readonly StructureMean[];
  /** Long-lived nuclides that grow from it in the patient, h per activity of the companion. */
  readonly grown?: readonly {
    readonly nuclide: string;
    readonly tiacH: readonly number[];
    readonly meanGyPerGBq: readonly StructureMean[];
  }[];
  readonly notes: readonly string[];
}

interface StructureMean {
  readonly structureId: string;
  readonly gy: number;
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
  const mainPerH = decayPerH(prescription.nuclide);
  const questions = given.flatMap(({ nuclide: name, activityMBq }, companion) =>
    grownFrom(nuclide(name)).map((grown) => ({
      ...grown,
      companion,
      share: activityMBq / administration.activityMBq,
    })),
  );
  const answers: (Omit<ImpurityDose, "notes"> & { readonly companion: number })[] = [];
  for (const [n, { nuclide: own, decay, companion, share }] of questions.entries()) {
    const tiacH = regions.map((region) =>
      companionTiacH(region, administration.activityMBq, mainPerH, decay),
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
      partOf(work, n / questions.length, (n + 1) / questions.length),
    );
    for (const [r, { values }] of doses.entries())
      for (let v = 0; v < values.length; v++) basis[r]!.values[v]! += values[v]!;
    const meanGyPerGBq = input.structures.map(({ id, mask }) => ({
      structureId: id,
      gy: doses.reduce((sum, { values }) => sum + regionStatistics(mask, values).mean, 0),
    }));
    answers.push({ companion, nuclide: own.name, share, tiacH, meanGyPerGBq });
  }
  const impurities = given.map((_, n) =>
    together(answers.filter(({ companion }) => companion === n)),
  );
  return { impurities, basisGyPerGBq: basis };
}

/** A companion and what grew from it as one. */
function together([own, ...grown]: readonly Omit<ImpurityDose, "notes">[]): ImpurityDose {
  const { nuclide: name, share, tiacH, meanGyPerGBq } = own!;
  return {
    nuclide: name,
    share,
    tiacH,
    meanGyPerGBq: meanGyPerGBq.map(({ structureId, gy }, s) => ({
      structureId,
      gy: grown.reduce((sum, daughter) => sum + daughter.meanGyPerGBq[s]!.gy, gy),
    })),
    ...(grown.length > 0
      ? {
          grown: grown.map((daughter) => ({
            nuclide: daughter.nuclide,
            tiacH: daughter.tiacH,
            meanGyPerGBq: daughter.meanGyPerGBq,
          })),
        }
      : {}),
    notes: notesOf(
      name,
      grown.map((daughter) => daughter.nuclide),
    ),
  };
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

const notesOf = (name: string, grown: readonly string[]): string[] => [
  `${name}: its dose is in the plan, under the biology of the main nuclide and its own decay, committed over 50 years; a what-if scales it with the decays of the main nuclide, a new calculation takes its own.`,
  ...(grown.length > 0
    ? [
        `${name}: what it turns into in the patient (${grown.join(", ")}) is in its dose and stays with it; at the administration there is the impurity alone.`,
      ]
    : []),
];
