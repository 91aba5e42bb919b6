import type { PointKernel } from "../../src/physics/pointKernel";

/** A made-up kernel whose cumulative energy is a closed form: for tests of everything after the point kernel. */
export function analyticKernel(
  withinMeV: (radiusMm: number) => number,
  totalMeV: number,
  lastRadiusMm: number,
): PointKernel {
  const count = 600;
  const radiusMm = Float64Array.from(
    { length: count },
    (_, i) => 1e-3 * (lastRadiusMm / 1e-3) ** (i / (count - 1)),
  );
  return {
    nuclide: "test",
    parts: ["beta"],
    radiusMm,
    cumulativeMeV: radiusMm.map(withinMeV),
    localMeV: withinMeV(0),
    totalMeV,
  };
}

/** Photons absorbed without scatter: E (1 − e^{−μr}). */
export const exponentialKernel = (energyMeV: number, perMm: number): PointKernel =>
  analyticKernel((r) => energyMeV * (1 - Math.exp(-perMm * r)), energyMeV, 40 / perMm);

/** Electrons of one range R, evenly slowed on straight paths: E r/R. */
export const straightElectronKernel = (energyMeV: number, rangeMm: number): PointKernel =>
  analyticKernel((r) => energyMeV * Math.min(1, r / rangeMm), energyMeV, 1.2 * rangeMm);
