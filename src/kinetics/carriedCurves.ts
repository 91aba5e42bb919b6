import type { ModelName } from "./fit";
import type { KineticChoice } from "./kineticChoice";
import type { ExponentialTerm } from "./models";

/** With so many scans a region has kinetics of its own. */
export const ENOUGH_SCANS = 3;

/** A region's curve in an earlier cycle, with the way to it. */
export interface CurveOfRegion {
  readonly structureId: string;
  /** A KineticMethod, where it is known. */
  readonly method?: string;
  readonly model: ModelName | string;
  readonly terms: readonly ExponentialTerm[];
}

/** Why the curve of a region is not the patient's own, and cannot be carried to another cycle: the method or model; undefined: it can. */
export const notCarried = ({ method, model }: CurveOfRegion): string | undefined =>
  model === "trapezoid" ? model : UNMEASURED.find((name) => name === method);

/** Methods whose half-life is not that of the patient. */
const UNMEASURED = ["hanscheid2018", "madsen2018"];

/** The choice that scales a region's curve of an earlier cycle to the readings of another. */
export const carriedCurve = (
  { terms }: CurveOfRegion,
  { nuclide, source }: { readonly nuclide: string; readonly source: string },
): KineticChoice => ({ method: "earlierCycle", earlier: { terms, nuclide, source } });
