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

const range = v.tuple([positive, positive]);

/** Hours within which phases are held by hand; twice the same fixes one. */
export const heldHalfLifeSchema = v.pipe(
  v.union(
    [
      range,
      v.strictObject({
        slowest: v.exactOptional(range),
        second: v.exactOptional(
          v.pipe(
            range,
            v.description("Of the uptake in uptakeWashout, of the next faster phase in others."),
          ),
        ),
        third: v.exactOptional(range),
      }),
    ],
    "hours from and to of the slowest phase, or an object with slowest, second and third of such pairs",
  ),
  v.description(
    "Effective half-life of the slowest phase, or of any by name, h: from, to. Twice the same fixes it; never above physical decay, each shorter than that of the phase before.",
  ),
);
