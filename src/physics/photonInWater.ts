import { type KernelMedium, WATER } from "./kernelMedium";
import { cumulativeShares } from "./tables/kernelTable";
import { PHOTON_KERNELS } from "./tables/photonKernels";
import { photonShellAt, photonShellEdge } from "./transport/photonKernel";
import { firstTransfer } from "./transport/photonTransfer";
import { MM_PER_CM } from "./units";

/**
 * Energy deposited within a radius, MeV, by photons started at a point with one energy in an unbounded medium of 1 g/cm3: what
 * first interactions transfer is a closed form, what scattered photons deposit comes from the tables, interpolated
 * in the logarithm of the energy at the same number of mean free paths, 5 keV to 3 MeV; a softer photon has the
 * pattern of 5 keV.
 *
 * @throws RangeError for an energy above the tables.
 */
export function photonInWater(
  energyMeV: number,
  medium: KernelMedium = WATER,
): (radiusMm: number) => number {
  const rates = medium.photonRates(energyMeV);
  const perMm = rates.total / MM_PER_CM;
  const first = firstTransfer(energyMeV, rates);
  const scattered = scatteredSharesAt(energyMeV);
  return (radiusMm) => {
    const depth = perMm * radiusMm;
    const unscattered = first * -Math.expm1(-depth);
    return energyMeV * (unscattered + (1 - first) * shareWithin(scattered, depth));
  };
}

/** Within this many shells the counts are few: there the share grows as the square of the radius. */
const INNERMOST = 12;

const TABLE = PHOTON_KERNELS.rows.map((row) => ({
  lnEnergy: Math.log(row.energyMeV),
  shares: cumulativeShares(row),
}));

function scatteredSharesAt(energyMeV: number): Float64Array {
  const ln = Math.max(TABLE[0]!.lnEnergy, Math.log(energyMeV));
  const next = TABLE.findIndex(({ lnEnergy }) => lnEnergy >= ln - 1e-9);
  const above = TABLE[next];
  const below = TABLE[Math.max(0, next - 1)];
  if (!above || !below)
    throw new RangeError(`photon of ${energyMeV} MeV: the kernels know 0.005 to 3 MeV`);
  if (above === below) return above.shares;
  const weight = (ln - below.lnEnergy) / (above.lnEnergy - below.lnEnergy);
  return below.shares.map((share, i) => share + weight * (above.shares[i]! - share));
}

/** Power law between the edges of a shell. */
function shareWithin(shares: Float64Array, depth: number): number {
  const outermost = shares.length - 2;
  const shell = Math.min(outermost, Math.floor(photonShellAt(depth)));
  if (shell >= outermost) return shares[outermost]!;
  if (shell < INNERMOST) return shares[INNERMOST]! * (depth / photonShellEdge(INNERMOST - 1)) ** 2;
  const inner = photonShellEdge(shell - 1);
  const place = Math.log(depth / inner) / Math.log(photonShellEdge(shell) / inner);
  return shares[shell]! * (shares[shell + 1]! / shares[shell]!) ** place;
}
