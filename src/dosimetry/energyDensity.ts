import type { RadialEnergy } from "./radialEnergy";

/** Bins a decade of radius: the mean of 1/r2 over a bin stands 2e-5 from its value at the bin's middle. */
const BINS_PER_DECADE = 120;
const SMALLEST_MM = 1e-3;
const PER_LN = BINS_PER_DECADE / Math.LN10;

/**
 * Energy deposited in a volume at distance r of a decay, MeV/mm3, in a medium of `densityGPerCm3` with water's composition: distances
 * shrink as the density grows. Tabulated once on logarithmic radii, so that a call costs one logarithm.
 */
export function energyDensity(
  energy: RadialEnergy,
  densityGPerCm3: number,
): (radiusMm: number) => number {
  const lastMm = energy.lastRadiusMm / densityGPerCm3;
  const count = Math.max(2, Math.ceil(PER_LN * Math.log(lastMm / SMALLEST_MM)));
  const values = new Float64Array(count + 2);
  let innerMm = SMALLEST_MM;
  let innerMeV = energy.within(innerMm * densityGPerCm3);
  for (let i = 0; i < count; i++) {
    const outerMm = SMALLEST_MM * Math.exp((i + 1) / PER_LN);
    const outerMeV = energy.within(outerMm * densityGPerCm3);
    values[i] = (outerMeV - innerMeV) / (((4 * Math.PI) / 3) * (outerMm ** 3 - innerMm ** 3));
    innerMm = outerMm;
    innerMeV = outerMeV;
  }
  return (radiusMm) => {
    // Bin i has its middle at ln r = (i + 1/2) / PER_LN.
    const position = PER_LN * Math.log(radiusMm / SMALLEST_MM) - 0.5;
    if (position <= 0) return values[0]!;
    const i = Math.floor(position);
    if (i >= count) return 0;
    const [below, above] = [values[i]!, values[i + 1]!];
    const t = position - i;
    return below > 0 && above > 0 ? below * (above / below) ** t : below + (above - below) * t;
  };
}
