import { InputError } from "../inputError";
import {
  type HalfLifeRange,
  type HeldHalfLife,
  PHASES,
  type Phase,
  withPhase,
} from "../kinetics/heldHalfLife";

/**
 * Half-lives held by hand, by region, from options such as "51", "40-60", "left kidney=51", "kidney=second:1": of the slowest phase where none is named.
 *
 * @throws InputError for what is no range of hours, an unknown phase or region, and with a population, which holds none.
 */
export function heldByRegion(
  asked: readonly string[],
  regions: readonly { readonly region: string }[],
  model: string,
): ReadonlyMap<string, HeldHalfLife> {
  const held = new Map<string, HeldHalfLife>();
  for (const one of asked) {
    if (model === "bayes")
      throw new InputError(
        "gyre fit: --fix and --bound go with a fit of exponentials, not with bayes",
      );
    const at = one.lastIndexOf("=");
    const region = at < 0 ? undefined : one.slice(0, at);
    const { phase, range } = phaseOf(one, one.slice(at + 1));
    const meant = regions.filter(({ region: name }) => region === undefined || name === region);
    if (meant.length === 0)
      throw new InputError(
        `gyre fit: --fix and --bound expect a region of the table (${regions.map((r) => r.region).join(", ")}), got "${region}"`,
      );
    for (const { region: name } of meant)
      held.set(name, withPhase(held.get(name), phase, range) as HeldHalfLife);
  }
  return held;
}

function phaseOf(one: string, text: string): { phase: Phase; range: HalfLifeRange } {
  const colon = text.indexOf(":");
  const name = colon < 0 ? "slowest" : text.slice(0, colon);
  const phase = PHASES.find((known) => known === name);
  const hours = text
    .slice(colon + 1)
    .split("-")
    .map(Number);
  const [from, to = from] = hours;
  if (!phase || hours.length > 2 || !(from! > 0) || !(to! >= from!))
    throw new InputError(
      `gyre fit: --fix expects hours, --bound a range of hours such as 40-60, each with "<region>=" before it where only one is meant and "${PHASES.join(':", "')}:" where a phase is named; got "${one}"`,
    );
  return { phase, range: [from!, to!] };
}
