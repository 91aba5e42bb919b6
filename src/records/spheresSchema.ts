import * as v from "valibot";
import { positive } from "./schemaParts";

const share = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(0.99), v.description(meaning));
const percent = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(99), v.description(meaning));

/** Planar counts of lungs and liver in both views, in any unit. */
export const planarCountsSchema = v.strictObject({
  lungAnterior: positive("Lungs from the front."),
  lungPosterior: positive("Lungs from the back."),
  liverAnterior: positive("Liver from the front, in the same unit."),
  liverPosterior: positive("Liver from the back, in the same unit."),
});

/** What is asked of a plan of spheres. */
export const spheresSchema = v.pipe(
  v.strictObject({
    tumourGy: v.exactOptional(positive("Wanted in the tumour that gets least, Gy.")),
    perfusedGy: v.exactOptional(
      positive("Wanted in the whole perfused volume, as one compartment, Gy."),
    ),
    lungKg: v.exactOptional(positive("Mass of the lungs, where they are not drawn.")),
    shunt: v.exactOptional(
      v.strictObject({
        share: share("Share of the activity that reaches the lungs."),
        planar: v.exactOptional(planarCountsSchema),
      }),
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
      }),
    ),
  }),
  v.description("Microspheres: doses wanted, where the lung shunt is from, the vial."),
);
