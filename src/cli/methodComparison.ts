import { comparedStructures, type MethodDose } from "../app/methodDose";
import type { PlanResult } from "../app/planResult";
import { DOSE_METHODS, type DoseMethod } from "../dosimetry/doseEngine";
import { InputError } from "../inputError";
import { table } from "./table";

/** The methods that `--compare` names, none without it. Throws `InputError` for one that is not known. */
export function methodsOf(asked: string | undefined): DoseMethod[] {
  if (asked === undefined) return [];
  return asked.split(",").map((name) => {
    const method = DOSE_METHODS.find((known) => known === name.trim());
    if (!method)
      throw new InputError(
        `gyre plan --compare: expected some of ${DOSE_METHODS.join(", ")}, received "${name}"`,
      );
    return method;
  });
}

/** Doses of the structures by the other methods, and their difference from the plan's own; empty without any. */
export function methodTable(
  { dvhs, prescription }: PlanResult,
  compared: readonly MethodDose[],
): string {
  if (compared.length === 0) return "";
  const rows = compared.flatMap(({ method, dvhs: other }) =>
    comparedStructures(dvhs, other).map(({ name, mean, d98, d2 }) => [
      name,
      method,
      ...[mean, d98, d2].flatMap(({ gyPerGBq, differencePercent }) => [
        gyPerGBq.toPrecision(3),
        differencePercent === undefined ? "–" : differencePercent.toFixed(1),
      ]),
    ]),
  );
  const head = ["structure", "method", "mean Gy/GBq", "Δ %", "D98", "Δ %", "D2", "Δ %"];
  return `${table(head, rows)}Differences are from ${prescription.doseMethod}, the plan's method.\n`;
}
