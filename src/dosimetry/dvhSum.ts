import { DVH_BINS, type Dvh, dvhBins } from "./dvh";
import { cumulativeMl } from "./dvhMetrics";

/**
 * The DVH of doses that follow one another in a structure, taken as if the same parts were always the hottest: D_x of the sum is the sum of the
 * D_x. Mean, minimum and maximum of the sum of maps of one shape are met exactly; where the shape changes, hot parts are hotter and cold parts
 * colder than in any sum of the maps. All in the same unit; the volume is that of the last.
 */
export function sumOfDvhs(dvhs: readonly [Dvh, ...Dvh[]]): Dvh {
  const last = dvhs.at(-1)!;
  const curves = dvhs.map((dvh) => quantilesOf(dvh));
  const of = (figure: "minGy" | "meanGy" | "maxGy") =>
    dvhs.reduce((sum, dvh) => sum + dvh[figure], 0);
  const { width, count } = dvhBins(of("maxGy"));
  const counts = new Float64Array(count);
  for (let q = 0; q < PARTS; q++) {
    const gy = curves.reduce((sum, curve) => sum + curve[q]!, 0);
    counts[Math.min(Math.floor(gy / width), count - 1)]! += last.volumeMl / PARTS;
  }
  return {
    ...last,
    binWidthGy: width,
    counts,
    minGy: of("minGy"),
    meanGy: of("meanGy"),
    maxGy: of("maxGy"),
  };
}

/** Parts of equal volume that a structure is cut into, from hot to cold. */
const PARTS = 4 * DVH_BINS;

/** Dose in the middle of each part, from hot to cold. */
function quantilesOf(dvh: Dvh): Float64Array {
  const above = cumulativeMl(dvh);
  const total = above[0]!;
  const doses = new Float64Array(PARTS);
  let bin = dvh.counts.length - 1;
  for (let q = 0; q < PARTS; q++) {
    const ml = (total * (q + 0.5)) / PARTS;
    while (bin > 0 && above[bin]! < ml) bin--;
    const inBin = (ml - above[bin + 1]!) / (dvh.counts[bin]! || 1);
    const gy = (bin + 1 - inBin) * dvh.binWidthGy;
    doses[q] = Math.min(Math.max(gy, dvh.minGy), dvh.maxGy);
  }
  return doses;
}
