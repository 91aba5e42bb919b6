import { activityAt } from "./integrals";
import { type ExponentialModel, expansionOf } from "./models";
import type { Readings } from "./readings";

const RATES = 7;
/** Of all points tried, so many are handed to the search. */
const KEPT = 4;

/** Of every fitted parameter. */
export interface Bounds {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * Where the search for a fit begins: rates on a geometric grid from physical decay to what is over at the first reading, every
 * ordered choice of them, each at its best common amplitude; the best few.
 */
export function startingPoints(
  model: ExponentialModel,
  readings: Readings,
  slowestRatePerH: number,
  { lower, upper }: Bounds,
): number[][] {
  const rates = rateGrid(readings, slowestRatePerH);
  const rateCount = model.parameters.filter((p) => p === "logRate" || p === "logGap").length;
  const expand = expansionOf(model, slowestRatePerH);
  const shapes = choices(rates, rateCount).flatMap((chosen) => shapesOf(model, chosen));
  return shapes
    .map((q) => q.map((x, j) => Math.min(Math.max(x, lower[j]!), upper[j]!)))
    .map((q) => atBestAmplitude(model, q, readings, expand))
    .filter(({ misfit }) => Number.isFinite(misfit))
    .sort((a, b) => a.misfit - b.misfit)
    .slice(0, KEPT)
    .map(({ q }) => q);
}

function rateGrid({ timesH }: Readings, slowestRatePerH: number): number[] {
  const first = timesH.find((t) => t > 0) ?? 1;
  const fastest = Math.max(5 / first, 20 * slowestRatePerH);
  const slowest = 1.02 * slowestRatePerH;
  const step = (fastest / slowest) ** (1 / (RATES - 1));
  return Array.from({ length: RATES }, (_, i) => slowest * step ** i);
}

/** Every way to take `count` of the ascending `values` in order. */
function choices(values: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return values.flatMap((value, i) =>
    choices(values.slice(i + 1), count - 1).map((rest) => [value, ...rest]),
  );
}

/** Parameters with the given rates, for each of a few shares and ratios of amplitudes; the first amplitude is 1. */
function shapesOf({ parameters }: ExponentialModel, rates: readonly number[]): number[][] {
  let shapes: number[][] = [[]];
  let rate = 0;
  for (const kind of parameters) {
    const options = (() => {
      if (kind === "logRate") return [Math.log(rates[rate++]!)];
      if (kind === "logGap") return [Math.log(rates[rate]! - rates[rate++ - 1]!)];
      if (kind === "share") return [-0.95, 0.5, 5];
      return kind === "part" ? [0.3, 3] : [0];
    })();
    shapes = shapes.flatMap((shape) => options.map((option) => [...shape, option]));
  }
  return shapes;
}

function atBestAmplitude(
  model: ExponentialModel,
  q: readonly number[],
  { timesH, activityMBq, sigmaMBq }: Readings,
  expand: ReturnType<typeof expansionOf>,
) {
  const { terms } = expand(q);
  const curve = timesH.map((t, i) => activityAt(terms, t) / sigmaMBq[i]!);
  const data = activityMBq.map((a, i) => a / sigmaMBq[i]!);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const scale = Math.max(dot(curve, data) / dot(curve, curve), Number.MIN_VALUE);
  const misfit = data.reduce((sum, y, i) => sum + (y - scale * curve[i]!) ** 2, 0);
  const shifted = q.map((x, j) =>
    model.parameters[j] === "logAmplitude" ? x + Math.log(scale) : x,
  );
  return { q: shifted, misfit };
}
