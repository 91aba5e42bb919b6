import * as v from "valibot";
import { InputError } from "../inputError";
import { describeIssue } from "./describeIssue";
import { type AskedScenario, scenariosSchema } from "./scenarioSchema";

/**
 * The scenarios of scenarios.json (schema "gyre.scenarios/1").
 *
 * @throws InputError naming the file and the place in it.
 */
export function parseScenarios(text: string, fileName: string): AskedScenario[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `${fileName}: not JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const result = v.safeParse(scenariosSchema, json);
  if (!result.success) throw new InputError(`${fileName}: ${describeIssue(result.issues)}`);
  return result.output.scenarios;
}
