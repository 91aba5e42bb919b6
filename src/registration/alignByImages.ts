import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import type { JacobianSummary } from "../volume/deformationField";
import type { Grid } from "../volume/grid";
import type { EmissionScan } from "../volume/study";
import { determinantOf, IDENTITY, type LinearTransform } from "../volume/transform";
import { type Quantity, type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { deformByCt } from "./deformByCt";
import { scanSeenFrom, type TissueDeformation, type TissueMap } from "./deformedMap";
import type { RegistrationImage } from "./pyramid";
import { registerLinear } from "./registerLinear";
import { seenCorrelations } from "./seenCorrelation";

/** How much the patient may do between two scans. */
export type ImageAlignment = "translation" | "rigid" | "affine" | "deformable";

/** How a scan is to be aligned, and why a deformation that was found is not to be believed (the end of a sentence); undefined where it is. */
export interface ImageAlignmentRequest {
  readonly method: ImageAlignment;
  readonly refusal: (map: TissueMap) => string | undefined;
}

/** How a scan as a whole lies against the reference. */
export interface WholeAlignment {
  readonly scanId: string;
  /** How the images aligned it; undefined where they did not. Less free than was asked for where they could not carry it. */
  readonly method?: ImageAlignment;
  /** Reference → this scan, patient mm; the linear part where it was deformed. */
  readonly transform: LinearTransform;
  /** What tissue did beyond it. */
  readonly deformation?: TissueDeformation;
  /** Volume of the scan's tissue in a unit of the reference's, where the alignment may change volumes. */
  readonly jacobian?: JacobianSummary;
  /** What drove it. */
  readonly by: "reference" | "headers" | "CT" | "emission" | "user";
  /** Correlation of the images that drove it, by the headers and after; undefined where none did. */
  readonly correlation: { readonly before: number; readonly after: number } | undefined;
  /** Sentences about doubts. */
  readonly notes: readonly string[];
}

/** Patients are laid on the bed again within this of the time before, or the search begins in vain. */
const SEARCH_MM = 40;
/** Below this correlation two CTs, or two emission images, of one patient are not aligned. */
const POOR = { CT: 0.8, emission: 0.6 } as const;
/** What smaller voxels add is noise: an emission image resolves 5 mm at best, and a CT at 2 mm still shows 0.1 mm of shift. */
const FINEST_MM = { CT: 2, emission: 3 } as const;
/** Tissue that shrinks to less than this share of its volume, or grows beyond the inverse, is not believed. */
export const LEAST_JACOBIAN = 0.3;
/** A whole patient changes volume by less between days; more is an error of a scanner's scale, or of the search. */
const LEAST_OF_WHOLE = 0.8;

/**
 * Brings a scan to the reference by CT where both sessions have one, else by the emission images. Affine and deformable need CTs: between emission images
 * a change of uptake would pass for one of shape, and the scan is then brought rigidly, with a note.
 *
 * @throws InputError where the images have nothing to say (no overlap, one of them constant).
 */
export async function alignByImages(
  gpu: Gpu,
  fixed: EmissionScan,
  moving: EmissionScan,
  { method, refusal }: ImageAlignmentRequest,
  work: Work,
): Promise<WholeAlignment> {
  const { by, images } = drivenBy(fixed, moving);
  const needsCt = method === "affine" || method === "deformable";
  const used = needsCt && by === "emission" ? "rigid" : method;
  const freedom = used === "deformable" ? "affine" : used;
  const { transform, before, after } = await registerLinear(
    gpu,
    { ...images, freedom, metric: "ncc", searchMm: SEARCH_MM, finestMm: FINEST_MM[by] },
    partOf(work, 0, used === "deformable" ? 0.3 : 1),
  );
  const linear = { before: -before, after: -after };
  const bent =
    used === "deformable"
      ? await deformed(
          gpu,
          { images, transform, grid: fixed.activity.grid, refusal },
          partOf(work, 0.3, 1),
        )
      : undefined;
  const deformation = bent?.deformation;
  const correlation = bent?.correlation ?? linear;
  const jacobian = deformation?.jacobian ?? (freedom === "affine" ? ofWhole(transform) : undefined);
  return {
    scanId: moving.id,
    method: bent && !deformation ? "affine" : used,
    transform,
    ...(deformation ? { deformation } : {}),
    ...(jacobian ? { jacobian } : {}),
    by,
    correlation,
    notes: [
      ...(used === method ? [] : [withoutCt(moving, method)]),
      ...(bent?.notes.map((note) => `${moving.label}: ${note}.`) ?? []),
      ...(correlation.after < POOR[by]
        ? [
            `${moving.label}: poorly aligned to ${fixed.label} (correlation of the ${by} images ${correlation.after.toFixed(2)}); look at both before trusting its activities.`,
          ]
        : []),
      ...(jacobian ? volumeNotes(moving, jacobian, deformation !== undefined) : []),
    ],
  };
}

const withoutCt = ({ label }: EmissionScan, method: ImageAlignment) =>
  `${label}: ${method} alignment needs a CT of this scan and of the reference; it was aligned rigidly by the emission images.`;

const ofWhole = (transform: LinearTransform): JacobianSummary => {
  const determinant = Math.abs(determinantOf(transform));
  return { minimum: determinant, mean: determinant, maximum: determinant, folded: 0 };
};

function volumeNotes(
  { label }: EmissionScan,
  { minimum, maximum, mean, folded }: JacobianSummary,
  isDeformed: boolean,
): string[] {
  if (folded > 0)
    return [
      `${label}: the deformation folds in ${folded} voxels of its field; choose another alignment.`,
    ];
  if (isDeformed && (minimum < LEAST_JACOBIAN || maximum > 1 / LEAST_JACOBIAN))
    return [
      `${label}: the deformation changes volumes between ×${minimum.toFixed(2)} and ×${maximum.toFixed(2)}, beyond ×${LEAST_JACOBIAN} to ×${(1 / LEAST_JACOBIAN).toFixed(1)}; look at the displacements before trusting its activities.`,
    ];
  if (mean < LEAST_OF_WHOLE || mean > 1 / LEAST_OF_WHOLE)
    return [
      `${label}: the alignment changes the patient's volume by ×${mean.toFixed(2)}, beyond ×${LEAST_OF_WHOLE} to ×${1 / LEAST_OF_WHOLE}; look at both scans.`,
    ];
  return [];
}

/** The deformation beyond a linear alignment, unless it is refused, or the CTs as an emission scan sees them agree less under it; and how well they agree. */
async function deformed(
  gpu: Gpu,
  { images, transform, grid, refusal }: DeformationQuestion,
  work: Work,
) {
  const deformation = await deformByCt(gpu, images, transform, partOf(work, 0, 0.9));
  const rest = partOf(work, 0.9, 1);
  const field = await scanSeenFrom({ transform, deformation }, grid, rest);
  const transforms = [IDENTITY, transform, field];
  const [before, linear, bent] = await seenCorrelations(gpu, images, grid, transforms, rest);
  const reason =
    bent! > linear!
      ? refusal({ transform, deformation })
      : `makes the CTs no more alike (correlation ${bent!.toFixed(4)} against ${linear!.toFixed(4)})`;
  if (reason === undefined)
    return { deformation, correlation: { before: before!, after: bent! }, notes: [] };
  return {
    deformation: undefined,
    correlation: { before: before!, after: linear! },
    notes: [`its deformation ${reason} and was left out; the scan is aligned by an affine map`],
  };
}

interface DeformationQuestion {
  readonly images: { readonly fixed: RegistrationImage; readonly moving: RegistrationImage };
  readonly transform: LinearTransform;
  /** Of the reference's emission scan. */
  readonly grid: Grid;
  readonly refusal: ImageAlignmentRequest["refusal"];
}

/** The pair of images that says most about how the patient lay. */
function drivenBy(fixed: EmissionScan, moving: EmissionScan) {
  if (fixed.anatomy && moving.anatomy) {
    const images = { fixed: ofCt(fixed.anatomy.volume), moving: ofCt(moving.anatomy.volume) };
    return { by: "CT", images } as const;
  }
  const images = { fixed: ofActivity(fixed.activity), moving: ofActivity(moving.activity) };
  return { by: "emission", images } as const;
}

/** Bone and metal no brighter than twice water away from it: soft tissue, lung and outline drive. */
function ofCt({ grid, values }: Volume<"hounsfield">): RegistrationImage {
  const cut = values.map((hu) => Math.min(Math.max(hu, -1000), 400));
  return { volume: volume<Quantity>("hounsfield", grid, cut), outside: -1000 };
}

const ofActivity = (activity: Volume<"activityBqPerMl">): RegistrationImage => ({
  volume: rootOfActivity(activity),
  outside: 0,
});

/** The root of the activity: hot organs, whose share changes from scan to scan, then do not outweigh the outline of the body. */
export const rootOfActivity = ({ grid, values }: Volume<"activityBqPerMl">): Volume<Quantity> =>
  volume<Quantity>(
    "image",
    grid,
    values.map((a) => Math.sqrt(Math.max(0, a))),
  );

/** A scan as its headers have it, or as it is about to be placed by hand. */
export const unmoved = (
  { id }: EmissionScan,
  by: "reference" | "headers" | "user",
  notes: readonly string[],
): WholeAlignment => ({
  scanId: id,
  transform: IDENTITY,
  by,
  correlation: undefined,
  notes,
});

/** `alignByImages`, or the headers' word where the images refuse, with the reason. */
export async function alignOrTrust(
  gpu: Gpu,
  fixed: EmissionScan,
  moving: EmissionScan,
  request: ImageAlignmentRequest,
  work: Work,
): Promise<WholeAlignment> {
  try {
    return await alignByImages(gpu, fixed, moving, request, work);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return unmoved(moving, "headers", [
      `${moving.label}: ${error.message}.`,
      ...frameNotes(fixed, moving),
    ]);
  }
}

/** A sentence where the headers of two scans do not share a frame of reference. */
export function frameNotes(fixed: EmissionScan, moving: EmissionScan): string[] {
  const known = fixed.frameOfReferenceUid !== undefined && moving.frameOfReferenceUid !== undefined;
  if (known && fixed.frameOfReferenceUid === moving.frameOfReferenceUid) return [];
  return [
    `${moving.label}: its headers do not say how it lies against ${fixed.label} (no common frame of reference); positions are taken as they stand.`,
  ];
}
