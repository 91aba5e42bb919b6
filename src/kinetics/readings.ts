import { InputError } from "../inputError";

/** Activity of one region over time, in order of time. */
export interface Readings {
  readonly timesH: readonly number[];
  readonly activityMBq: readonly number[];
  /** Standard deviation of each reading; where none is known only their ratios mean something. */
  readonly sigmaMBq: readonly number[];
  readonly sigmaKnown: boolean;
}

/** What a fit is asked with: readings in any order, decayed (not decay-corrected) activities. */
export interface GivenReadings {
  /** Hours since administration. */
  readonly timesH: readonly number[];
  readonly activityMBq: readonly number[];
  readonly sigmaMBq?: readonly number[] | undefined;
  /** What each reading counts for against its variance, above 0; 1 for all where not given. At 1/4 its σ is doubled. */
  readonly weights?: readonly number[] | undefined;
}

/**
 * The readings checked and in order of time, and for each its place in what was given.
 *
 * @throws InputError on lengths that differ, values that are no numbers, times before the administration,
 * two readings at one time, a sigma or weight that is not positive.
 */
export function orderedReadings(given: GivenReadings): { readings: Readings; places: number[] } {
  const { timesH, activityMBq, sigmaMBq, weights } = given;
  const n = timesH.length;
  if (n === 0) throw new InputError("time-activity readings: expected at least one, received none");
  if (activityMBq.length !== n || (sigmaMBq && sigmaMBq.length !== n))
    throw new InputError(
      `time-activity readings: expected as many activities and sigmas as times (${n}), received ${activityMBq.length} and ${sigmaMBq?.length ?? 0}`,
    );
  for (let i = 0; i < n; i++) {
    expectNumber("time_h", i, timesH[i]!, timesH[i]! >= 0, "a number of 0 or more");
    expectNumber("activity_MBq", i, activityMBq[i]!, true, "a number");
    if (sigmaMBq) expectNumber("sigma", i, sigmaMBq[i]!, sigmaMBq[i]! > 0, "a number above 0");
    if (weights) expectNumber("weight", i, weights[i]!, weights[i]! > 0, "a number above 0");
  }
  const places = [...timesH.keys()].sort((a, b) => timesH[a]! - timesH[b]!);
  const twice = places.find((i, rank) => rank > 0 && timesH[places[rank - 1]!] === timesH[i]);
  if (twice !== undefined)
    throw new InputError(
      `time-activity readings: expected one reading at ${timesH[twice]} h, received two; give their mean`,
    );
  const readings = {
    timesH: places.map((i) => timesH[i]!),
    activityMBq: places.map((i) => activityMBq[i]!),
    sigmaMBq: places.map((i) => (sigmaMBq?.[i] ?? 1) / Math.sqrt(weights?.[i] ?? 1)),
    sigmaKnown: sigmaMBq !== undefined,
  };
  return { readings, places };
}

function expectNumber(field: string, i: number, value: number, holds: boolean, what: string) {
  if (!Number.isFinite(value) || !holds)
    throw new InputError(
      `time-activity reading ${i + 1}: ${field} expects ${what}, received ${value}`,
    );
}
