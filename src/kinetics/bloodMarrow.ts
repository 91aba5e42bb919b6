import { InputError } from "../inputError";

/** Density of blood, g/mL. */
const BLOOD_G_PER_ML = 1.06; // ICRP Publication 23
/** Share of marrow that is extracellular fluid: what a small molecule in plasma reaches. */
const MARROW_EXTRACELLULAR = 0.19; // Sgouros, J Nucl Med 34 (1993) 689
/** Reference mass of the red marrow, g. */
export const MARROW_G = { male: 1170, female: 900 } as const; // ICRP Publication 89 (2002)

/**
 * Concentration in red marrow over that in blood: 0.19/(1 − haematocrit) for carriers that stay in plasma (antibodies), 1 for peptides. The haematocrit
 * is a share, not a percentage.
 *
 * @throws InputError for a haematocrit outside 0.1 to 0.7.
 */
export function marrowToBloodRatio(
  carrier: { readonly kind: "plasma"; readonly haematocrit: number } | { readonly kind: "peptide" },
): number {
  if (carrier.kind === "peptide") return 1;
  if (!(carrier.haematocrit >= 0.1 && carrier.haematocrit <= 0.7))
    throw new InputError(
      `haematocrit: expected a share of 0.1 to 0.7, received ${carrier.haematocrit}`,
    );
  return MARROW_EXTRACELLULAR / (1 - carrier.haematocrit);
}

export interface BloodMarrowQuestion {
  /** Integral of the concentration in blood per MBq administered, h/mL. */
  readonly bloodTiacHPerMl: number;
  /** From `marrowToBloodRatio`. */
  readonly ratio: number;
  readonly marrowG: number;
  /** Energy absorbed in marrow from its own decays, J per decay (electrons and alphas; photons hardly). */
  readonly selfJPerDecay: number;
  /** Dose of the remainder of the body to the marrow, Gy per decay there, and the remainder's decays per Bq, h. */
  readonly remainderGyPerDecay: number;
  readonly remainderTiacH: number;
}

export interface MarrowDose {
  readonly tiacH: number;
  readonly selfGyPerGBq: number;
  readonly crossGyPerGBq: number;
  readonly gyPerGBq: number;
}

/**
 * Red marrow from blood: its decays are those of a gram of blood × the ratio × its mass; to the dose from these comes that of the rest of the body.
 *
 *   ã_marrow = ã_blood per mL / 1.06 g/mL · m_marrow · RMBLR
 *
 * Source: Sgouros, J Nucl Med 34 (1993) 689; EANM guideline for bone marrow dosimetry, Eur J Nucl Med Mol Imaging 37 (2010) 1238.
 */
export function marrowFromBlood({
  bloodTiacHPerMl,
  ratio,
  marrowG,
  selfJPerDecay,
  remainderGyPerDecay,
  remainderTiacH,
}: BloodMarrowQuestion): MarrowDose {
  const tiacH = (bloodTiacHPerMl / BLOOD_G_PER_ML) * ratio * marrowG;
  return marrowDose(tiacH, marrowG, selfJPerDecay, remainderGyPerDecay * remainderTiacH);
}

/**
 * Red marrow from a volume of interest in the lumbar vertebrae: its concentration stands for that of all marrow, vertebral bone included.
 */
export function marrowFromImage({
  vertebraeTiacH,
  vertebraeG,
  marrowG,
  selfJPerDecay,
  remainderGyPerDecay,
  remainderTiacH,
}: Omit<BloodMarrowQuestion, "bloodTiacHPerMl" | "ratio"> & {
  readonly vertebraeTiacH: number;
  readonly vertebraeG: number;
}): MarrowDose {
  const tiacH = (vertebraeTiacH / vertebraeG) * marrowG;
  return marrowDose(tiacH, marrowG, selfJPerDecay, remainderGyPerDecay * remainderTiacH);
}

/** Both methods and how they differ: blood 15 to 28, image 42 to 64 mGy/GBq are the published medians for 177Lu peptides. */
export const marrowComparison = (blood: MarrowDose, image: MarrowDose) => ({
  blood,
  image,
  imageOverBlood: image.gyPerGBq / blood.gyPerGBq,
});

/** Decays of one GBq in an hour. */
const DECAYS_PER_GBQ_H = 3.6e12;

function marrowDose(
  tiacH: number,
  marrowG: number,
  selfJPerDecay: number,
  crossGyHPerDecay: number,
): MarrowDose {
  const selfGyPerGBq = (tiacH * DECAYS_PER_GBQ_H * selfJPerDecay) / (marrowG / 1000);
  const crossGyPerGBq = crossGyHPerDecay * DECAYS_PER_GBQ_H;
  return { tiacH, selfGyPerGBq, crossGyPerGBq, gyPerGBq: selfGyPerGBq + crossGyPerGBq };
}
