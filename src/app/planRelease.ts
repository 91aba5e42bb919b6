import type { ReleaseWish } from "../planning/patientData";
import type { PatientFigures } from "../planning/patientFigures";
import { doseRateConstantOfChain } from "../planning/release";
import { type ReleaseFigures, releaseFigures, USUAL_RELEASE } from "../planning/releasePlan";
import { retentionPerGBq } from "./patientRelease";
import type { PlanResult } from "./planResult";
import { threeFigures } from "./threeFigures";

/** What a patient carries out of the ward after one cycle of a plan. */
export interface PlanRelease extends ReleaseFigures {
  /** Of one cycle. */
  readonly activityGBq: number;
  readonly wish: ReleaseWish;
  /** Where the retention comes from. */
  readonly source: string;
}

/** Release at an activity of one cycle; undefined where the nuclide sends out no photons, or what stays in the body is not known. */
export function planRelease(
  result: PlanResult,
  figures: Pick<PatientFigures, "wholeBody">,
  activityGBq: number | undefined,
  wish: ReleaseWish = USUAL_RELEASE,
): PlanRelease | undefined {
  const { nuclide } = result.prescription;
  if (activityGBq === undefined || doseRateConstantOfChain(nuclide) === 0) return undefined;
  const kept = retentionPerGBq(result, figures);
  if (!kept) return undefined;
  return {
    ...releaseFigures(nuclide, kept.retention, wish, activityGBq),
    activityGBq,
    wish,
    source: kept.source,
  };
}

/** The same as names and values, for a table or a report. */
export function releaseLines(release: PlanRelease): { name: string; value: string }[] {
  const { wish, retainedFromH, doseRateFromH, largestGBq } = release;
  const line = (name: string, value: string) => ({ name, value });
  const time = (hours: number | undefined) =>
    hours === undefined ? "not within a year" : `${threeFigures(hours)} h`;
  return [
    line(`Left in the body after ${wish.stayH} h`, `${threeFigures(release.retainedMBq)} MBq`),
    line(
      `Dose rate at 1 m after ${wish.stayH} h`,
      `${threeFigures(release.microSvPerH)} µSv/h, ${threeFigures(100 * wish.transmission)} % of the photons leaving the body`,
    ),
    ...(wish.limitMBq === undefined
      ? []
      : [line(`${threeFigures(wish.limitMBq)} MBq left from`, time(retainedFromH))]),
    ...(wish.limitMicroSvPerH === undefined
      ? []
      : [line(`${threeFigures(wish.limitMicroSvPerH)} µSv/h at 1 m from`, time(doseRateFromH))]),
    ...(largestGBq === undefined
      ? []
      : [
          line(
            `Largest activity to leave after ${wish.stayH} h`,
            `${threeFigures(largestGBq)} GBq a cycle`,
          ),
        ]),
  ];
}
