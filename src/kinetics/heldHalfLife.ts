import { InputError } from "../inputError";
import type { ExponentialFit } from "./exponentialFit";

/** Effective half-life of the slowest phase as held by hand, h; twice the same fixes it. */
export type HeldHalfLife = readonly [fromH: number, toH: number];

/** Rates of the slowest phase, 1/h. */
export interface HeldRate {
  readonly lowestPerH: number;
  readonly highestPerH: number;
}

/**
 * A half-life held by hand as rates.
 *
 * @throws InputError where it is no range of hours, or longer than physical decay allows.
 */
export function heldRate([fromH, toH]: HeldHalfLife, physicalHalfLifeH: number): HeldRate {
  if (!(fromH > 0 && toH >= fromH && Number.isFinite(toH)))
    throw new InputError(
      `half-life held by hand: expected hours above 0, from and to, received ${fromH} to ${toH} h`,
    );
  if (toH > physicalHalfLifeH * (1 + 1e-9))
    throw new InputError(
      `half-life held by hand: expected at most the physical half-life of ${shown(physicalHalfLifeH)} h, received ${toH} h: nothing leaves more slowly than it decays`,
    );
  return { lowestPerH: Math.LN2 / toH, highestPerH: Math.LN2 / fromH };
}

export const isFixed = (held: HeldRate | undefined): boolean =>
  held !== undefined && held.highestPerH - held.lowestPerH <= 1e-12 * held.lowestPerH;

/** What a reader must know of a fit whose half-life was held by hand. */
export function heldFlag([fromH, toH]: HeldHalfLife, { heldByHand }: ExponentialFit): string {
  const range = `The effective half-life of the slowest phase was held between ${shown(fromH)} and ${shown(toH)} h by hand`;
  if (heldByHand === "fixed")
    return `The effective half-life of the slowest phase was fixed at ${shown(toH)} h by hand: the readings decide the amplitudes alone, and no error of it is in the interval.`;
  if (heldByHand === "longest") return `${range}; the readings ask for a longer one.`;
  return heldByHand === "shortest" ? `${range}; the readings ask for a shorter one.` : `${range}.`;
}

const shown = (hours: number) => String(Number(hours.toPrecision(4)));
