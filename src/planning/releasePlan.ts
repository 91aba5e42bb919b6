import type { ReleaseWish } from "./patientData";
import {
  doseRateAtOneMetre,
  type Retention,
  retainedMBq,
  timeToDoseRateH,
  timeToRetainedH,
} from "./release";

/** A limit under which patients may leave. Well known, and to be confirmed where the user works. */
export interface ReleaseLimit {
  readonly label: string;
  readonly nuclide: string;
  readonly limitMBq?: number;
  readonly limitMicroSvPerH?: number;
  readonly source: string;
}

/** None of these was read at its source: each is shown as a value to confirm. */
export const RELEASE_LIMITS: readonly ReleaseLimit[] = [
  {
    label: "USA",
    nuclide: "I-131",
    limitMBq: 1200,
    limitMicroSvPerH: 70,
    source: "NRC Regulatory Guide 8.39 (1997), table of activities and dose rates; confirm",
  },
  {
    label: "IAEA 1996",
    nuclide: "I-131",
    limitMBq: 1100,
    source: "IAEA Safety Series 115 (1996), guidance level at discharge; confirm",
  },
  {
    label: "Japan",
    nuclide: "I-131",
    limitMBq: 500,
    limitMicroSvPerH: 30,
    source: "ministry notification of 1998, after ICRP Publication 94 (2004); confirm",
  },
  {
    label: "Germany",
    nuclide: "I-131",
    limitMBq: 250,
    source: "Richtlinie Strahlenschutz in der Medizin, 3.5 µSv/h at 2 m; confirm",
  },
];

/** Where nothing is stated: two days, no limit, and no photon kept by the body. */
export const USUAL_RELEASE: ReleaseWish = { stayH: 48, transmission: 1 };

/** What a patient carries out, and how much activity lets the patient leave when wished. */
export interface ReleaseFigures {
  readonly retainedMBq: number;
  readonly microSvPerH: number;
  /** When either limit is met, h after the administration; undefined: not within a year, or no such limit. */
  readonly retainedFromH: number | undefined;
  readonly doseRateFromH: number | undefined;
  /** The largest activity of a cycle with which both limits are met at the end of the stay; undefined without a limit that can bind. */
  readonly largestGBq: number | undefined;
}

/**
 * Release at an activity, from what stays in the body of one GBq (MBq, decay included). Γ is a dose rate to water in µGy/h, taken as µSv/h; the
 * patient is a point source.
 */
export function releaseFigures(
  nuclide: string,
  perGBq: Retention,
  { stayH, limitMBq, limitMicroSvPerH, transmission }: ReleaseWish,
  activityGBq: number,
): ReleaseFigures {
  const given = perGBq.map(({ amplitude, ratePerH }) => ({
    amplitude: amplitude * activityGBq,
    ratePerH,
  }));
  const leftPerGBq = retainedMBq(perGBq, stayH);
  const ratePerGBq = doseRateAtOneMetre(nuclide, perGBq, stayH, transmission);
  const allowed = [
    ...(limitMBq === undefined ? [] : [limitMBq / leftPerGBq]),
    ...(limitMicroSvPerH === undefined || ratePerGBq === 0 ? [] : [limitMicroSvPerH / ratePerGBq]),
  ];
  return {
    retainedMBq: leftPerGBq * activityGBq,
    microSvPerH: ratePerGBq * activityGBq,
    retainedFromH: limitMBq === undefined ? undefined : timeToRetainedH(given, limitMBq),
    doseRateFromH:
      limitMicroSvPerH === undefined
        ? undefined
        : timeToDoseRateH(nuclide, given, limitMicroSvPerH, transmission),
    largestGBq: allowed.length === 0 ? undefined : Math.min(...allowed),
  };
}
