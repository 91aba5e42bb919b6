import type { Case } from "./caseFile";
import type { ScannedCycle } from "./givenCycleSchema";

/**
 * The case of a cycle's own scans: the planning case with the images and the administration of the cycle. It has no structures, since those of the plan lie in the
 * space of the planning scan, and nothing of what was measured of the patient in another cycle. Where the cycle does not say, `nuclide` was given.
 */
export function cycleCase(data: Case, cycle: ScannedCycle, nuclide: string): Case {
  const planning: Case = { ...data };
  for (const field of OF_THE_PLAN) delete planning[field];
  const { scans, reference = scans[0]!.id, kinetics = {} } = cycle;
  const { carrier } = data.administration;
  const given = cycle.administration ?? { activityMBq: cycle.activityMBq! };
  return {
    ...planning,
    administration: { nuclide, ...(carrier === undefined ? {} : { carrier }), ...given },
    scans,
    reference,
    structures: [],
    registration: cycle.registration ?? acrossDays(data.registration),
    kinetics: {
      model: kinetics.model ?? data.kinetics.model,
      ...(data.kinetics.readingErrorPercent === undefined
        ? {}
        : { readingErrorPercent: data.kinetics.readingErrorPercent }),
      ...(kinetics.perStructure ? { perStructure: kinetics.perStructure } : {}),
    },
  };
}

/** The patient lies elsewhere on another day, which no header knows. */
const acrossDays = (registration: Case["registration"]): Case["registration"] =>
  registration === "headers" || registration === "none" ? "rigid" : registration;

/** What belongs to the scans of the plan alone, or is taken from the plan itself. */
const OF_THE_PLAN = [
  "measurements",
  "daughters",
  "givenCycles",
  "toConfirm",
  "openQuestions",
] as const satisfies readonly (keyof Case)[];
