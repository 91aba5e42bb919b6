import type { TrapezoidCorners } from "./carriedCurve";
import type { KineticChoice } from "./kineticChoice";
import type { ExponentialTerm } from "./models";

/** With so many scans a region has kinetics of its own. */
export const ENOUGH_SCANS = 3;

/** A region's curve in an earlier cycle, with the way to it. */
export interface CurveOfRegion {
  readonly structureId: string;
  /** A KineticMethod, where it is known. */
  readonly method?: string;
  readonly model: string;
  readonly terms: readonly ExponentialTerm[];
  /** Of a trapezoid that was carried over itself. */
  readonly corners?: TrapezoidCorners;
  /** The readings, which a trapezoid runs through, and what each counts for. */
  readonly timesH?: readonly number[];
  readonly activityMBq?: readonly number[];
  readonly weights?: readonly number[];
}

/** Why the curve of a region cannot be carried to another cycle: its method, which is not the patient's own, or its model without readings; undefined: it can. */
export const notCarried = (region: CurveOfRegion): string | undefined =>
  region.model === "trapezoid" && !cornersOf(region)
    ? "trapezoid without readings"
    : UNMEASURED.find((name) => name === region.method);

/** Methods whose half-life is not that of the patient. */
const UNMEASURED = ["hanscheid2018", "madsen2018"];

/** The choice that scales a region's curve of an earlier cycle to the readings of another. */
export function carriedCurve(
  region: CurveOfRegion,
  { nuclide, source }: { readonly nuclide: string; readonly source: string },
): KineticChoice {
  const { terms, model } = region;
  const corners = model === "trapezoid" ? cornersOf(region) : undefined;
  return {
    method: "earlierCycle",
    earlier: { terms, ...(corners ? { corners } : {}), nuclide, source },
  };
}

/** The readings that count, in order of time. */
function cornersOf(region: CurveOfRegion): TrapezoidCorners | undefined {
  const { corners, timesH = [], activityMBq = [], weights } = region;
  if (corners) return corners;
  const places = [...timesH.keys()]
    .filter((i) => (weights?.[i] ?? 1) > 0)
    .sort((a, b) => timesH[a]! - timesH[b]!);
  if (places.length === 0 || activityMBq.length !== timesH.length) return undefined;
  return places.map((i) => ({ timeH: timesH[i]!, activityMBq: activityMBq[i]! }));
}
