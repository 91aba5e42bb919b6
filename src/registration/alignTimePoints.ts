import type { Gpu } from "../gpu/gpu";
import { readableName } from "../volume/readableName";
import type { EmissionScan, Structure } from "../volume/study";
import { IDENTITY, type LinearTransform } from "../volume/transform";
import { partOf, type Work } from "../work";
import {
  alignOrTrust,
  frameNotes,
  type ImageAlignment,
  rootOfActivity,
  unmoved,
  type WholeAlignment,
} from "./alignByImages";
import { type TissueMap, toScan } from "./deformedMap";
import { judgedByEmission } from "./emissionJudge";
import { canBeRefined, refineLocally } from "./localRefinement";
import { boxCorrelation, type StructureMatch, type StructureView, viewOf } from "./structureMatch";

/** How a time point is brought to the reference scan: as the files' positions say, or by the images. */
export type AlignmentMethod = "headers" | ImageAlignment;

/** How one time point lies against the reference. */
export interface Alignment extends WholeAlignment {
  /** Reference → this scan for structures that moved on their own, by id; all others follow the whole. */
  readonly local?: Readonly<Record<string, LinearTransform>>;
  /** How well the emission images agree about each structure: they, not the CTs, are what its activity is read from. */
  readonly structures: readonly StructureMatch[];
}

/** How time points are to be aligned, and which structures their agreement is looked at for. */
export interface AlignmentRequest {
  readonly method: AlignmentMethod;
  /** In place of `method`, by scan id. */
  readonly methodOf?: Readonly<Record<string, AlignmentMethod>>;
  /** As they lie in the reference scan. */
  readonly structures: readonly Structure[];
  /** Lets organs and lesions that stand out in the emission images move on their own; in scans that move as a whole. */
  readonly localRefinement: boolean;
  /** What the user decided, by scan id: reference → scan. It stands as it is. */
  readonly decided?: Readonly<Record<string, LinearTransform>>;
}

/** Below this correlation of the emission images in its box, a structure that stands out is not aligned. */
const POOR_IN_BOX = 0.7;

/**
 * Brings every time point to the reference: by CT where both sessions have one, else by the emission images. Where the images refuse (no overlap,
 * nothing to see), the headers' positions stand and a note says so.
 */
export async function alignTimePoints(
  gpu: Gpu,
  timePoints: readonly EmissionScan[],
  reference: number,
  { method, methodOf = {}, structures, localRefinement, decided = {} }: AlignmentRequest,
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
      alignments.push({ ...unmoved(moving, "reference", []), structures: [] });
      continue;
    }
    const own = decided[moving.id];
    const how = methodOf[moving.id] ?? method;
    const refusal = (map: TissueMap) =>
      judgedByEmission(views, rootOfActivity(moving.activity), map);
    const whole = own
      ? { ...unmoved(moving, "user", []), transform: own }
      : how === "headers"
        ? unmoved(moving, "headers", frameNotes(fixed, moving))
        : await alignOrTrust(gpu, fixed, moving, { method: how, refusal }, partOf(part, 0, 0.8));
    const refine = localRefinement && how !== "headers" && whole.jacobian === undefined;
    alignments.push(await withStructures(gpu, whole, views, moving, refine, partOf(part, 0.8, 1)));
  }
  return alignments;
}

/** Looks at every structure, and refines those that may move on their own. */
async function withStructures(
  gpu: Gpu,
  alignment: WholeAlignment,
  views: readonly StructureView[],
  { activity, label }: EmissionScan,
  refine: boolean,
  work: Work,
): Promise<Alignment> {
  const moving = rootOfActivity(activity);
  const whole = alignment.deformation ? toScan(alignment) : alignment.transform;
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
      else if (found.doubtful) notes.push(`${label}: ${readableName(name)} ${found.reason}.`);
    }
    const before = boxCorrelation(view, moving, IDENTITY);
    const after = boxCorrelation(view, moving, local[id] ?? whole);
    structures.push({ structureId: id, name, before, after, standsOut: view.standsOut });
    if (view.standsOut && !((after ?? 0) >= POOR_IN_BOX))
      notes.push(
        `${label}: ${readableName(name)} is poorly aligned (${after === undefined ? "it lies beyond the scan" : `correlation of the emission images around it ${after.toFixed(2)}`}); look at it before trusting its activity.`,
      );
  }
  return {
    ...alignment,
    ...(Object.keys(local).length > 0 ? { local } : {}),
    structures,
    notes: [...alignment.notes, ...notes],
  };
}
