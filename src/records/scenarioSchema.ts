import * as v from "valibot";
import { type KineticMethod, READINGS_NEEDED } from "../kinetics/kineticChoice";
import { courseCycleSchema, rateTerm } from "./courseCycleSchema";
import { daughtersSchema } from "./daughterSchema";
import { earlierCurveSchema } from "./earlierCurveSchema";
import { factorsSchema, patientDataSchema } from "./patientSchema";
import { heldHalfLifeSchema, populationSchema } from "./populationSchema";
import { spheresSchema } from "./spheresSchema";

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

const criterionChange = v.strictObject({
  value: v.exactOptional(v.pipe(known, v.description("In the unit of the limit or goal."))),
  rbeAlpha: v.exactOptional(positive),
  informational: v.exactOptional(v.boolean()),
  alphaBetaGy: v.exactOptional(positive),
  repairHalfLifeH: v.exactOptional(positive),
});

const earlierDose = v.variant("kind", [
  v.strictObject({
    kind: v.literal("radionuclide"),
    meanGy: atLeastZero,
    effectiveHalfLifeH: positive,
    alphaShare: v.exactOptional(v.pipe(known, v.minValue(0), v.maxValue(1))),
    rateTerms: v.exactOptional(v.array(rateTerm)),
    distribution: v.exactOptional(v.picklist(["even", "asCourse"])),
  }),
  v.strictObject({
    kind: v.literal("external"),
    totalGy: atLeastZero,
    fractions: v.pipe(known, v.minValue(1)),
  }),
]);

const kineticChoice = v.strictObject({
  method: v.exactOptional(v.picklist(Object.keys(READINGS_NEEDED) as KineticMethod[])),
  prior: v.exactOptional(v.string()),
  population: v.exactOptional(populationSchema),
  earlier: v.exactOptional(earlierCurveSchema),
  heldHalfLifeH: v.exactOptional(heldHalfLifeSchema),
  weights: v.exactOptional(v.record(v.string(), atLeastZero)),
});

const byId = <S extends v.GenericSchema>(schema: S) => v.record(v.string(), schema);

const scenario = v.object({
  name: v.pipe(v.string(), v.nonEmpty()),
  nuclide: v.string(),
  protocol: v.pipe(v.string(), v.description("Id of a protocol that the program knows.")),
  ownProtocol: v.exactOptional(
    v.pipe(v.looseObject({}), v.description("A protocol of the user's, by protocol.schema.json.")),
  ),
  totalActivityGBq: v.pipe(positive, v.description("Over all cycles.")),
  cycles: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  weeksBetweenCycles: v.exactOptional(v.nullable(atLeastZero)),
  kinetics: byId(kineticChoice),
  regions: byId(regionChange),
  criteria: byId(criterionChange),
  rbeAlpha: v.exactOptional(
    v.pipe(
      positive,
      v.description("RBE of alphas in all limits and goals without a change of their own."),
    ),
  ),
  factors: factorsSchema,
  patient: v.exactOptional(patientDataSchema),
  daughters: v.exactOptional(
    v.pipe(
      daughtersSchema,
      v.description("In place of the calculation's, by the daughter's name."),
    ),
  ),
  earlier: byId(v.array(earlierDose)),
  given: v.exactOptional(
    v.pipe(
      v.array(courseCycleSchema),
      v.description("Cycles that were given; activity and cycles speak of those to come."),
    ),
  ),
  spheres: v.exactOptional(spheresSchema),
  spread: v.strictObject({
    calibrationPercent: v.exactOptional(atLeastZero),
    massPercent: v.exactOptional(atLeastZero),
    fitPercent: atLeastZero,
    rbePercent: v.exactOptional(
      v.pipe(v.number(), v.finite(), v.minValue(0), v.description("Of the RBE of alphas.")),
    ),
  }),
  isodosesGy: v.array(positive),
});

/** scenarios.json, as far as it says what is asked; what it gave is let pass. */
export const scenariosSchema = v.object({
  schema: v.literal("gyre.scenarios/1"),
  scenarios: v.array(scenario),
});

/** What one scenario of a file asks. */
export type AskedScenario = v.InferOutput<typeof scenario>;
