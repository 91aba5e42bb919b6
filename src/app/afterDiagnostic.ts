import { doseAtVolumePercent } from "../dosimetry/dvhMetrics";
import type { Metric } from "../planning/limit";
import type { StructureDose } from "../planning/structureDose";
import { dosePerGBqOf } from "../planning/structureMetric";
import { type EarlierDoses, isOfDiagnostic } from "./diagnosticEarlier";
import type { CriterionRow } from "./planView";

/**
 * Limits and goals as a histogram of the coming cycles meets them, once a diagnostic administration has given its part: at a dose lower by what it gave there. It lies as
 * the coming cycles do, so of a mean e it gave e·d/d̄ where they give d.
 */
export const afterDiagnostic = (
  rows: readonly CriterionRow[],
  structures: readonly StructureDose[],
  earlier: EarlierDoses,
): readonly CriterionRow[] =>
  rows.map((row) => {
    const structure = structures.find(({ structureId }) => structureId === row.structureId);
    const given = earlier[row.structureId]?.find(isOfDiagnostic);
    if (!structure || given?.kind !== "radionuclide" || !(structure.meanGyPerGBq > 0)) return row;
    return lowered(row, structure, given.meanGy / structure.meanGyPerGBq);
  });

/** @param perGyPerGBq Dose before per dose per GBq. */
function lowered(row: CriterionRow, structure: StructureDose, perGyPerGBq: number): CriterionRow {
  const { criterion } = row;
  const { metric, value } = criterion;
  if (metric.kind === "volumeAtDosePercent") {
    const doseGy = metric.doseGy - perGyPerGBq * doseAtVolumePercent(structure.dvh, value);
    return { ...row, criterion: { ...criterion, metric: { ...metric, doseGy } } };
  }
  if (!isDose(metric)) return row;
  const before = perGyPerGBq * dosePerGBqOf(metric, structure);
  return { ...row, criterion: { ...criterion, value: value - before } };
}

const isDose = (
  metric: Metric,
): metric is Extract<Metric, { kind: "mean" | "max" | "doseAtVolumePercent" }> =>
  metric.kind === "mean" || metric.kind === "max" || metric.kind === "doseAtVolumePercent";
