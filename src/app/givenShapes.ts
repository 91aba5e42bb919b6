import { liveStructure } from "../dosimetry/dvhLive";
import { smoothedDose } from "../dosimetry/smoothedMax";
import { type DosesAtPlaces, type GivenShape, givenShapeOf } from "../planning/givenShape";
import type { Volume } from "../volume/volume";
import type { CourseCycle } from "./courseCycle";
import type { DeliveredDoses } from "./deliveredDose";
import type { PlanResult } from "./planResult";

/** Shapes by structure id. */
export type GivenShapes = ReadonlyMap<string, GivenShape>;

/**
 * How the doses of the given cycles and of a coming one lie in every structure; nothing where no cycle was measured voxel by voxel. A cycle without a volume lies as
 * the plan has it, at its own mean, and the coming ones as the last volume.
 */
export function givenShapes(
  plan: Pick<PlanResult, "structures" | "structureDoses" | "doseGyPerGBq">,
  cycles: readonly CourseCycle[],
  delivered: DeliveredDoses,
): GivenShapes {
  const shapes = new Map<string, GivenShape>();
  const volumes = cycles.map(({ id }) => delivered.get(id));
  const last = volumes.findLast((dose) => dose !== undefined);
  if (!last) return shapes;
  const planned = plan.doseGyPerGBq;
  for (const [s, structure] of plan.structures.entries()) {
    const { id } = structure;
    const predictedMean = plan.structureDoses[s]!.meanGyPerGBq;
    const laid = [last, ...volumes.map((dose) => dose ?? planned)];
    const { voxelsMl, basisGyPerGBq } = liveStructure(structure, laid);
    const heights = cycles.map(({ activityGBq, structures }, c) => {
      const measured = structures.find(({ structureId }) => structureId === id);
      return volumes[c] || !measured || !(predictedMean > 0)
        ? activityGBq
        : (activityGBq * measured.meanGyPerGBq) / predictedMean;
    });
    const shape = givenShapeOf(
      voxelsMl,
      atPlaces(basisGyPerGBq, heights),
      structure.role === "body" ? undefined : atPlaces(smoothedIn(structure, laid), heights),
    );
    if (shape) shapes.set(id, shape);
  }
  return shapes;
}

/** The first dose as the coming one, the others as given, in Gy. */
const atPlaces = (
  [coming, ...given]: readonly ArrayLike<number>[],
  heights: readonly number[],
): DosesAtPlaces => ({
  coming: coming!,
  given: given.map((dose, c) => Float64Array.from(dose, (gyPerGBq) => heights[c]! * gyPerGBq)),
});

/** Every volume smoothed once, since several cycles can lie as the plan has it. */
function smoothedIn(
  { mask }: PlanResult["structures"][number],
  volumes: readonly Volume<"doseGyPerGBq">[],
): Float64Array[] {
  const known = new Map(
    [...new Set(volumes)].map((volume) => [volume, smoothedDose(mask, volume.values)]),
  );
  return volumes.map((volume) => known.get(volume)!);
}

/** The result with these shapes in its structures; itself where there are none. */
export const withShapes = <R extends Pick<PlanResult, "structureDoses">>(
  result: R,
  shapes: GivenShapes,
): R =>
  shapes.size === 0
    ? result
    : {
        ...result,
        structureDoses: result.structureDoses.map((dose) => {
          const givenShape = shapes.get(dose.structureId);
          return givenShape ? { ...dose, givenShape } : dose;
        }),
      };
