import type { PatientData, ReleaseWish } from "../planning/patientData";
import type { PatientFigures } from "../planning/patientFigures";
import type { Protocol } from "../planning/protocol";
import { doseRateConstantOfChain } from "../planning/release";
import {
  type ReleaseFigures,
  releaseFigures,
  USUAL_OCCUPANCY,
  USUAL_RELEASE,
} from "../planning/releasePlan";
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

/** When the patient is to leave: as stated for the patient, else by the protocol, else as usual. */
export const releaseWishOf = (
  { release }: Pick<PatientData, "release">,
  protocol: Pick<Protocol, "release">,
): ReleaseWish => release ?? protocol.release ?? USUAL_RELEASE;

/** Release at an activity of one cycle; undefined where nothing of the nuclide leaves a body, or what stays in the body is not known. */
export function planRelease(
  result: PlanResult,
  figures: Pick<PatientFigures, "wholeBody">,
  activityGBq: number | undefined,
  patient: Pick<PatientData, "release"> = {},
): PlanRelease | undefined {
  const { nuclide, protocol } = result.prescription;
  if (activityGBq === undefined || doseRateConstantOfChain(nuclide) === 0) return undefined;
  const kept = retentionPerGBq(result, figures);
  if (!kept) return undefined;
  const wish = releaseWishOf(patient, protocol);
  return {
    ...releaseFigures(nuclide, kept.retention, wish, activityGBq),
    activityGBq,
    wish,
    source: kept.source,
  };
}

/** The same as names and values, for a table or a report. */
export function releaseLines(release: PlanRelease): { name: string; value: string }[] {
  const { wish, retainedFromH, doseRateFromH, milliSvFromH, largestGBq } = release;
  const occupancy = 100 * (wish.occupancy ?? USUAL_OCCUPANCY);
  const line = (name: string, value: string) => ({ name, value });
  const time = (hours: number | undefined) =>
    hours === undefined ? "not within a year" : `${threeFigures(hours)} h`;
  return [
    line(`Left in the body after ${wish.stayH} h`, `${threeFigures(release.retainedMBq)} MBq`),
    ...release.grown.map(({ nuclide, retainedMBq }) =>
      line(`${nuclide} grown in the body by then`, `${threeFigures(retainedMBq)} MBq`),
    ),
    line(
      `Dose rate at 1 m after ${wish.stayH} h`,
      `${threeFigures(release.microSvPerH)} µSv/h, ${threeFigures(100 * wish.transmission)} % of the photons leaving the body`,
    ),
    line(
      "Dose to others from then on",
      `${threeFigures(release.milliSvToOthers)} mSv at 1 m for ${threeFigures(occupancy)} % of the time`,
    ),
    ...(wish.limitMBq === undefined
      ? []
      : [line(`${threeFigures(wish.limitMBq)} MBq left from`, time(retainedFromH))]),
    ...(wish.limitMicroSvPerH === undefined
      ? []
      : [line(`${threeFigures(wish.limitMicroSvPerH)} µSv/h at 1 m from`, time(doseRateFromH))]),
    ...(wish.limitMilliSv === undefined
      ? []
      : [line(`${threeFigures(wish.limitMilliSv)} mSv to others from`, time(milliSvFromH))]),
    ...(wish.limitSource === undefined ? [] : [line("Limits by", wish.limitSource)]),
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
