import { roundTicks } from "./chart";

/** How values lie on an axis in px. */
export interface PlotScale {
  readonly toPx: (value: number) => number;
  readonly ticks: readonly number[];
}

/** `fromPx` belongs to `from`; about `count` ticks at round values. */
export function linearScale(
  [from, to]: readonly [number, number],
  [fromPx, toPx]: readonly [number, number],
  count: number,
): PlotScale {
  const slope = (toPx - fromPx) / (to - from);
  return {
    toPx: (value) => fromPx + slope * (value - from),
    ticks: roundTicks(from, to, count),
  };
}

/** Both ends above 0; what lies below the axis is drawn on it. Ticks at 1, 2, 5 of each decade, or at the decades alone. */
export function logScale(
  [from, to]: readonly [number, number],
  [fromPx, toPx]: readonly [number, number],
): PlotScale {
  const slope = (toPx - fromPx) / Math.log(to / from);
  const decades = Math.log10(to / from);
  const steps = decades > 2.5 ? [1] : [1, 2, 5];
  const first = Math.floor(Math.log10(from));
  const ticks = Array.from({ length: Math.ceil(decades) + 2 }, (_, d) =>
    steps.map((step) => Number((step * 10 ** (first + d)).toPrecision(3))),
  ).flat();
  return {
    toPx: (value) => fromPx + slope * Math.log(Math.max(value, from) / from),
    ticks: ticks.filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9)),
  };
}
