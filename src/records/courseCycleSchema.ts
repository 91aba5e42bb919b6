import * as v from "valibot";

const known = v.pipe(v.number(), v.finite());
const atLeastZero = v.pipe(known, v.minValue(0));
const positive = v.pipe(known, v.gtValue(0));

/** One exponential of a dose rate, in any unit. */
export const rateTerm = v.strictObject({ amplitude: known, ratePerH: positive });

/** A cycle that was given: its activity, and what was measured of it. */
export const courseCycleSchema = v.strictObject({
  id: v.string(),
  activityGBq: atLeastZero,
  date: v.exactOptional(v.string()),
  measuredIn: v.exactOptional(v.string()),
  structures: v.array(
    v.strictObject({
      structureId: v.string(),
      meanGyPerGBq: atLeastZero,
      effectiveHalfLifeH: v.exactOptional(positive),
      rateTerms: v.exactOptional(v.array(rateTerm)),
      error: v.exactOptional(v.strictObject({ calibration: atLeastZero, own: atLeastZero })),
    }),
  ),
  notes: v.exactOptional(
    v.pipe(v.array(v.string()), v.description("Sentences that go with what was measured.")),
  ),
  isBeyondPlan: v.exactOptional(
    v.pipe(v.boolean(), v.description("It was given beyond the cycles that were planned.")),
  ),
});
