import { doseAtVolumeMl, doseAtVolumePercent, generalisedEud } from "../dosimetry/dvhMetrics";
import { normalQuantile } from "../physics/normal";
import { doseOfBed } from "../physics/radiobiology";
import { isOfDoses } from "./courseParts";
import type { BedMetric } from "./limit";
import { largestBelow } from "./solve";
import {
  bedResponse,
  dosePerActivity,
  dosePerGBqOf,
  earlierBedOf,
  earlierIn,
  type MetricOfStructure,
  meanSquareIn,
  metricAt,
  regrownGy,
  shapeOfGiven,
} from "./structureMetric";

/** How an activity was found. */
export type Solution = "closedForm" | "solver";

/** The activity per cycle at which a figure reaches a value. */
export interface ActivityForValue {
  /** 0 when the value is passed from the start, undefined when no activity reaches it. */
  readonly activityGBq: number | undefined;
  readonly solution: Solution;
}

/** The activity at which the figure of a structure reaches `value`: closed form where one exists, bracketing elsewhere. */
export function activityForValue(what: MetricOfStructure, value: number): ActivityForValue {
  const closed = closedForm(what, value);
  if (closed === undefined) return { activityGBq: solved(what, value), solution: "solver" };
  return {
    activityGBq: closed < Number.POSITIVE_INFINITY ? Math.max(0, closed) : undefined,
    solution: "closedForm",
  };
}

/** The same by bracketing alone, whatever the metric. */
export const solved = (what: MetricOfStructure, value: number): number | undefined =>
  largestBelow((activityGBq) => metricAt(what, activityGBq), value);

/** Undefined where there is no closed form; infinite where no activity reaches the value. */
function closedForm(what: MetricOfStructure, value: number): number | undefined {
  const { metric, structure } = what;
  if ((isOfDoses(metric) || metric.kind === "smoothedMax") && shapeOfGiven(what)) return undefined;
  const scale = dosePerActivity(what);
  const { evenGy: before, scale: given } = earlierIn(what);
  switch (metric.kind) {
    case "volumeAtDosePercent":
      return ((metric.doseGy - before) / doseAtVolumePercent(structure.dvh, value) - given) / scale;
    case "volumeAtDoseMl":
      return ((metric.doseGy - before) / doseAtVolumeMl(structure.dvh, value) - given) / scale;
    case "gEud":
      return before === 0
        ? (value / generalisedEud(structure.dvh, metric.a) - given) / scale
        : undefined;
    case "ntcp": {
      if (before > 0) return undefined;
      const uniformGy = metric.td50Gy * (1 + metric.m * normalQuantile(value));
      return (uniformGy / generalisedEud(structure.dvh, 1 / metric.n) - given) / scale;
    }
    case "bed":
      return activityOfBed(what, metric, value);
    case "eqd2":
      return activityOfBed(what, metric, value * (1 + 2 / metric.alphaBetaGy));
    case "eud":
    case "euBed":
    case "tcp":
      return undefined;
    default:
      return ((value - before) / dosePerGBqOf(metric, structure) - given) / scale;
  }
}

function activityOfBed(what: MetricOfStructure, metric: BedMetric, bedGy: number): number {
  const { linear, quadraticPerGy } = bedResponse(what, metric);
  const { meanGyPerGBq } = what.structure;
  if (meanGyPerGBq === 0) return Number.POSITIVE_INFINITY;
  const perActivity = {
    linear: linear * meanGyPerGBq,
    quadraticPerGy: quadraticPerGy * meanSquareIn(what, metric),
  };
  return doseOfBed(perActivity, bedGy + regrownGy(metric) - earlierBedOf(what, metric));
}
