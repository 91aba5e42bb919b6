import * as v from "valibot";
import { rateTerm } from "./courseCycleSchema";

const atLeastZero = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What the imaged administration gave before the therapy, as plan.json tells it; a later evaluation counts it as earlier dose. */
export const diagnosticDoseSchema = v.object({
  nuclide: v.string(),
  carrier: v.string(),
  activityMBq: v.pipe(v.number(), v.finite(), v.gtValue(0)),
  structures: v.array(
    v.object({
      structureId: v.string(),
      role: v.picklist(["organ", "tumour", "territory", "marrow", "body", "other"]),
      meanGy: atLeastZero,
      alphaShare: v.pipe(atLeastZero, v.maxValue(1)),
      effectiveHalfLifeH: v.nullable(v.pipe(atLeastZero, v.gtValue(0))),
      rateTerms: v.exactOptional(v.array(rateTerm)),
    }),
  ),
});
