import type { Dvh } from "./dvh";

// Inside a bin the volume is taken as spread evenly over the dose. Doses are in the unit of the DVH's axis: Gy, or Gy per GBq.

/** mL that receive at least the dose b·binWidthGy, for b = 0 up to the number of bins (where it is 0). */
export function cumulativeMl({ counts }: Dvh): Float64Array {
  const cumulative = new Float64Array(counts.length + 1);
  for (let b = counts.length - 1; b >= 0; b--) cumulative[b] = cumulative[b + 1]! + counts[b]!;
  return cumulative;
}

/** V_x: mL that receive at least `doseGy`. */
export function volumeAtDoseMl(dvh: Dvh, doseGy: number): number {
  if (doseGy <= dvh.minGy) return totalMl(dvh);
  if (doseGy > dvh.maxGy) return 0;
  const bin = Math.min(Math.max(Math.floor(doseGy / dvh.binWidthGy), 0), dvh.counts.length - 1);
  let above = 0;
  for (let b = dvh.counts.length - 1; b > bin; b--) above += dvh.counts[b]!;
  const shareAbove = Math.min(1, bin + 1 - doseGy / dvh.binWidthGy);
  return above + Math.max(0, shareAbove) * dvh.counts[bin]!;
}

/** V_x in percent of the structure. */
export const volumeAtDosePercent = (dvh: Dvh, doseGy: number): number =>
  (100 * volumeAtDoseMl(dvh, doseGy)) / totalMl(dvh);

/** D_x: the largest dose that `percent` of the structure receives at least. D_100 is the minimum, D_0 the maximum. */
export const doseAtVolumePercent = (dvh: Dvh, percent: number): number =>
  doseAtVolumeMl(dvh, (percent / 100) * totalMl(dvh));

/** The largest dose that `ml` of the structure (D_2cm3: ml = 2) receive at least; the minimum when the structure is smaller. */
export function doseAtVolumeMl(dvh: Dvh, ml: number): number {
  const { counts, binWidthGy, minGy, maxGy } = dvh;
  if (ml <= 0) return maxGy;
  let above = 0;
  for (let b = counts.length - 1; b >= 0; b--) {
    const count = counts[b]!;
    if (above + count >= ml && count > 0) {
      const dose = (b + 1 - (ml - above) / count) * binWidthGy;
      return Math.min(Math.max(dose, minGy), maxGy);
    }
    above += count;
  }
  return minGy;
}

/**
 * The uniform dose with the same fraction of surviving cells: −ln(Σ v_i e^(−α D_i)) / α, v_i the share of the volume at dose D_i.
 * Niemierko, Med Phys 24 (1997) 103. With a DVH of BED this is the EUBED. `alphaPerGy` in 1/Gy, above 0.
 */
export function equivalentUniformDose(dvh: Dvh, alphaPerGy: number): number {
  // Taken from the minimum on, since e^(−αD) itself vanishes for large doses.
  const survival = shareWeightedSum(dvh, (doseGy) => Math.exp(-alphaPerGy * (doseGy - dvh.minGy)));
  return dvh.minGy - Math.log(survival) / alphaPerGy;
}

/** Generalised EUD: (Σ v_i D_i^a)^(1/a). a = 1 is the mean, large a nears the maximum, negative a (tumours) the minimum. Niemierko, Med Phys 26 (1999) 1101. */
export function generalisedEud(dvh: Dvh, a: number): number {
  if (dvh.maxGy <= 0) return 0;
  const sum = shareWeightedSum(dvh, (doseGy) => (doseGy / dvh.maxGy) ** a);
  return dvh.maxGy * sum ** (1 / a);
}

/** The figures of a DVH that reports print. */
export interface DoseMetrics {
  readonly minGy: number;
  readonly d98Gy: number;
  readonly d95Gy: number;
  readonly d50Gy: number;
  readonly meanGy: number;
  readonly d2Gy: number;
  readonly maxGy: number;
}

export const doseMetrics = (dvh: Dvh): DoseMetrics => ({
  minGy: dvh.minGy,
  d98Gy: doseAtVolumePercent(dvh, 98),
  d95Gy: doseAtVolumePercent(dvh, 95),
  d50Gy: doseAtVolumePercent(dvh, 50),
  meanGy: dvh.meanGy,
  d2Gy: doseAtVolumePercent(dvh, 2),
  maxGy: dvh.maxGy,
});

/** Sum of the counts: the volume up to the counters' rounding, so that shares add up to 1 exactly. */
function totalMl({ counts }: Dvh): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

/** Σ v_i f(D_i) with the dose at the middle of each bin, kept between minimum and maximum. */
function shareWeightedSum(dvh: Dvh, f: (doseGy: number) => number): number {
  const { counts, binWidthGy, minGy, maxGy } = dvh;
  let sum = 0;
  counts.forEach((count, b) => {
    if (count === 0) return;
    sum += count * f(Math.min(Math.max((b + 0.5) * binWidthGy, minGy), maxGy));
  });
  return sum / totalMl(dvh);
}
