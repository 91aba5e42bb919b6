import type { Dvh } from "../src/dosimetry/dvh";
import { cumulativeMl } from "../src/dosimetry/dvhMetrics";

/** Cumulative curves of several structures over one common dose axis, as a chart needs them. */
export interface DvhCurves {
  /** Ascending; Gy per GBq. */
  readonly doseGyPerGBq: Float64Array;
  /** For each DVH the percent of its volume that receive at least that dose. */
  readonly percent: readonly Float64Array[];
}

/** Steps in which each structure's own range of dose is shown. */
const STEPS = 240;

/** The common axis holds the steps of every structure, so a cold organ is drawn as finely as a hot tumour. */
export function dvhCurves(dvhs: readonly Dvh[]): DvhCurves {
  const doses = new Set<number>([0]);
  for (const { minGy, maxGy } of dvhs)
    for (let s = 0; s <= STEPS; s++) doses.add(minGy + ((maxGy - minGy) * s) / STEPS);
  const doseGyPerGBq = Float64Array.from(doses).sort();
  return { doseGyPerGBq, percent: dvhs.map((dvh) => percentAt(dvh, doseGyPerGBq)) };
}

/** Linear between the edges of the bins. */
function percentAt(dvh: Dvh, doses: Float64Array): Float64Array {
  const cumulative = cumulativeMl(dvh);
  const totalMl = cumulative[0]!;
  return doses.map((dose) => {
    if (dose <= dvh.minGy) return 100;
    if (dose > dvh.maxGy) return 0;
    const at = Math.min(dose / dvh.binWidthGy, dvh.counts.length);
    const bin = Math.min(Math.floor(at), dvh.counts.length - 1);
    const above = cumulative[bin + 1]! + (bin + 1 - at) * dvh.counts[bin]!;
    return (100 * above) / totalMl;
  });
}
