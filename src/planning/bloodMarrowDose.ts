import { DVH_BINS, type Dvh } from "../dosimetry/dvh";
import { MARROW_G, marrowFromBlood, marrowToBloodRatio } from "../kinetics/bloodMarrow";
import { type CrossDose, localEnergy, marrowMass } from "./bodyFigures";
import type { PatientCurve } from "./patientCurve";
import type { PatientData } from "./patientData";
import type { StructureDose } from "./structureDose";

/** Red marrow by blood samples, and everything that it was reckoned with. */
export interface BloodMarrowDose {
  readonly gyPerGBq: number;
  readonly selfGyPerGBq: number;
  readonly crossGyPerGBq: number;
  /** Concentration in marrow over that in blood. */
  readonly ratio: number;
  readonly ratioSource: string;
  readonly massG: number;
  readonly massSource: string;
  readonly crossSource: string;
  readonly effectiveHalfLifeH: number;
}

/** Id under which the marrow by blood stands among the structures. */
export const BLOOD_MARROW_ID = "marrowByBlood";
const MARROW_G_PER_ML = 1.03; // ICRP Publication 89 (2002)
const GUIDELINE =
  "Hindorf et al., EJNMMI 37 (2010) 1238 (EANM guideline); Sgouros, J Nucl Med 34 (1993) 689";

/**
 * Dose to the red marrow by the curve of blood; the sentence that says what is wanting where it cannot be given.
 * `cross` is what the rest of the body adds; without it the marrow has its own decays alone.
 */
export function bloodMarrowDose(
  data: PatientData,
  blood: PatientCurve | undefined,
  nuclideName: string,
  cross: CrossDose | undefined,
): BloodMarrowDose | string {
  if (!blood) return "blood was not sampled";
  const { marrowCarrier, haematocrit } = data;
  if (marrowCarrier === undefined)
    return "it is not stated whether the carrier stays in plasma or spreads into marrow as a peptide does";
  if (marrowCarrier === "plasma" && haematocrit === undefined)
    return "the haematocrit is not stated, by which a carrier in plasma spreads into marrow";
  const ratio = marrowToBloodRatio(
    marrowCarrier === "plasma"
      ? { kind: "plasma", haematocrit: haematocrit! }
      : { kind: "peptide" },
  );
  const mass = marrowMass(data, MARROW_G);
  const dose = marrowFromBlood({
    bloodTiacHPerMl: blood.residenceH,
    ratio,
    marrowG: mass.g,
    selfJPerDecay: localEnergy(nuclideName).jPerDecay,
    remainderGyPerDecay: 0,
    remainderTiacH: 0,
  });
  return {
    gyPerGBq: dose.selfGyPerGBq + (cross?.gyPerGBq ?? 0),
    selfGyPerGBq: dose.selfGyPerGBq,
    crossGyPerGBq: cross?.gyPerGBq ?? 0,
    ratio,
    ratioSource: `${marrowCarrier === "plasma" ? `0.19/(1 − haematocrit ${haematocrit})` : "1, as for peptides"}; ${GUIDELINE}`,
    massG: mass.g,
    massSource: mass.source,
    crossSource: cross?.source ?? "not known: the rest of the body is left out",
    effectiveHalfLifeH: blood.fit.effectiveHalfLifeH,
  };
}

/** That marrow as a structure of one uniform dose, so that every limit on marrow can be held against it. */
export function bloodMarrowStructure(
  { gyPerGBq, selfGyPerGBq, massG, effectiveHalfLifeH }: BloodMarrowDose,
  nuclideName: string,
): StructureDose {
  const volumeMl = massG / MARROW_G_PER_ML;
  const name = "Red marrow by blood";
  return {
    structureId: BLOOD_MARROW_ID,
    name,
    role: "marrow",
    meanGyPerGBq: gyPerGBq,
    massG,
    volumeMl,
    effectiveHalfLifeH,
    alphaShare: gyPerGBq > 0 ? (localEnergy(nuclideName).alphaShare * selfGyPerGBq) / gyPerGBq : 0,
    dvh: uniformDvh(name, gyPerGBq, volumeMl),
  };
}

function uniformDvh(name: string, gy: number, volumeMl: number): Dvh {
  const counts = new Float64Array(DVH_BINS);
  counts[DVH_BINS - 1] = volumeMl;
  return {
    structureId: BLOOD_MARROW_ID,
    name,
    quantity: "doseGyPerGBq",
    volumeMl,
    binWidthGy: gy / DVH_BINS,
    counts,
    minGy: gy,
    meanGy: gy,
    maxGy: gy,
  };
}
