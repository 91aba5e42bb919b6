import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import type { EmissionScan, Structure } from "../volume/study";
import { IDENTITY, type LinearTransform } from "../volume/transform";
import { type Quantity, type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { canBeRefined, refineLocally } from "./localRefinement";
import type { RegistrationImage } from "./pyramid";
import { registerLinear } from "./registerLinear";
import { boxCorrelation, type StructureMatch, type StructureView, viewOf } from "./structureMatch";

/** How time points are brought to the reference scan: as the files' positions say, or refined by the images. */
export type AlignmentMethod = "headers" | "translation" | "rigid";

/** How one time point lies against the reference. */
export interface Alignment {
  readonly scanId: string;
  /** Reference → this scan, patient mm. */
  readonly transform: LinearTransform;
  /** Reference → this scan for structures that moved on their own, by id; all others follow `transform`. */
  readonly local?: Readonly<Record<string, LinearTransform>>;
  /** What drove it. */
  readonly by: "reference" | "headers" | "CT" | "emission" | "user";
  /** Correlation of the images that drove it, by the headers and after; undefined where none did. */
  readonly correlation: { readonly before: number; readonly after: number } | undefined;
  /** How well the emission images agree about each structure: they, not the CTs, are what its activity is read from. */
  readonly structures: readonly StructureMatch[];
  /** Sentences about doubts. */
  readonly notes: readonly string[];
}

/** How time points are to be aligned, and which structures their agreement is looked at for. */
export interface AlignmentRequest {
  readonly method: AlignmentMethod;
  /** As they lie in the reference scan. */
  readonly structures: readonly Structure[];
  /** Lets organs and lesions that stand out in the emission images move on their own. */
  readonly localRefinement: boolean;
  /** What the user decided, by scan id: reference → scan. It stands as it is. */
  readonly decided?: Readonly<Record<string, LinearTransform>>;
}

/** Patients are laid on the bed again within this of the time before, or the search begins in vain. */
const SEARCH_MM = 40;
/** Below this correlation two CTs, or two emission images, of one patient are not aligned. */
const POOR = { CT: 0.8, emission: 0.6 } as const;
/** The same for a structure that stands out, in its box. */
const POOR_IN_BOX = 0.7;
/** What smaller voxels add is noise: an emission image resolves 5 mm at best, and a CT at 2 mm still shows 0.1 mm of shift. */
const FINEST_MM = { CT: 2, emission: 3 } as const;

/**
 * Brings every time point to the reference: by CT where both sessions have one, else by the emission images. Where the images refuse (no overlap,
 * nothing to see), the headers' positions stand and a note says so.
 */
export async function alignTimePoints(
  gpu: Gpu,
  timePoints: readonly EmissionScan[],
  reference: number,
  { method, structures, localRefinement, decided = {} }: AlignmentRequest,
  work: Work,
): Promise<Alignment[]> {
  const fixed = timePoints[reference]!;
  const image = rootOfActivity(fixed.activity);
  const views = structures
    .filter(({ role }) => role !== "body")
    .flatMap((structure) => viewOf(structure, image) ?? []);
  const alignments: Alignment[] = [];
  for (const [n, moving] of timePoints.entries()) {
    const part = partOf(work, n / timePoints.length, (n + 1) / timePoints.length);
    if (moving === fixed) {
      alignments.push(unmoved(moving, "reference", []));
      continue;
    }
    const own = decided[moving.id];
    const whole = own
      ? { ...unmoved(moving, "user", []), transform: own }
      : method === "headers"
        ? unmoved(moving, "headers", frameNotes(fixed, moving))
        : await alignByImages(gpu, fixed, moving, method, partOf(part, 0, 0.8));
    const refine = localRefinement && method !== "headers";
    alignments.push(await withStructures(gpu, whole, views, moving, refine, partOf(part, 0.8, 1)));
  }
  return alignments;
}

/** Looks at every structure, and refines those that may move on their own. */
async function withStructures(
  gpu: Gpu,
  alignment: Alignment,
  views: readonly StructureView[],
  { activity, label }: EmissionScan,
  refine: boolean,
  work: Work,
): Promise<Alignment> {
  const moving = rootOfActivity(activity);
  const local: Record<string, LinearTransform> = {};
  const structures: StructureMatch[] = [];
  const notes: string[] = [];
  for (const [n, view] of views.entries()) {
    work.signal.throwIfAborted();
    work.report("Looking at structures", n / views.length);
    const { id, name } = view.structure;
    if (refine && canBeRefined(view)) {
      const found = await refineLocally(gpu, view, moving, alignment.transform, work);
      if (found.kind === "refined") local[id] = found.transform;
      else if (found.doubtful) notes.push(`${label}: ${name} ${found.reason}.`);
    }
    const before = boxCorrelation(view, moving, IDENTITY);
    const after = boxCorrelation(view, moving, local[id] ?? alignment.transform);
    structures.push({ structureId: id, name, before, after, standsOut: view.standsOut });
    if (view.standsOut && !((after ?? 0) >= POOR_IN_BOX))
      notes.push(
        `${label}: ${name} is poorly aligned (${after === undefined ? "it lies beyond the scan" : `correlation of the emission images around it ${after.toFixed(2)}`}); look at it before trusting its activity.`,
      );
  }
  return {
    ...alignment,
    ...(Object.keys(local).length > 0 ? { local } : {}),
    structures,
    notes: [...alignment.notes, ...notes],
  };
}

async function alignByImages(
  gpu: Gpu,
  fixed: EmissionScan,
  moving: EmissionScan,
  freedom: "translation" | "rigid",
  work: Work,
): Promise<Alignment> {
  const { by, images } = drivenBy(fixed, moving);
  try {
    const { transform, before, after } = await registerLinear(
      gpu,
      { ...images, freedom, metric: "ncc", searchMm: SEARCH_MM, finestMm: FINEST_MM[by] },
      work,
    );
    const correlation = { before: -before, after: -after };
    const notes =
      correlation.after < POOR[by]
        ? [
            `${moving.label}: poorly aligned to ${fixed.label} (correlation of the ${by} images ${correlation.after.toFixed(2)}); look at both before trusting its activities.`,
          ]
        : [];
    return { scanId: moving.id, transform, by, correlation, structures: [], notes };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return unmoved(moving, "headers", [
      `${moving.label}: ${error.message}.`,
      ...frameNotes(fixed, moving),
    ]);
  }
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
const rootOfActivity = ({ grid, values }: Volume<"activityBqPerMl">): Volume<Quantity> =>
  volume<Quantity>(
    "image",
    grid,
    values.map((a) => Math.sqrt(Math.max(0, a))),
  );

const unmoved = (
  { id }: EmissionScan,
  by: "reference" | "headers" | "user",
  notes: readonly string[],
): Alignment => ({
  scanId: id,
  transform: IDENTITY,
  by,
  correlation: undefined,
  structures: [],
  notes,
});

function frameNotes(fixed: EmissionScan, moving: EmissionScan): string[] {
  const known = fixed.frameOfReferenceUid !== undefined && moving.frameOfReferenceUid !== undefined;
  if (known && fixed.frameOfReferenceUid === moving.frameOfReferenceUid) return [];
  return [
    `${moving.label}: its headers do not say how it lies against ${fixed.label} (no common frame of reference); positions are taken as they stand.`,
  ];
}
