import * as v from "valibot";
import { InputError } from "../inputError";
import { describeIssue } from "./describeIssue";

const known = v.pipe(v.number(), v.finite());
const region = v.object({
  structureId: v.string(),
  tiacH: known,
  model: v.string(),
  terms: v.array(v.object({ amplitudeMBq: known, ratePerH: known })),
});
const structure = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(["organ", "tumour", "marrow", "body", "other"]),
  volumeMl: known,
  massG: known,
  effectiveHalfLifeH: v.nullable(known),
  alphaShare: v.nullable(known),
  voxelMarks: v.array(v.string()),
  meanGyPerGBq: known,
  minGyPerGBq: known,
  maxGyPerGBq: known,
});

/** The part of plan.json that a later evaluation needs; the rest is let pass. */
const planSchema = v.object({
  schema: v.literal("gyre.plan/1"),
  patient: v.string(),
  settings: v.object({ protocol: v.string(), nuclide: v.string() }),
  regions: v.array(region),
  structures: v.array(structure),
  limits: v.array(v.object({ id: v.string(), value: known })),
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
