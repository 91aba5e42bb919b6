import * as v from "valibot";
import { InputError } from "../inputError";
import { courseCycleSchema } from "./courseCycleSchema";
import { describeIssue } from "./describeIssue";
import { diagnosticDoseSchema } from "./diagnosticDoseSchema";
import { cornersSchema } from "./earlierCurveSchema";
import { factorsSchema, patientDataSchema } from "./patientSchema";
import { commonRbe, earlierDoses } from "./whatIfSchema";

const known = v.pipe(v.number(), v.finite());
const region = v.object({
  structureId: v.string(),
  tiacH: known,
  method: v.exactOptional(v.string()),
  model: v.string(),
  terms: v.array(v.object({ amplitudeMBq: known, ratePerH: known })),
  corners: v.exactOptional(cornersSchema),
  timesH: v.exactOptional(v.array(known)),
  activityMBq: v.exactOptional(v.array(known)),
  weights: v.exactOptional(v.array(known)),
  delivery: v.exactOptional(
    v.array(
      v.object({
        formedBy: v.nullable(known),
        stayingLeads: known,
        decayPerH: known,
        ratePerH: known,
        doseWeight: known,
      }),
    ),
  ),
});
const structure = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(["organ", "tumour", "territory", "marrow", "body", "other"]),
  volumeMl: known,
  massG: known,
  effectiveHalfLifeH: v.nullable(known),
  alphaShare: v.nullable(known),
  voxelMarks: v.array(v.string()),
  meanGyPerGBq: known,
  minGyPerGBq: known,
  maxGyPerGBq: known,
  smoothedMaxGyPerGBq: v.exactOptional(v.nullable(known)),
});

const administration = v.object({
  nuclide: v.exactOptional(v.string()),
  activityMBq: v.pipe(known, v.gtValue(0)),
  at: v.exactOptional(v.string()),
});
const budget = v.object({
  relativeUncertainty: known,
  contributions: v.array(v.object({ step: v.string(), relativeUncertainty: known })),
});

/** The part of plan.json that a later evaluation needs; the rest is let pass. */
const planSchema = v.object({
  schema: v.literal("gyre.plan/1"),
  patient: v.string(),
  /** Files that it was calculated from; none where a page calculated it. */
  inputs: v.exactOptional(v.array(v.object({ path: v.string(), sha256: v.string() }))),
  settings: v.object({
    protocol: v.string(),
    nuclide: v.string(),
    patient: v.exactOptional(patientDataSchema),
    factors: v.exactOptional(factorsSchema),
    earlier: v.exactOptional(earlierDoses),
    rbeAlpha: v.exactOptional(commonRbe),
  }),
  /** All of it, with the values of the case; plans of earlier versions name it alone. */
  protocol: v.exactOptional(v.looseObject({})),
  regions: v.array(region),
  structures: v.array(structure),
  sMatrixGyPerGBq: v.exactOptional(
    v.object({
      sources: v.array(v.string()),
      targets: v.array(v.object({ structureId: v.string(), meanGyPerGBq: v.array(known) })),
    }),
  ),
  chain: v.exactOptional(
    v.object({ daughters: v.array(v.object({ nuclide: v.string(), text: v.string() })) }),
  ),
  limits: v.array(v.object({ id: v.string(), value: known })),
  givenCycles: v.exactOptional(v.array(v.object(courseCycleSchema.entries))),
  administration: v.exactOptional(administration),
  diagnosticDose: v.exactOptional(diagnosticDoseSchema),
  uncertainty: v.exactOptional(
    v.object({
      regions: v.array(v.object({ structureId: v.string(), meanDose: v.nullable(budget) })),
    }),
  ),
  warnings: v.array(v.string()),
});

/** A plan as its file tells it. */
export type PlanRecord = v.InferOutput<typeof planSchema>;

/**
 * A plan from the text of plan.json (schema "gyre.plan/1").
 *
 * @throws InputError naming the file and the place in it.
 */
export function parsePlan(text: string, fileName: string): PlanRecord {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `${fileName}: not JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const result = v.safeParse(planSchema, json);
  if (!result.success) throw new InputError(`${fileName}: ${describeIssue(result.issues)}`);
  return result.output;
}
