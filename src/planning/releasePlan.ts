import { valueAt } from "../physics/daughterActivity";
import type { RateTerm } from "../physics/radiobiology";
import type { ReleaseWish } from "./patientData";
import {
  doseRateTerms,
  doseToOthersTerms,
  grownDaughters,
  lastCrossingH,
  type Retention,
  retainedMBq,
} from "./release";

/** A limit under which patients may leave, as some country has it. */
export interface ReleaseLimit
  extends Pick<ReleaseWish, "limitMBq" | "limitMicroSvPerH" | "limitMilliSv"> {
  readonly label: string;
  /** Undefined: any. */
  readonly nuclide?: string;
  /** Ends in "confirm" where it was not read at its source. */
  readonly source: string;
}

export const RELEASE_LIMITS: readonly ReleaseLimit[] = [
  {
    label: "USA, dose to others",
    limitMilliSv: 5,
    source:
      "10 CFR 35.75(a): 5 mSv to any other individual; occupancy of a quarter at 1 m by 10 CFR 35.2075(a)",
  },
  {
    label: "EU, public",
    limitMilliSv: 1,
    source: "Directive 2013/59/Euratom, article 12: 1 mSv a year to members of the public; confirm",
  },
  {
    label: "USA",
    nuclide: "I-131",
    limitMBq: 1200,
    limitMicroSvPerH: 70,
    source: "NRC Regulatory Guide 8.39 (1997): 33 mCi retained, or 7 mrem/h at 1 m",
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

/** The limits that stand in a table for a nuclide. */
export const releaseLimitsOf = (nuclideName: string): ReleaseLimit[] =>
  RELEASE_LIMITS.filter(({ nuclide }) => nuclide === undefined || nuclide === nuclideName);

/** Someone is a quarter of the time at 1 m, where nothing else is stated. */
export const USUAL_OCCUPANCY = 0.25; // 10 CFR 35.2075(a)(2)

/** Where nothing is stated: two days, no limit, and no photon kept by the body. */
export const USUAL_RELEASE: ReleaseWish = { stayH: 48, transmission: 1 };

/** What a patient carries out, and how much activity lets the patient leave when wished. */
export interface ReleaseFigures {
  readonly retainedMBq: number;
  /** Long-lived daughters that grew in the body until then. */
  readonly grown: readonly { readonly nuclide: string; readonly retainedMBq: number }[];
  readonly microSvPerH: number;
  /** From the release on, at 1 m, for the share of the time that someone is there. */
  readonly milliSvToOthers: number;
  /** When each limit is met, h after the administration; undefined: not within a year, or no such limit. */
  readonly retainedFromH: number | undefined;
  readonly doseRateFromH: number | undefined;
  readonly milliSvFromH: number | undefined;
  /** The largest activity of a cycle with which all limits are met at the end of the stay; undefined without a limit that can bind. */
  readonly largestGBq: number | undefined;
}

/**
 * Release at an activity, from what stays in the body of one GBq (MBq, decay included). Γ is a dose rate to water in µGy/h, taken as µSv/h; the
 * patient is a point source. A limit on activity speaks of the nuclide administered.
 */
export function releaseFigures(
  nuclide: string,
  perGBq: Retention,
  wish: ReleaseWish,
  activityGBq: number,
): ReleaseFigures {
  const { stayH, transmission, occupancy = USUAL_OCCUPANCY } = wish;
  const rate = doseRateTerms(nuclide, perGBq, transmission);
  const milliSv = scaled(doseToOthersTerms(rate, occupancy), 1e-3);
  const limits = [
    { terms: perGBq, limit: wish.limitMBq },
    { terms: rate, limit: wish.limitMicroSvPerH },
    { terms: milliSv, limit: wish.limitMilliSv },
  ] as const;
  const [retainedFromH, doseRateFromH, milliSvFromH] = limits.map(({ terms, limit }) =>
    limit === undefined ? undefined : lastCrossingH(scaled(terms, activityGBq), limit),
  );
  const allowed = limits.flatMap(({ terms, limit }) => {
    const left = valueAt(terms, stayH);
    return limit === undefined || !(left > 0) ? [] : [limit / left];
  });
  return {
    retainedMBq: retainedMBq(perGBq, stayH) * activityGBq,
    grown: grownDaughters(nuclide, perGBq).map(({ nuclide: name, retention }) => ({
      nuclide: name,
      retainedMBq: retainedMBq(retention, stayH) * activityGBq,
    })),
    microSvPerH: valueAt(rate, stayH) * activityGBq,
    milliSvToOthers: valueAt(milliSv, stayH) * activityGBq,
    retainedFromH,
    doseRateFromH,
    milliSvFromH,
    largestGBq: allowed.length === 0 ? undefined : Math.min(...allowed),
  };
}

const scaled = (terms: readonly RateTerm[], factor: number): RateTerm[] =>
  terms.map(({ amplitude, ratePerH }) => ({ amplitude: amplitude * factor, ratePerH }));
