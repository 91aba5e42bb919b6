import * as v from "valibot";
import { rateTerm } from "./courseCycleSchema";

const known = v.pipe(v.number(), v.finite());
const atLeastZero = v.pipe(known, v.minValue(0));
const positive = v.pipe(known, v.gtValue(0));

const criterionChange = v.strictObject({
  value: v.exactOptional(v.pipe(known, v.description("In the unit of the limit or goal."))),
  rbeAlpha: v.exactOptional(positive),
  informational: v.exactOptional(v.boolean()),
  alphaBetaGy: v.exactOptional(positive),
  repairHalfLifeH: v.exactOptional(positive),
});

/** What a user sets on limits and goals, by their id; all that is left out stays as the protocol has it. */
export const criterionChanges = v.record(v.string(), criterionChange);

const earlierDose = v.variant("kind", [
  v.strictObject({
    kind: v.literal("radionuclide"),
    meanGy: atLeastZero,
    effectiveHalfLifeH: v.pipe(atLeastZero, v.description("0 h: as if acute.")),
    alphaShare: v.exactOptional(v.pipe(known, v.minValue(0), v.maxValue(1))),
    rateTerms: v.exactOptional(v.array(rateTerm)),
    distribution: v.exactOptional(v.picklist(["even", "asCourse"])),
    diagnostic: v.exactOptional(
      v.pipe(v.string(), v.description("The diagnostic administration that gave it.")),
    ),
  }),
  v.strictObject({
    kind: v.literal("external"),
    totalGy: atLeastZero,
    fractions: v.pipe(known, v.minValue(1)),
  }),
]);

/** Dose before the course, by structure id; "blood" and "wholeBody" are what limits on these are held against. */
export const earlierDoses = v.record(v.string(), v.array(earlierDose));

/** RBE of alphas in all limits and goals. */
export const commonRbe = v.pipe(
  positive,
  v.description("RBE of alphas in all limits and goals without a change of their own."),
);

/** Relative standard deviations of what the doses are made of; what is left out is as the page starts with. */
export const spreadEntries = {
  calibrationPercent: v.exactOptional(atLeastZero),
  massPercent: v.exactOptional(atLeastZero),
  fitPercent: v.exactOptional(atLeastZero),
  rbePercent: v.exactOptional(v.pipe(atLeastZero, v.description("Of the RBE of alphas."))),
};

/** Doses at which isodose lines are drawn. */
export const isodosesGy = v.array(positive);
