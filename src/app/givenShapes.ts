import { liveStructure } from "../dosimetry/dvhLive";
import { type GivenShape, givenShapeOf } from "../planning/givenShape";
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
    const { voxelsMl, basisGyPerGBq } = liveStructure(structure, [
      last,
      ...volumes.map((dose) => dose ?? planned),
    ]);
    const [coming, ...doses] = basisGyPerGBq;
    const given = new Float64Array(voxelsMl.length);
    for (const [c, cycle] of cycles.entries()) {
      const measured = cycle.structures.find(({ structureId }) => structureId === id);
      const height =
        volumes[c] || !measured || !(predictedMean > 0) ? 1 : measured.meanGyPerGBq / predictedMean;
      const factor = cycle.activityGBq * height;
      for (let v = 0; v < given.length; v++) given[v]! += factor * doses[c]![v]!;
    }
    const shape = givenShapeOf(voxelsMl, given, coming!);
    if (shape) shapes.set(id, shape);
  }
  return shapes;
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
