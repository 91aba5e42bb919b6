import { alphaShareIn } from "../dosimetry/alphaShare";
import { smoothedMaximum } from "../dosimetry/smoothedMax";
import type { Emitter } from "../physics/chainGroups";
import { type DaughterDelivery, deliveredTerms } from "../physics/daughterRate";
import type { RateTerm } from "../physics/radiobiology";
import type { StructureFacts } from "../planning/structureDose";
import { voxelMarksOf } from "../planning/voxelMarks";
import type { Grid } from "../volume/grid";
import { type Mask, volumeMl } from "../volume/mask";
import type { Role } from "../volume/study";
import type { Prescription, RegionResult } from "./planResult";

/** Resolution of SPECT where the case does not state one. */
const TYPICAL_FWHM_MM = 10;

/** What planning must know of a structure beside its DVH: how its dose is delivered in time, by which radiation (of what decays in it), and how blurred its voxels are. */
export function structureFacts(
  { role, mask }: { readonly role: Role; readonly mask: Mask },
  massG: number,
  region: RegionResult | undefined,
  prescription: Pick<Prescription, "partialVolumeFwhmMm">,
  emitters: readonly Emitter[],
  { spacingMm }: Grid,
): StructureFacts {
  const rateTerms = region && rateTermsOf(region.tiacH, region.fit, region.delivery);
  return {
    role,
    massG,
    effectiveHalfLifeH: region?.fit.effectiveHalfLifeH,
    ...(rateTerms ? { rateTerms } : {}),
    alphaShare: massG > 0 ? alphaShareIn(emitters, massG) : 0,
    voxelMarks: voxelMarksOf({
      volumeMl: volumeMl(mask),
      fwhmMm: prescription.partialVolumeFwhmMm ?? TYPICAL_FWHM_MM,
      spacingMm: Math.max(...spacingMm),
    }),
  };
}

/** The region whose course in time is that of a structure: its own; where nothing moves, one like all others. */
export const timingIn = (
  structureId: string,
  regions: readonly RegionResult[],
  { kineticModel }: Pick<Prescription, "kineticModel">,
): RegionResult | undefined =>
  regions.find((region) => region.structureId === structureId) ??
  (kineticModel === "permanent" ? regions.find(({ tiacH }) => tiacH > 0) : undefined);

/** The maximum of the smoothed dose per GBq of an organ or lesion; none of the whole body, which no such limit is about. */
export const smoothedMaxIn = (
  { role, mask }: { readonly role: Role; readonly mask: Mask },
  doseGyPerGBq: ArrayLike<number>,
): Pick<StructureFacts, "smoothedMaxGyPerGBq"> =>
  role === "body" ? {} : { smoothedMaxGyPerGBq: smoothedMaximum(mask, doseGyPerGBq) };

/** The dose rate as a sum of exponentials; undefined where a trapezoid knows only the tail, or nothing decays. Of a chain with a long-lived daughter a trapezoid stands for its tail. */
export function rateTermsOf(
  tiacH: number,
  {
    model,
    terms,
  }: {
    readonly model: string;
    readonly terms: readonly { readonly amplitudeMBq: number; readonly ratePerH: number }[];
  },
  delivery?: readonly DaughterDelivery[],
): RateTerm[] | undefined {
  if (!(tiacH > 0) || (model === "trapezoid" && !delivery)) return undefined;
  const parent = terms.map(({ amplitudeMBq, ratePerH }) => ({ amplitude: amplitudeMBq, ratePerH }));
  return delivery ? deliveredTerms(parent, delivery) : parent;
}
