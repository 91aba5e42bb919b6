import { doseOfGroup, sumOfBalances } from "../dosimetry/chainDose";
import { decayMap } from "../dosimetry/decayMaps";
import type { DoseInput, DoseMethod } from "../dosimetry/doseEngine";
import { type Dvh, dvhOf } from "../dosimetry/dvh";
import { doseMetrics } from "../dosimetry/dvhMetrics";
import type { EnergyBalance } from "../dosimetry/energyBalance";
import type { Gpu } from "../gpu/gpu";
import { type ChainGroup, chainGroups } from "../physics/chainGroups";
import { nuclide } from "../physics/nuclides";
import type { Study } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { daughterLeads } from "./daughterPlaces";
import { bodyOf } from "./doseGrid";
import type { PlanResult } from "./planResult";
import { regionsOf } from "./regionActivities";

/** The decays of a plan and what it takes to turn them into dose anew. */
export interface MethodQuestion
  extends Pick<PlanResult, "prescription" | "structures" | "densityKgPerM3"> {
  readonly method: DoseMethod;
  /** Time-integrated activity coefficients of the source regions, in their order. */
  readonly tiacH: readonly number[];
  /** By which decays are spread in their regions: the reference scan, or the decays of each voxel. */
  readonly shape: Volume<"activityBqPerMl"> | Volume<"decaysPerBq">;
  /** Dose of impurities by the plan's own method, which is added to that of every method. */
  readonly impurities?: readonly Volume<"doseGyPerGBq">[];
}

/** The dose of the same decays by a method, per GBq administered. */
export interface MethodDose {
  readonly method: DoseMethod;
  readonly doseGyPerGBq: Volume<"doseGyPerGBq">;
  /** In the order of the structures. */
  readonly dvhs: readonly Dvh[];
  readonly balance: EnergyBalance;
}

/** What another method is asked of a calculated plan. */
export const methodQuestion = (
  study: Study,
  {
    prescription,
    structures,
    densityKgPerM3,
    regions,
    voxelKinetics,
    impurityBasisGyPerGBq: impurities,
  }: PlanResult,
  method: DoseMethod,
): MethodQuestion => ({
  method,
  prescription,
  structures,
  densityKgPerM3,
  tiacH: regions.map(({ tiacH }) => tiacH),
  shape: voxelKinetics?.decaysPerBq ?? study.timePoints[study.reference]!.activity,
  ...(impurities ? { impurities } : {}),
});

/** The plan's decays by another method; with the plan's own it gives the plan's dose again. */
export async function doseByMethod(
  gpu: Gpu,
  {
    method,
    prescription,
    structures,
    densityKgPerM3: density,
    tiacH,
    shape,
    impurities = [],
  }: MethodQuestion,
  work: Work,
): Promise<MethodDose> {
  const { values, balance } = await doseOfAll(
    gpu,
    { method, density, kernelDensityGPerCm3: prescription.kernelDensityGPerCm3 },
    decaysByGroup({ prescription, structures, density, tiacH, shape }, work),
    partOf(work, 0.05, 0.9),
  );
  for (const extra of impurities)
    for (let v = 0; v < values.length; v++) values[v]! += extra.values[v]!;
  const doseGyPerGBq = volume("doseGyPerGBq", density.grid, values);
  const dvhs = await dvhOf(gpu, doseGyPerGBq, structures, partOf(work, 0.9, 1));
  return { method, doseGyPerGBq, dvhs, balance };
}

/** Decays of the lead of each group of the nuclide, wherever they are. */
function decaysByGroup(
  {
    prescription,
    structures,
    density,
    tiacH,
    shape,
  }: Pick<MethodQuestion, "prescription" | "structures" | "tiacH" | "shape"> &
    Pick<DoseInput, "density">,
  work: Work,
): GroupDecays[] {
  const sources = regionsOf(structures, bodyOf(density));
  const places = sources.map(({ id }, s) => ({ structureId: id, tiacH: Math.max(0, tiacH[s]!) }));
  const groups = chainGroups(nuclide(prescription.nuclide));
  const leads = daughterLeads(groups, prescription.daughters ?? {}, places);
  return groups.map((group, g) => {
    const decays = volume("decays", density.grid);
    for (const [p, { mask }] of sources.entries()) {
      work.signal.throwIfAborted();
      const hours = places.reduce((sum, place, s) => sum + leads[g]![p]![s]! * place.tiacH, 0);
      const { values } = decayMap(mask, shape.values, hours).decays;
      for (let v = 0; v < values.length; v++) decays.values[v]! += values[v]!;
    }
    return { group, decays };
  });
}

interface GroupDecays {
  readonly group: ChainGroup;
  /** Of its lead. */
  readonly decays: Volume<"decays">;
}

/** The dose of all groups together, Gy per GBq. */
async function doseOfAll(
  gpu: Gpu,
  input: Omit<DoseInput, "decays">,
  parts: readonly GroupDecays[],
  work: Work,
) {
  const total = volume("doseGyPerGBq", input.density.grid);
  const balances: EnergyBalance[] = [];
  for (const [g, { group, decays }] of parts.entries()) {
    const { doses, balance } = await doseOfGroup(
      gpu,
      { ...input, decays: [decays] },
      group,
      partOf(work, g / parts.length, (g + 1) / parts.length),
    );
    const { values } = doses[0]!;
    for (let v = 0; v < values.length; v++) total.values[v]! += values[v]!;
    balances.push(balance);
  }
  return {
    values: total.values,
    balance: sumOfBalances(balances.map((balance) => ({ weight: 1, balance }))),
  };
}

/** A figure of a structure by a method, and what it differs from that of the plan's method. */
export interface ComparedFigure {
  readonly gyPerGBq: number;
  /** Percent of the plan's figure; undefined where that is 0. */
  readonly differencePercent: number | undefined;
}

export interface ComparedStructure {
  readonly structureId: string;
  readonly name: string;
  readonly mean: ComparedFigure;
  readonly d98: ComparedFigure;
  readonly d2: ComparedFigure;
}

/** DVHs by a method against those of a plan, structure by structure. */
export const comparedStructures = (
  planned: readonly Dvh[],
  other: readonly Dvh[],
): ComparedStructure[] =>
  other.map((dvh, s) => {
    const [now, before] = [doseMetrics(dvh), doseMetrics(planned[s]!)];
    return {
      structureId: dvh.structureId,
      name: dvh.name,
      mean: compared(now.meanGy, before.meanGy),
      d98: compared(now.d98Gy, before.d98Gy),
      d2: compared(now.d2Gy, before.d2Gy),
    };
  });

const compared = (gyPerGBq: number, before: number): ComparedFigure => ({
  gyPerGBq,
  differencePercent: before > 0 ? 100 * (gyPerGBq / before - 1) : undefined,
});

/** Another dose less the plan's, voxel by voxel. */
export const doseDifference = (
  other: Volume<"doseGyPerGBq">,
  planned: Volume<"doseGyPerGBq">,
): Volume<"doseGyPerGBq"> =>
  volume(
    "doseGyPerGBq",
    planned.grid,
    other.values.map((gy, v) => gy - planned.values[v]!),
  );
