import type { CriterionRow } from "../src/app/planView";
import type { RbeOfStructure } from "../src/app/rbeWeighted";
import type { Metric } from "../src/planning/limit";

/** A limit or goal in a DVH: a place on the dose axis, or a point when it speaks of a share of the volume. */
export interface DvhMark {
  readonly structureId: string;
  readonly doseGy: number;
  readonly volumePercent: number | undefined;
  readonly met: boolean;
}

/** The criteria that a DVH of absorbed dose over all cycles can show; BED, RBE-weighted doses, probabilities and doses of single cycles it cannot. */
export const dvhMarks = (rows: readonly CriterionRow[]): DvhMark[] =>
  rows.filter(({ criterion: { rbeAlpha } }) => rbeAlpha === undefined).flatMap(markOf);

/** The criteria that a DVH of RBE-weighted dose over all cycles can show: those of the RBE by which their structure's curve is weighted. */
export const weightedDvhMarks = (
  rows: readonly CriterionRow[],
  rbe: ReadonlyMap<string, RbeOfStructure>,
): DvhMark[] =>
  rows
    .filter(
      ({ criterion: { rbeAlpha }, structureId }) =>
        rbeAlpha !== undefined && rbeAlpha === rbe.get(structureId)?.rbeAlpha,
    )
    .flatMap(markOf);

function markOf({ criterion, structureId, state }: CriterionRow): DvhMark[] {
  if (criterion.per === "cycle") return [];
  const place = placeOf(criterion.metric, criterion.value);
  const met = state !== "exceeded" && state !== "missed";
  return place ? [{ structureId, met, ...place }] : [];
}

function placeOf(
  metric: Metric,
  value: number,
): Pick<DvhMark, "doseGy" | "volumePercent"> | undefined {
  switch (metric.kind) {
    case "mean":
    case "max":
      return { doseGy: value, volumePercent: undefined };
    case "doseAtVolumePercent":
      return { doseGy: value, volumePercent: metric.percent };
    case "volumeAtDosePercent":
      return { doseGy: metric.doseGy, volumePercent: value };
    default:
      return undefined;
  }
}
