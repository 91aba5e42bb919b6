import type { TrapezoidCorners } from "./carriedCurve";
import type { TimeActivityFit } from "./fit";
import { activityAt } from "./integrals";

/**
 * A(t) of a fit, MBq. A trapezoid runs between its readings as its integral does (exponential where they fall, straight where they rise) and is
 * undefined before the first, where only an assumption stands. One that was carried over from an earlier cycle has `corners` in place of the readings.
 */
export function curveOf(
  fit: Pick<TimeActivityFit, "model" | "terms"> & { readonly corners?: TrapezoidCorners },
  readingsH: readonly number[],
  readingsMBq: readonly number[],
): (timeH: number) => number | undefined {
  const { model, terms, corners } = fit;
  if (model !== "trapezoid") return (timeH) => activityAt(terms, timeH);
  const timesH = corners?.map(({ timeH }) => timeH) ?? readingsH;
  const activityMBq = corners?.map((corner) => corner.activityMBq) ?? readingsMBq;
  const order = timesH.map((_, i) => i).sort((a, b) => timesH[a]! - timesH[b]!);
  return (timeH) => {
    const after = order.findIndex((i) => timesH[i]! >= timeH);
    if (after < 0) return activityAt(terms, timeH);
    const [to, from] = [order[after]!, order[after - 1]];
    if (from === undefined) return timesH[to] === timeH ? activityMBq[to] : undefined;
    const share = (timeH - timesH[from]!) / (timesH[to]! - timesH[from]!);
    return between(activityMBq[from]!, activityMBq[to]!, share);
  };
}

const between = (a: number, b: number, share: number) =>
  a > b && b > 0 ? a * (b / a) ** share : a + share * (b - a);
