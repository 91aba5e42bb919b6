import { type KernelMedium, WATER } from "./kernelMedium";
import { ELECTRON_KERNELS } from "./tables/electronKernels";
import { cumulativeShares } from "./tables/kernelTable";
import { SHELL_RANGES } from "./transport/electronKernel";
import { logLog } from "./transport/interpolate";
import { csdaRange } from "./transport/stoppingPower";
import { MM_PER_CM } from "./units";

/** Energy, MeV, that an electron radiates as bremsstrahlung until it rests. */
export function radiatedMeV(energyMeV: number, medium: KernelMedium = WATER): number {
  return energyMeV * radiatedShare(energyMeV) * medium.radiatedRatio(energyMeV);
}

/** Below this an electron stays within 1 um: its energy is deposited where it starts. */
export const LOCAL_ELECTRON_MEV = 0.005;

/**
 * Energy deposited within a radius, MeV, by electrons started at a point with one energy in an unbounded medium of 1 g/cm3; all but
 * what they radiate within 1.2 CSDA ranges.
 *
 * Interpolates the tables in the logarithm of the energy at the same share of the range, 5 keV to 3.3 MeV.
 *
 * @throws RangeError for an energy outside the tables.
 */
export function electronInWater(
  energyMeV: number,
  medium: KernelMedium = WATER,
): (radiusMm: number) => number {
  const shares = sharesAt(energyMeV);
  const depositedMeV = energyMeV - radiatedMeV(energyMeV, medium);
  const rangeMm = csdaRange(energyMeV) * medium.rangeRatio(energyMeV) * MM_PER_CM;
  const shellMm = SHELL_RANGES * rangeMm;
  const last = shares.length - 1;
  return (radiusMm) => {
    const place = Math.min(last, radiusMm / shellMm);
    const shell = Math.min(last - 1, Math.floor(place));
    const share = shares[shell]! + (place - shell) * (shares[shell + 1]! - shares[shell]!);
    return share * depositedMeV;
  };
}

const TABLE = ELECTRON_KERNELS.rows.map((row) => ({
  lnEnergy: Math.log(row.energyMeV),
  shares: cumulativeShares(row),
}));
const radiatedShare = logLog(
  ELECTRON_KERNELS.rows.map(({ energyMeV, apart }) => [energyMeV, apart]),
);

function sharesAt(energyMeV: number): Float64Array {
  const ln = Math.log(energyMeV);
  const next = TABLE.findIndex(({ lnEnergy }) => lnEnergy >= ln - 1e-9);
  const above = TABLE[next];
  const below = TABLE[Math.max(0, next - 1)];
  if (!above || !below || ln < TABLE[0]!.lnEnergy - 1e-9) {
    throw new RangeError(`electron of ${energyMeV} MeV: the kernels know 0.005 to 3.3 MeV`);
  }
  if (above === below) return above.shares;
  const weight = (ln - below.lnEnergy) / (above.lnEnergy - below.lnEnergy);
  return below.shares.map((share, i) => share + weight * (above.shares[i]! - share));
}
