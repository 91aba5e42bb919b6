import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { type ActivityClosure, activityClosure } from "../quantification/closure";
import type { Administration } from "../volume/study";
import { LEAST_COVERED, REMAINDER, type ScanReadings } from "./regionActivities";

/** The account of what was administered at every scan, for the nuclide that the scans show. */
export function activityAccount(
  readings: readonly ScanReadings[],
  administration: Administration,
): ActivityClosure {
  const ids = [...new Set(readings.flatMap(({ byRegion }) => [...byRegion.keys()]))];
  const structures = ids.filter((id) => id !== REMAINDER);
  return activityClosure({
    scans: readings.map(({ label, hours, byRegion }) => ({
      label,
      hours,
      structuresMBq: structures.map((id) => {
        const reading = byRegion.get(id);
        return reading && reading.covered >= LEAST_COVERED ? reading.correctedMBq : Number.NaN;
      }),
      totalMBq: [...byRegion.values()].reduce((sum, { correctedMBq }) => sum + correctedMBq, 0),
    })),
    administeredMBq: administration.activityMBq,
    halfLifeH: nuclide(administration.nuclide).halfLifeS / HOUR_S,
    excretion: administration.excretion ?? [],
  });
}
