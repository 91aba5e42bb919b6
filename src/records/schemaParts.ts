import * as v from "valibot";
import type { ModelChoice } from "../kinetics/fit";

/** Models of a curve as a file names them. */
export const MODELS = [
  "auto",
  "monoExponential",
  "uptakeWashout",
  "biExponential",
  "triExponential",
  "trapezoid",
  "permanent",
] as const satisfies readonly ModelChoice[];

/** A finite number above 0 that means this. */
export const positive = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.gtValue(0), v.description(meaning));

/** A text that is not empty and means this. */
export const text = (meaning: string) => v.pipe(v.string(), v.nonEmpty(), v.description(meaning));
