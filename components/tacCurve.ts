import type { RegionResult } from "../src/app/planResult";
import { activityAt } from "../src/kinetics/integrals";

/** A time-activity curve for drawing: up to the last reading, and beyond it. */
export interface TacCurve {
  readonly timesH: Float64Array;
  /** Share of the administered activity or MBq, as the readings; undefined outside the part. */
  readonly measured: readonly (number | undefined)[];
  readonly extrapolated: readonly (number | undefined)[];
  readonly readings: readonly (number | undefined)[];
}

const STEPS = 300;
/** The axis ends this many effective half-lives after the last reading. */
const HALF_LIVES_SHOWN = 2;

/** The fitted curve of a region, with the readings at their own places on the common axis. */
export function tacCurve({ timesH, activityMBq, fit }: RegionResult): TacCurve {
  const last = Math.max(...timesH);
  const end = last + Math.min(HALF_LIVES_SHOWN * fit.effectiveHalfLifeH, last);
  const steps = Array.from({ length: STEPS + 1 }, (_, s) => (s * end) / STEPS);
  const axis = Float64Array.from(new Set([...steps, ...timesH])).sort();
  const curve = fit.model === "trapezoid" ? trapezoid(timesH, activityMBq, fit) : exponential(fit);
  const of = (value: (t: number) => number | undefined) => Array.from(axis, value);
  return {
    timesH: axis,
    measured: of((t) => (t <= last ? curve(t) : undefined)),
    extrapolated: of((t) => (t >= last ? curve(t) : undefined)),
    readings: of((t) => activityMBq[timesH.indexOf(t)]),
  };
}

const exponential = ({ terms }: RegionResult["fit"]) => {
  return (t: number): number | undefined => activityAt(terms, t);
};

/** Straight lines between the readings, then the tail; nothing before the first reading, where only an assumption stands. */
function trapezoid(
  timesH: readonly number[],
  activityMBq: readonly number[],
  { terms }: RegionResult["fit"],
) {
  const order = timesH.map((_, i) => i).sort((a, b) => timesH[a]! - timesH[b]!);
  return (t: number): number | undefined => {
    const after = order.findIndex((i) => timesH[i]! >= t);
    if (after < 0) return activityAt(terms, t);
    const [to, from] = [order[after]!, order[after - 1]];
    if (from === undefined) return timesH[to] === t ? activityMBq[to] : undefined;
    const share = (t - timesH[from]!) / (timesH[to]! - timesH[from]!);
    return activityMBq[from]! + share * (activityMBq[to]! - activityMBq[from]!);
  };
}
