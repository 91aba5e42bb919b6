import * as v from "valibot";
import { positive } from "./schemaParts";

const share = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(0.99), v.description(meaning));
const atLeastZero = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.description(meaning));
const percent = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(99), v.description(meaning));

/** Planar counts of lungs and liver in both views, in any unit. */
export const planarCountsSchema = v.strictObject({
  lungAnterior: positive("Lungs from the front."),
  lungPosterior: positive("Lungs from the back."),
  liverAnterior: positive("Liver from the front, in the same unit."),
  liverPosterior: positive("Liver from the back, in the same unit."),
});

const wanted = {
  tumourGy: v.exactOptional(positive("Wanted in the tumour that gets least, Gy.")),
  perfusedGy: v.exactOptional(
    positive("Wanted in the whole perfused volume, as one compartment, Gy."),
  ),
  lungKg: v.exactOptional(positive("Mass of the lungs, where they are not drawn.")),
};
const shunt = v.strictObject({
  share: share("Share of the activity that reaches the lungs."),
  planar: v.exactOptional(planarCountsSchema),
});

/** How spheres are to be given, in a case: it changes what the images of proportions are taken for. */
export const caseSpheresSchema = v.strictObject({
  ...wanted,
  lungShunt: v.exactOptional(
    v.pipe(
      v.union(
        [
          v.strictObject({ share: shunt.entries.share }),
          v.strictObject({ planar: planarCountsSchema }),
        ],
        "an object with share, or with planar",
      ),
      v.description(
        "In place of the one that the lungs drawn show: as a share, or planar counts of lungs and liver, of which the geometric mean of both views is taken.",
      ),
    ),
  ),
  activityShares: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.pipe(v.number(), v.finite(), v.minValue(0))),
      v.description(
        "Of the activity injected, by territory, in place of what the images show; every territory has one, and they sum to 1.",
      ),
    ),
  ),
});

/** What is asked of a plan of spheres. */
export const spheresSchema = v.pipe(
  v.strictObject({
    ...wanted,
    shunt: v.exactOptional(shunt),
    counts: v.exactOptional(
      v.pipe(planarCountsSchema, v.description("Typed, whether the shunt is from them or not.")),
    ),
    vial: v.exactOptional(
      v.strictObject({
        residualPercent: percent("Of what is drawn up, left in vial, line and catheter."),
        hoursToInjection: v.pipe(
          v.number(),
          v.finite(),
          v.minValue(0),
          v.description("From the calibration of the vial to the injection."),
        ),
        readings: v.exactOptional(
          v.strictObject({
            beforeGBq: positive("In the vial at injection."),
            afterGBq: atLeastZero("In vial, line and catheter when it was read."),
            hoursAfter: atLeastZero("From the injection to that reading."),
          }),
        ),
      }),
    ),
  }),
  v.description("Microspheres: doses wanted, where the lung shunt is from, the vial."),
);
