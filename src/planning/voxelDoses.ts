import type { Dvh } from "../dosimetry/dvh";
import type { DoseShare } from "../physics/radiobiology";

/** The occupied bins of a DVH as shares of the structure, their doses put through `map`. */
export function partsOf(dvh: Dvh, map: (gyPerGBq: number) => number): DoseShare[] {
  const total = dvh.counts.reduce((sum, count) => sum + count, 0);
  const parts: DoseShare[] = [];
  dvh.counts.forEach((count, b) => {
    if (count > 0) parts.push({ share: count / total, gy: map(doseOfBin(dvh, b)) });
  });
  return parts;
}

/** Mean over the structure of the squared dose, on the scale of the DVH's own mean. */
export function meanSquareOf(dvh: Dvh): number {
  let volume = 0;
  let squares = 0;
  dvh.counts.forEach((count, b) => {
    volume += count;
    squares += count * doseOfBin(dvh, b) ** 2;
  });
  return squares / volume;
}

/** Middle of a bin, kept between minimum and maximum. */
const doseOfBin = ({ binWidthGy, minGy, maxGy }: Dvh, b: number): number =>
  Math.min(Math.max((b + 0.5) * binWidthGy, minGy), maxGy);
