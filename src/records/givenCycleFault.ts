import type { CaseCycle } from "./givenCycleSchema";
import { isRelative } from "./relativeImage";
import { repeated, timeFault } from "./scanFault";

/** What a schema cannot say of a cycle that was given, from its place in it on: ".scans[1]: no time …"; undefined: nothing. */
export function cycleFault(cycle: CaseCycle): string | undefined {
  const { activityMBq, administration, scans, plan, dose, reference } = cycle;
  const told = Object.entries({ scans, plan, dose }).filter(([, part]) => part !== undefined);
  if (told.length > 1) return `: both ${told.map(([name]) => name).join(" and ")}; expected one`;
  if (cycle.doseUnit !== undefined && dose === undefined)
    return ".doseUnit: there is no dose that it could be of";
  if (activityMBq !== undefined && administration)
    return ": both activityMBq and administration; expected one";
  if (plan !== undefined && (activityMBq !== undefined || administration))
    return ": both plan and an activity; the plan says what was given";
  if (activityMBq === undefined && !administration && plan === undefined)
    return ": no activity; expected activityMBq, administration, or the plan of the cycle";
  if (administration?.assay && administration.at === undefined)
    return ".administration.assay needs administration.at";
  if (administration?.purpose === "diagnostic")
    return '.administration.purpose: expected "therapy" or none, as a diagnostic administration is no cycle of the course';
  if (!scans) return withoutScans(cycle);
  const ids = scans.map(({ id }) => id);
  const duplicate = repeated(ids);
  if (duplicate !== undefined) return `.scans: two have the id "${duplicate}"`;
  if (reference !== undefined && !ids.includes(reference))
    return `.reference: expected one of the scans ${ids.join(", ")}, received "${reference}"`;
  for (const [s, scan] of scans.entries()) {
    const fault = timeFault(scan, administration?.at);
    if (fault !== undefined) return `.scans[${s}]: ${fault}`;
    if (isRelative(scan))
      return `.scans[${s}].image: expected values in proportion to known activities, received proportions only, which measure no cycle`;
  }
  return undefined;
}

/** Fields that only scans can use. */
const OF_SCANS = ["reference", "registration", "kinetics"] as const;

function withoutScans(cycle: CaseCycle): string | undefined {
  const idle = OF_SCANS.find((field) => cycle[field] !== undefined);
  return idle && `.${idle}: there are no scans that it could be for`;
}
