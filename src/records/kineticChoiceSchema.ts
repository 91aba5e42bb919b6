import * as v from "valibot";
import { FEW_SCAN_METHODS } from "../kinetics/kineticChoice";
import { earlierCurveSchema } from "./earlierCurveSchema";
import { heldHalfLifeSchema, populationSchema } from "./populationSchema";
import { id } from "./scanSchema";
import { MODELS, text } from "./schemaParts";

const kineticChoice = v.strictObject({
  method: v.exactOptional(
    v.pipe(
      v.picklist([...MODELS, ...FEW_SCAN_METHODS]),
      v.description("Without one that of `model`."),
    ),
  ),
  prior: v.exactOptional(text("A population of the program, for prior and madsen2018.")),
  population: v.exactOptional(populationSchema),
  earlier: v.exactOptional(earlierCurveSchema),
  heldHalfLifeH: v.exactOptional(heldHalfLifeSchema),
  weights: v.exactOptional(
    v.pipe(
      v.record(id, v.pipe(v.number(), v.finite(), v.minValue(0))),
      v.description("What readings count for, by scan id: 1 without an entry; 0 leaves one out."),
    ),
  ),
});

/** What is chosen for single regions, by structure id. */
export const choicesPerStructure = v.record(
  id,
  v.union(
    [v.picklist(MODELS), kineticChoice],
    "a model, or an object with method, prior, population, earlier, heldHalfLifeH and weights",
  ),
);
