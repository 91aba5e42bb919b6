import type { Dvh } from "../dosimetry/dvh";
import { checkedShunt, PARTITION_J_PER_GBQ } from "./radioembolization";
import { type StructureDose, structureDoseFromDvh } from "./structureDose";

/** One tumour, or the part of it, in the territory of a vessel. */
export interface PartitionTumour {
  /** Parts of the same name in several territories are one tumour. */
  readonly name: string;
  readonly massKg: number;
  /** Concentration of activity against that of the normal liver in the same territory. */
  readonly ratio: number;
}

/** What one injection reaches. */
export interface PartitionVessel {
  readonly name: string;
  /** Share of the activity injected here; the shares of all vessels sum to 1. */
  readonly share: number;
  readonly tumours: readonly PartitionTumour[];
  /** Perfused liver without tumours. */
  readonly normalKg: number;
  /** Of this injection, where it was measured alone; else that of the model. */
  readonly lungShunt?: number;
}

export interface PartitionModel {
  readonly vessels: readonly PartitionVessel[];
  readonly lungShunt: number;
  readonly lungKg: number;
  /** Normal liver that no vessel reaches: it lowers the mean of the whole non-tumoural liver. */
  readonly spareLiverKg: number;
  readonly energyJPerGBq?: number;
}

/** A compartment that takes up energy evenly. */
export interface CompartmentDose {
  readonly name: string;
  readonly kind: "tumour" | "perfusedLiver" | "nonTumouralLiver" | "lung";
  readonly massKg: number;
  readonly gyPerGBq: number;
}

/**
 * Dose of every compartment per activity in all vessels together, Gy/GBq. In each territory
 * D_N = E·A(1 − LSF)/(Σ R_i·M_i + M_N) and D_i = R_i·D_N; lungs, the whole non-tumoural liver and a tumour that several vessels feed sum the
 * energy of all injections. Ho et al., Eur J Nucl Med 23 (1996) 947.
 */
export function partitionDoses(model: PartitionModel): CompartmentDose[] {
  const { vessels, lungKg, spareLiverKg, energyJPerGBq = PARTITION_J_PER_GBQ } = model;
  const shuntOf = (vessel: PartitionVessel) => checkedShunt(vessel.lungShunt ?? model.lungShunt);
  const parts = vessels.flatMap((vessel) => {
    const { name, share, tumours, normalKg } = vessel;
    const weightedKg = tumours.reduce((sum, { massKg, ratio }) => sum + ratio * massKg, normalKg);
    const normal = (energyJPerGBq * (1 - shuntOf(vessel)) * share) / weightedKg;
    return [
      ...tumours.map((tumour) => ({
        name: tumour.name,
        kind: "tumour" as const,
        massKg: tumour.massKg,
        gyPerGBq: tumour.ratio * normal,
      })),
      { name, kind: "perfusedLiver" as const, massKg: normalKg, gyPerGBq: normal },
    ];
  });
  const territories = merged(parts);
  const perfused = territories.filter(({ kind }) => kind === "perfusedLiver");
  const wholeKg = perfused.reduce((sum, { massKg }) => sum + massKg, spareLiverKg);
  const wholeJ = perfused.reduce((sum, { massKg, gyPerGBq }) => sum + massKg * gyPerGBq, 0);
  return [
    ...territories,
    {
      name: "non-tumoural liver",
      kind: "nonTumouralLiver",
      massKg: wholeKg,
      gyPerGBq: wholeJ / wholeKg,
    },
    {
      name: "lung",
      kind: "lung",
      massKg: lungKg,
      gyPerGBq: (energyJPerGBq * lungShareOf(model)) / lungKg,
    },
  ];
}

/**
 * The same of a model that knows no tumours: in each territory tumours and liver are one compartment, D = E·A(1 − LSF)/M. The compartments are those of
 * `partitionDoses`, so that both stand side by side.
 */
export function monoCompartmentDoses(model: PartitionModel): CompartmentDose[] {
  const vessels = model.vessels.map((vessel) => ({
    ...vessel,
    tumours: vessel.tumours.map((tumour) => ({ ...tumour, ratio: 1 })),
  }));
  return partitionDoses({ ...model, vessels });
}

/** Share of all activity that reaches the lungs, over all vessels. */
export const lungShareOf = ({
  vessels,
  lungShunt,
}: Pick<PartitionModel, "vessels" | "lungShunt">): number =>
  vessels.reduce((sum, vessel) => sum + vessel.share * (vessel.lungShunt ?? lungShunt), 0);

/** Parts of one tumour as one compartment: their masses and their energies add. */
function merged(parts: readonly CompartmentDose[]): CompartmentDose[] {
  const first = parts.filter(
    (part, n) => part.kind !== "tumour" || n === parts.findIndex((other) => isSame(other, part)),
  );
  return first.map((part) => {
    const all = parts.filter((other) => isSame(other, part));
    if (part.kind !== "tumour" || all.length === 1) return part;
    const massKg = all.reduce((sum, other) => sum + other.massKg, 0);
    const energyJ = all.reduce((sum, other) => sum + other.massKg * other.gyPerGBq, 0);
    return { ...part, massKg, gyPerGBq: energyJ / massKg };
  });
}

const isSame = (a: CompartmentDose, b: CompartmentDose) => a.kind === b.kind && a.name === b.name;

/** The compartments of the partition model as structures that limits and goals can be held against. */
export const partitionStructures = (
  model: PartitionModel,
  physicalHalfLifeH: number,
): StructureDose[] => compartmentStructures(partitionDoses(model), physicalHalfLifeH);

/** Compartments as structures that limits and goals can be held against; each has one dose. */
export const compartmentStructures = (
  compartments: readonly CompartmentDose[],
  physicalHalfLifeH: number,
): StructureDose[] =>
  compartments.map((compartment) =>
    structureDoseFromDvh(uniformDvh(compartment), {
      role: compartment.kind === "tumour" ? "tumour" : ROLE[compartment.kind],
      massG: compartment.massKg * 1000,
      effectiveHalfLifeH: physicalHalfLifeH,
    }),
  );

/** The whole non-tumoural liver carries the limit; its perfused parts are shown. */
const ROLE = { perfusedLiver: "other", nonTumouralLiver: "organ", lung: "organ" } as const;

const TISSUE_KG_PER_L = 1.05;

/** All of a compartment in the last bin, which holds the maximum. */
function uniformDvh({ name, massKg, gyPerGBq }: CompartmentDose): Dvh {
  const volumeMl = (massKg / TISSUE_KG_PER_L) * 1000;
  return {
    structureId: name,
    name,
    quantity: "doseGyPerGBq",
    volumeMl,
    binWidthGy: gyPerGBq > 0 ? gyPerGBq : 1,
    counts: Float64Array.of(volumeMl),
    minGy: gyPerGBq,
    meanGy: gyPerGBq,
    maxGy: gyPerGBq,
  };
}
