import * as v from "valibot";
import { InputError } from "../inputError";
import { describeIssue } from "./describeIssue";
import { cycleFault } from "./givenCycleFault";
import { type CaseCycle, givenCycle } from "./givenCycleSchema";

/**
 * A cycle as a case tells it, from plain data.
 *
 * @throws InputError naming the place in it.
 */
export function parseCycle(data: unknown): CaseCycle {
  const result = v.safeParse(givenCycle, data);
  if (!result.success) throw new InputError(`cycle: ${describeIssue(result.issues)}`);
  const fault = cycleFault(result.output);
  if (fault !== undefined) throw new InputError(`cycle${fault}`);
  return result.output;
}
