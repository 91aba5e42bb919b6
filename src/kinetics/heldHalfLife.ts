import { InputError } from "../inputError";
import type { ModelChoice, ModelName } from "./fit";

/** Effective half-life as held by hand, h; twice the same fixes it. */
export type HalfLifeRange = readonly [fromH: number, toH: number];

export const PHASES = ["slowest", "second", "third"] as const;
/** The phases of a sum of exponentials in order of their rates; the second of an uptake and a washout is the uptake. */
export type Phase = (typeof PHASES)[number];

/** What is held by hand: the slowest phase, or any by name. */
export type HeldHalfLife = HalfLifeRange | { readonly [P in Phase]?: HalfLifeRange };

/** Rates of one phase, 1/h. */
export interface RateRange {
  readonly lowestPerH: number;
  readonly highestPerH: number;
}

/** Rates held by hand, phase after phase from the slowest; undefined where a phase is free. */
export type HeldRates = readonly (RateRange | undefined)[];

const PHASE_COUNT: Readonly<Record<ModelName, number>> = {
  monoExponential: 1,
  uptakeWashout: 2,
  biExponential: 2,
  triExponential: 3,
  trapezoid: 1,
  permanent: 0,
};

/** What is held, by phase. */
export const heldPhases = (held: HeldHalfLife): { readonly [P in Phase]?: HalfLifeRange } =>
  Array.isArray(held)
    ? { slowest: held as HalfLifeRange }
    : (held as { [P in Phase]?: HalfLifeRange });

/** With one phase held otherwise, or let go; undefined where nothing is held any more. */
export function withPhase(
  held: HeldHalfLife | undefined,
  phase: Phase,
  range: HalfLifeRange | undefined,
): HeldHalfLife | undefined {
  const { [phase]: _, ...others } = held ? heldPhases(held) : {};
  const all: { [P in Phase]?: HalfLifeRange } = range ? { ...others, [phase]: range } : others;
  const names = PHASES.filter((name) => all[name]);
  if (names.length === 0) return undefined;
  return names.length === 1 && all.slowest ? all.slowest : all;
}

/** Whether two hold the same. */
export const sameHeld = (a: HeldHalfLife | undefined, b: HeldHalfLife | undefined): boolean =>
  PHASES.every((phase) => {
    const [one, other] = [a, b].map((held) => held && heldPhases(held)[phase]);
    return String(one) === String(other);
  });

/** What of it goes with a model: a phase that the model does not have is let go. */
export function heldIn(held: HeldHalfLife, model: ModelChoice): HeldHalfLife | undefined {
  if (model === "auto") return held;
  return PHASES.slice(PHASE_COUNT[model]).reduce<HeldHalfLife | undefined>(
    (kept, phase) => kept && withPhase(kept, phase, undefined),
    held,
  );
}

/** Whether a model has every phase that is held. */
export const hasHeldPhases = (model: ModelName, held: HeldRates | undefined): boolean =>
  (held ?? []).findLastIndex((range) => range !== undefined) < PHASE_COUNT[model];

/** How many phases of a model are fixed by hand. */
export const fixedPhases = (model: ModelName, held: HeldHalfLife): number =>
  PHASES.slice(0, PHASE_COUNT[model]).filter((phase) => {
    const range = heldPhases(held)[phase];
    return range !== undefined && range[0] === range[1];
  }).length;

/**
 * Half-lives held by hand as rates.
 *
 * @throws InputError where one is no range of hours, longer than physical decay allows, or not shorter than that of a slower phase.
 */
export function heldRates(held: HeldHalfLife, physicalHalfLifeH: number): HeldRates {
  const byPhase = heldPhases(held);
  let slower: { phase: Phase; fromH: number } | undefined;
  return PHASES.map((phase) => {
    const range = byPhase[phase];
    if (!range) return undefined;
    const [fromH, toH] = range;
    const where =
      phase === "slowest" ? "half-life held by hand" : `half-life held by hand, ${phase} phase`;
    if (!(fromH > 0 && toH >= fromH && Number.isFinite(toH)))
      throw new InputError(
        `${where}: expected hours above 0, from and to, received ${fromH} to ${toH} h`,
      );
    if (toH > physicalHalfLifeH * (1 + 1e-9))
      throw new InputError(
        `${where}: expected at most the physical half-life of ${shown(physicalHalfLifeH)} h, received ${toH} h: nothing leaves more slowly than it decays`,
      );
    if (slower && !(toH < slower.fromH))
      throw new InputError(
        `${where}: expected less than the ${shown(slower.fromH)} h of the ${slower.phase} phase, received ${toH} h`,
      );
    slower = { phase, fromH };
    return { lowestPerH: Math.LN2 / toH, highestPerH: Math.LN2 / fromH };
  });
}

export const isFixed = (held: RateRange | undefined): boolean =>
  held !== undefined && held.highestPerH - held.lowestPerH <= 1e-12 * held.lowestPerH;

/** The bound by hand at which a phase stands. */
export type HandBound = "fixed" | "longest" | "shortest" | undefined;

/** What a reader must know of a fit whose half-lives were held by hand: a sentence a phase. */
export function heldFlags(
  held: HeldHalfLife,
  model: ModelName,
  standing: readonly HandBound[],
): string[] {
  const byPhase = heldPhases(held);
  return PHASES.flatMap((phase, i) => {
    const range = byPhase[phase];
    if (!range) return [];
    const [fromH, toH] = range;
    const of = `The effective half-life of the ${nameOf(phase, model)} was`;
    const bounds = `${of} held between ${shown(fromH)} and ${shown(toH)} h by hand`;
    const bound = standing[i];
    if (bound === "fixed")
      return `${of} fixed at ${shown(toH)} h by hand: the readings decide the ${i === 0 ? "amplitudes alone" : "rest"}, and no error of it is in the interval.`;
    if (bound === "longest") return `${bounds}; the readings ask for a longer one.`;
    return bound === "shortest" ? `${bounds}; the readings ask for a shorter one.` : `${bounds}.`;
  });
}

/** "slowest phase", "uptake", "third phase". */
export const nameOf = (phase: Phase, model: ModelName): string =>
  model === "uptakeWashout" && phase === "second" ? "uptake" : `${phase} phase`;

const shown = (hours: number) => String(Number(hours.toPrecision(4)));
