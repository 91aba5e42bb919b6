import * as v from "valibot";
import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { type Criterion, unitOf } from "../planning/limit";
import type { Protocol } from "../planning/protocol";
import { describeIssue } from "./describeIssue";
import { protocolSchema } from "./protocolSchema";

/**
 * A protocol from the text of a file (schema "gyre.protocol/1", docs/schemas/protocol.schema.json).
 *
 * @throws InputError naming the file and the place in it; a nuclide that the program does not know, and ids that come twice, are refused.
 */
export const parseProtocol = (text: string, fileName: string): Protocol =>
  protocolFrom(parseJson(text, fileName), fileName);

/** A protocol that is part of another file. Throws InputError as `parseProtocol`, beginning with `place`. */
export function protocolFrom(json: unknown, place: string): Protocol {
  const refuse = (reason: string): never => {
    throw new InputError(`${place}: ${reason}`);
  };
  const result = v.safeParse(protocolSchema, json);
  if (!result.success) return refuse(describeIssue(result.issues));
  const { schema: _, weeksBetweenCycles, ...fields } = result.output;
  const ids = [...fields.limits, ...fields.goals].map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return refuse(`limits and goals: two have the id "${twice}"`);
  for (const criterion of [...fields.limits, ...fields.goals]) {
    const fault = faultOf(criterion);
    if (fault !== undefined) return refuse(`"${criterion.id}": ${fault}`);
  }
  return { ...fields, weeksBetweenCycles, nuclide: nuclideIn(place, fields.nuclide) };
}

/** A protocol as the text of a file that `parseProtocol` reads. */
export const writeProtocol = (protocol: Protocol): string =>
  `${JSON.stringify(protocolFields(protocol), null, 2)}\n`;

/** A protocol as part of another file, which `protocolFrom` reads. */
export const protocolFields = ({ weeksBetweenCycles, ...fields }: Protocol) => ({
  schema: "gyre.protocol/1" as const,
  ...fields,
  ...(weeksBetweenCycles === undefined ? {} : { weeksBetweenCycles }),
});

function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `${fileName}: not JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** What a schema cannot say. */
function faultOf({ organ, metric, unit }: Criterion): string | undefined {
  if (metric.kind === "gEud" && metric.a === 0) return "metric.a: expected a number other than 0";
  const expected = unitOf(metric);
  if (unit !== expected) return `unit: expected ${expected} for ${metric.kind}, received ${unit}`;
  const pattern = organ.names?.find((name) => !isRegularExpression(name));
  return pattern === undefined
    ? undefined
    : `organ.names: expected regular expressions, received "${pattern}"`;
}

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, "iu") instanceof RegExp;
  } catch {
    return false;
  }
}

function nuclideIn(fileName: string, name: string): string {
  try {
    return nuclide(name).name;
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${fileName}: ${error.message}`);
    throw error;
  }
}
