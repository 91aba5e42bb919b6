import { InputError } from "../inputError";
import type { OrganMatcher } from "./limit";
import type { StructureDose } from "./structureDose";

/** The structures that a limit or goal speaks of: those named by id, else of its roles those whose name meets the first pattern that any meets. */
export function matchStructures(
  organ: OrganMatcher,
  structures: readonly StructureDose[],
): StructureDose[] {
  const { ids, roles, names } = organ;
  if (ids) return structures.filter(({ structureId }) => ids.includes(structureId));
  const candidates = structures.filter(({ role }) => !roles || roles.includes(role));
  if (!names) return candidates;
  for (const pattern of names) {
    const expression = expressionOf(organ, pattern);
    const named = candidates.filter(({ name }) => expression.test(name));
    if (named.length > 0) return named;
  }
  return [];
}

/** Whether a name meets any of an organ's patterns. */
export const matchesName = (organ: OrganMatcher, name: string): boolean =>
  (organ.names ?? []).some((pattern) => expressionOf(organ, pattern).test(name));

function expressionOf({ tissue }: OrganMatcher, pattern: string): RegExp {
  try {
    return new RegExp(pattern, "iu");
  } catch {
    throw new InputError(
      `organ "${tissue}": names must hold regular expressions, received "${pattern}"`,
    );
  }
}
