import { liveDvh, liveStructure } from "../dosimetry/dvhLive";
import { comingStructures } from "../planning/adaptiveCycles";
import { type StructureDose, timesDose } from "../planning/structureDose";
import { type CourseCycle, givenCycles } from "./courseCycle";
import { type DeliveredDoses, lastVolume } from "./deliveredDose";
import type { PlanResult } from "./planResult";

/** The parts of a result that say what structures receive. */
type Doses = Pick<PlanResult, "structures" | "structureDoses" | "dvhs">;

/**
 * What structures receive in the cycles to come, as the limits take them: each at the mean of its last measurement, its voxels as the last dose volume has
 * them; as predicted where nothing was measured. Itself where no cycle was given.
 */
export function aheadOf<R extends Doses>(
  result: R,
  cycles: readonly CourseCycle[],
  delivered: DeliveredDoses,
): R {
  if (cycles.length === 0) return result;
  const last = lastVolume(cycles, delivered);
  const structureDoses = comingStructures(result.structureDoses, givenCycles(cycles)).map(
    (dose, s): StructureDose => {
      if (!last) return dose;
      const dvh = liveDvh(liveStructure(result.structures[s]!, [last]), [1]);
      if (!(dvh.meanGy > 0)) return dose;
      return timesDose({ ...dose, dvh, meanGyPerGBq: dvh.meanGy }, dose.meanGyPerGBq / dvh.meanGy);
    },
  );
  return { ...result, structureDoses, dvhs: structureDoses.map(({ dvh }) => dvh) };
}
