import type { PointKernel } from "./pointKernel";
import { KG_TO_G, MEV_TO_J, MM_PER_CM } from "./units";

/**
 * Mean absorbed dose in a sphere of water, 1 g/cm3, with its decays spread evenly over it, Gy per decay (the
 * S value, Gy/(Bq s)). The kernel takes the water around the sphere to be there too.
 *
 * A packet of energy deposited at a distance r stays in the sphere for the share 1 - 3x/4 + x^3/16 of the places
 * and directions it may start from, x = r/R (overlap of a ball with itself shifted by r).
 */
export function sphereSelfDose(kernel: PointKernel, massG: number): number {
  const sphereMm = MM_PER_CM * Math.cbrt((3 * massG) / (4 * Math.PI));
  const { radiusMm, cumulativeMeV, localMeV } = kernel;
  let absorbedMeV = localMeV;
  let beforeMm = 0;
  let beforeMeV = localMeV;
  for (let i = 0; i < radiusMm.length && beforeMm < 2 * sphereMm; i++) {
    const middle = (beforeMm + radiusMm[i]!) / 2;
    absorbedMeV += (cumulativeMeV[i]! - beforeMeV) * overlap(middle / sphereMm);
    beforeMm = radiusMm[i]!;
    beforeMeV = cumulativeMeV[i]!;
  }
  return (absorbedMeV * MEV_TO_J) / (massG / KG_TO_G);
}

function overlap(x: number): number {
  return x < 2 ? 1 - (3 / 4) * x + x ** 3 / 16 : 0;
}
