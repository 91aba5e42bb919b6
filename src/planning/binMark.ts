import type { Dvh } from "../dosimetry/dvh";
import { type MetricOfStructure, metricAt } from "./structureMetric";

/** A histogram whose steps are finer than this share of the mean serves every figure of it. */
const COARSE = 0.01;
/** A figure is marked from this error on: relative, of a probability as it is. */
const MARKED = 0.02;

/**
 * The sentence that says how far the steps of the histogram leave a figure open; none where they are fine, as where no voxel is far above the mean. Figures of the
 * lowest doses (EUD, tumour control, D98) suffer: steps are equal from 0 to the maximum. The bound: every voxel lies within half a step of where it is counted.
 */
export function binMark(what: MetricOfStructure, activityGBq: number): string[] {
  const { dvh } = what.structure;
  if (!(dvh.binWidthGy > COARSE * dvh.meanGy && activityGBq > 0)) return [];
  const at = (upper: 0 | 1) =>
    metricAt({ ...what, structure: { ...what.structure, dvh: halfBins(dvh, upper) } }, activityGBq);
  const value = metricAt(what, activityGBq);
  // Half bins stand a quarter of a step to each side.
  const open = Math.abs(at(1) - at(0));
  const isProbability = what.metric.kind === "tcp" || what.metric.kind === "ntcp";
  if (!(open > MARKED * (isProbability ? 1 : Math.abs(value)))) return [];
  const shown = isProbability
    ? open.toFixed(2)
    : `${((100 * open) / Math.abs(value)).toPrecision(2)} %`;
  return [
    `The maximum is ${(dvh.maxGy / dvh.meanGy).toFixed(0)} times the mean: the steps of the histogram leave this figure open by up to ±${shown}.`,
  ];
}

/** All of a bin counted in its lower or in its upper half. */
function halfBins(dvh: Dvh, upper: 0 | 1): Dvh {
  const counts = new Float64Array(2 * dvh.counts.length);
  dvh.counts.forEach((count, b) => {
    counts[2 * b + upper] = count;
  });
  return { ...dvh, binWidthGy: dvh.binWidthGy / 2, counts };
}
