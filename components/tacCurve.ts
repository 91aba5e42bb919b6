import type { RegionResult } from "../src/app/planResult";
import { curveOf } from "../src/kinetics/curve";

/** A point of a curve: hours after the administration, MBq. */
export type CurvePoint = readonly [timeH: number, activityMBq: number];

/** A time-activity curve for drawing: up to the last reading that counts, and beyond it. */
export interface TacCurve {
  readonly measured: readonly CurvePoint[];
  readonly extrapolated: readonly CurvePoint[];
  /** Where the time axis ends. */
  readonly endH: number;
}

const STEPS = 300;
/** The axis ends this many effective half-lives after the last reading, or at twice its time. */
const HALF_LIVES_SHOWN = 2;

/** The fitted curve of a region through the readings that count. */
export function tacCurve({ timesH, activityMBq, weights, fit }: TacRegion): TacCurve {
  const counting = [...timesH.keys()].filter((i) => weights[i]! > 0);
  const used = counting.map((i) => timesH[i]!);
  const curve = curveOf(
    fit,
    used,
    counting.map((i) => activityMBq[i]!),
  );
  const last = Math.max(...used);
  const all = Math.max(...timesH);
  const endH = Math.max(
    all * 1.05,
    last + Math.min(HALF_LIVES_SHOWN * fit.effectiveHalfLifeH, last),
  );
  const steps = Array.from({ length: STEPS + 1 }, (_, s) => (s * endH) / STEPS);
  const axis = [...new Set([...steps, ...timesH])].sort((a, b) => a - b);
  const points = axis.flatMap((t): CurvePoint[] => {
    const activity = curve(t);
    return activity === undefined ? [] : [[t, activity]];
  });
  return {
    measured: points.filter(([t]) => t <= last),
    extrapolated: points.filter(([t]) => t >= last),
    endH,
  };
}

export type TacRegion = Pick<RegionResult, "timesH" | "activityMBq" | "weights"> & {
  readonly fit: Pick<RegionResult["fit"], "model" | "terms" | "corners" | "effectiveHalfLifeH">;
};
