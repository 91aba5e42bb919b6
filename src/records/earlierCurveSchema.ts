import * as v from "valibot";

const known = v.pipe(v.number(), v.finite());
const text = v.pipe(v.string(), v.nonEmpty());

/** What a trapezoid runs through. */
export const cornersSchema = v.pipe(
  v.array(v.strictObject({ timeH: v.pipe(known, v.gtValue(0)), activityMBq: known })),
  v.minLength(1),
  v.description("Of a trapezoid: the readings that it runs through, in order of time."),
);

/** The curve of a region in an earlier cycle, as a case or a scenario keeps it. */
export const earlierCurveSchema = v.pipe(
  v.strictObject({
    terms: v.pipe(
      v.array(v.strictObject({ amplitudeMBq: known, ratePerH: v.pipe(known, v.gtValue(0)) })),
      v.minLength(1),
      v.description(
        "One to three: A(t) = Σ amplitude·e^(−rate·t), decay included, t from the administration; of a trapezoid its tail.",
      ),
    ),
    corners: v.exactOptional(cornersSchema),
    nuclide: v.pipe(text, v.description("Whose decay is in the rates.")),
    source: v.pipe(text, v.description("Where the curve comes from: the plan of that cycle.")),
  }),
  v.description("For earlierCycle: the curve that is scaled to the readings."),
);
