import { InputError } from "../inputError";
import type { Study } from "../volume/study";
import type { Case } from "./caseSchema";

/** Refuses dose before the course of a structure that the study does not have: no limit would hold it. */
export function refuseUnknownEarlier({ earlier = {} }: Case, { structures }: Study): void {
  const known = [...structures.map(({ id }) => id), "blood", "wholeBody"];
  const stranger = Object.keys(earlier).find((id) => !known.includes(id));
  if (stranger !== undefined)
    throw new InputError(`earlier: expected one of ${known.join(", ")}, received "${stranger}"`);
}
