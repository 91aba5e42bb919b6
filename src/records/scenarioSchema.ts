import * as v from "valibot";
import { type KineticMethod, READINGS_NEEDED } from "../kinetics/kineticChoice";
import { courseCycleSchema } from "./courseCycleSchema";
import { daughtersSchema } from "./daughterSchema";
import { earlierCurveSchema } from "./earlierCurveSchema";
import { factorsSchema, patientDataSchema } from "./patientSchema";
import { heldHalfLifeSchema, populationSchema } from "./populationSchema";
import { spheresSchema } from "./spheresSchema";
import {
  commonRbe,
  criterionChanges,
  earlierDoses,
  isodosesGy,
  spreadEntries,
} from "./whatIfSchema";

const known = v.pipe(v.number(), v.finite());
const atLeastZero = v.pipe(known, v.minValue(0));
const positive = v.pipe(known, v.gtValue(0));

const regionChange = v.strictObject({
  uptakeFactor: v.exactOptional(
    v.pipe(atLeastZero, v.description("Times the activity at every time.")),
  ),
  effectiveHalfLifeH: v.exactOptional(
    v.pipe(positive, v.description("Of the phase that carries most decays, h.")),
  ),
  massFactor: v.exactOptional(
    v.pipe(positive, v.description("Times the mass, at the same activity.")),
  ),
});

const kineticChoice = v.strictObject({
  method: v.exactOptional(v.picklist(Object.keys(READINGS_NEEDED) as KineticMethod[])),
  prior: v.exactOptional(v.string()),
  population: v.exactOptional(populationSchema),
  earlier: v.exactOptional(earlierCurveSchema),
  heldHalfLifeH: v.exactOptional(heldHalfLifeSchema),
  weights: v.exactOptional(v.record(v.string(), atLeastZero)),
});

const byId = <S extends v.GenericSchema>(schema: S) => v.record(v.string(), schema);

/** What a scenario of a saved file gave; it is calculated anew when it is read. */
const whatItGave = {
  largestTotalActivityGBq: v.exactOptional(v.nullable(known)),
  bindingLimit: v.exactOptional(v.nullable(v.string())),
  bindingStructure: v.exactOptional(v.nullable(v.string())),
  structures: v.exactOptional(
    v.array(v.strictObject({ id: v.string(), meanGyPerGBq: known, meanGy: known })),
  ),
};

/** What one scenario asks. All that is left out is as the plan starts. */
export const scenarioSchema = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  nuclide: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("Another one than the plan's takes its place on the same carrier."),
    ),
  ),
  protocol: v.exactOptional(
    v.pipe(v.string(), v.description("Id of a protocol that the program knows, or the plan's.")),
  ),
  ownProtocol: v.exactOptional(
    v.pipe(v.looseObject({}), v.description("A protocol of the user's, by protocol.schema.json.")),
  ),
  totalActivityGBq: v.exactOptional(
    v.pipe(
      positive,
      v.description("Over all cycles. Without it each cycle has what the plan starts with."),
    ),
  ),
  cycles: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
  weeksBetweenCycles: v.exactOptional(v.nullable(atLeastZero)),
  kinetics: v.exactOptional(byId(kineticChoice)),
  regions: v.exactOptional(byId(regionChange)),
  criteria: v.exactOptional(criterionChanges),
  rbeAlpha: v.exactOptional(v.nullable(commonRbe)),
  factors: v.exactOptional(factorsSchema),
  patient: v.exactOptional(patientDataSchema),
  daughters: v.exactOptional(
    v.pipe(
      daughtersSchema,
      v.description("In place of the calculation's, by the daughter's name."),
    ),
  ),
  earlier: v.exactOptional(earlierDoses),
  given: v.exactOptional(
    v.pipe(
      v.array(courseCycleSchema),
      v.description("Cycles that were given; activity and cycles speak of those to come."),
    ),
  ),
  spheres: v.exactOptional(spheresSchema),
  spread: v.exactOptional(v.strictObject(spreadEntries)),
  isodosesGy: v.exactOptional(isodosesGy),
  ...whatItGave,
});

/** scenarios.json: what is asked, and what it gave. */
export const scenariosSchema = v.object({
  schema: v.literal("gyre.scenarios/1"),
  scenarios: v.array(scenarioSchema),
});

/** What one scenario of a file asks. */
export type AskedScenario = v.InferOutput<typeof scenarioSchema>;
