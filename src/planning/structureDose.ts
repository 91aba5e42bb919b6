import type { Dvh } from "../dosimetry/dvh";
import { LOW_LET, type MixedField, type RateTerm } from "../physics/radiobiology";
import type { Role } from "../volume/study";
import type { GivenShape } from "./givenShape";

/** What planning knows of one structure: its dose per GBq administered in one cycle, and how that dose is delivered in time. */
export interface StructureDose {
  readonly structureId: string;
  readonly name: string;
  readonly role: Role;
  readonly meanGyPerGBq: number;
  readonly massG: number;
  readonly volumeMl: number;
  /** Of the dose rate; undefined where it is not known, and then nothing that depends on repair is given. */
  readonly effectiveHalfLifeH: number | undefined;
  /** Dose axis in Gy per GBq. */
  readonly dvh: Dvh;
  /** Dose rate as a sum of exponentials, in any unit; where given, BED uses it instead of the effective half-life alone. */
  readonly rateTerms?: readonly RateTerm[];
  /** Share of the dose that alphas deposit, 0 to 1 (`alphaShareIn`); where it is left out, nothing RBE-weighted is given. */
  readonly alphaShare?: number;
  /** Maximum of the dose smoothed over 1 mL (`smoothedMaximum`), where it was computed. */
  readonly smoothedMaxGyPerGBq?: number;
  /** How the dose of given cycles and that of a coming one lie in it, where they are known voxel by voxel. */
  readonly givenShape?: GivenShape;
  /** Sentences about what blurs the figures of single voxels here; they go with every such figure. */
  readonly voxelMarks?: readonly string[];
}

/** What a DVH does not know of its structure. */
export type StructureFacts = Pick<
  StructureDose,
  | "role"
  | "massG"
  | "effectiveHalfLifeH"
  | "rateTerms"
  | "alphaShare"
  | "smoothedMaxGyPerGBq"
  | "givenShape"
  | "voxelMarks"
>;

/** A structure's dose from its DVH, whose dose axis is in Gy per GBq, and the facts beside it. */
export function structureDoseFromDvh(dvh: Dvh, facts: StructureFacts): StructureDose {
  if (dvh.quantity !== "doseGyPerGBq")
    throw new Error(`${dvh.name}: planning needs a dose per GBq, not ${dvh.quantity}`);
  return {
    structureId: dvh.structureId,
    name: dvh.name,
    meanGyPerGBq: dvh.meanGy,
    volumeMl: dvh.volumeMl,
    dvh,
    ...facts,
  };
}

/** The mix of alphas and other radiation in a structure, under an RBE. */
export const mixedFieldIn = (
  { alphaShare = LOW_LET.alphaShare }: StructureDose,
  { rbeMax = LOW_LET.rbeMax, alphaInQuadratic = false }: Partial<MixedField>,
): MixedField => ({ alphaShare, rbeMax, alphaInQuadratic });

/** The structure with `factor` times the dose in every voxel. */
export function timesDose(structure: StructureDose, factor: number): StructureDose {
  const { dvh, meanGyPerGBq, smoothedMaxGyPerGBq: smoothed } = structure;
  return {
    ...structure,
    meanGyPerGBq: meanGyPerGBq * factor,
    ...(smoothed === undefined ? {} : { smoothedMaxGyPerGBq: smoothed * factor }),
    dvh: {
      ...dvh,
      binWidthGy: dvh.binWidthGy * factor,
      minGy: dvh.minGy * factor,
      meanGy: dvh.meanGy * factor,
      maxGy: dvh.maxGy * factor,
    },
  };
}
