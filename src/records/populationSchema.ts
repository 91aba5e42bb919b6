import * as v from "valibot";
import type { PopulationPrior } from "../kinetics/population";

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const triple = v.tuple([v.number(), v.number(), v.number()]);

/** A population of the user's own inside a file. */
export const populationSchema = v.pipe(
  v.strictObject({
    name: v.string(),
    radiopharmaceutical: v.string(),
    organ: v.string(),
    nuclide: v.string(),
    median: v.strictObject({
      amplitudePerMBq: positive,
      effectiveHalfLifeH: positive,
      uptakeHalfLifeH: positive,
    }),
    logCovariance: v.tuple([triple, triple, triple]),
    patients: v.number(),
    source: v.string(),
  } satisfies Record<keyof PopulationPrior, unknown>),
  v.description("A population of the user's own, in place of one that the program knows by name."),
);

/** Hours within which the slowest phase is held by hand; twice the same fixes it. */
export const heldHalfLifeSchema = v.pipe(
  v.tuple([positive, positive]),
  v.description(
    "Effective half-life of the slowest phase, h: from, to. Twice the same fixes it; never above physical decay.",
  ),
);
