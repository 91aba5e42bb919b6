import { DAY_S, HOUR_S, JULIAN_YEAR_S, MINUTE_S } from "../physics/units";

/** A time to five figures in the largest unit of which there are two at least, as tables of half-lives give it: "6.647 d". */
export function readableDuration(seconds: number): string {
  const [unit, inS] = UNITS.find(([, size]) => seconds >= 2 * size) ?? UNITS.at(-1)!;
  return `${Number((seconds / inS).toPrecision(5))} ${unit}`;
}

const UNITS = [
  ["y", JULIAN_YEAR_S],
  ["d", DAY_S],
  ["h", HOUR_S],
  ["min", MINUTE_S],
  ["s", 1],
  ["ms", 1e-3],
  ["µs", 1e-6],
  ["ns", 1e-9],
] as const;
