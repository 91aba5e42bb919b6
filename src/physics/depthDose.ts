import type { PointKernel } from "./pointKernel";
import { KG_TO_G, MEV_TO_J } from "./units";

/**
 * Dose at a distance from an infinite plane that emits evenly, in water of 1 g/cm3, Gy per decay and mm2 of the plane.
 *
 * Packets deposited at a distance r from their decay lie at all depths from -r to r alike: the plane's dose is the
 * integral of dE/(2r) from the depth on. Energy at the point of the decay stays in the plane and is left out.
 */
export function planeDose(kernel: PointKernel, depthMm: number): number {
  let mevPerMm = 0;
  forEachPacket(kernel, (energyMeV, fromMm, toMm) => {
    if (toMm <= depthMm) return;
    const inner = Math.max(fromMm, depthMm);
    const share = inner > 0 ? Math.log(toMm / inner) / (toMm - fromMm) : 1 / toMm;
    mevPerMm += (energyMeV * share) / 2;
  });
  return mevPerMm * GY_PER_MEV_PER_MM3;
}

/**
 * Dose at a distance from the centre of a sphere with its decays spread evenly over it, inside or outside, in
 * water of 1 g/cm3, Gy per decay in the sphere.
 *
 * Of the packets that end at a point, those from a distance r started in the sphere for the share of directions
 * (R^2 - (s - r)^2)/(4 s r), all of them within R - s.
 */
export function sphereDose(kernel: PointKernel, sphereMm: number, distanceMm: number): number {
  let absorbedMeV = distanceMm < sphereMm ? kernel.localMeV : 0;
  forEachPacket(kernel, (energyMeV, fromMm, toMm) => {
    absorbedMeV += energyMeV * shareInside((fromMm + toMm) / 2, sphereMm, distanceMm);
  });
  return (absorbedMeV / ((4 / 3) * Math.PI * sphereMm ** 3)) * GY_PER_MEV_PER_MM3;
}

/**
 * Dose of an infinite layer that emits evenly, in water of 1 g/cm3, Gy per decay and mm2 of the layer, at a distance outside its face; below
 * zero inside, down to minus its thickness. The planes of the layer add up to what passes a plane at the near face less what passes one at the far face.
 */
export function layerDose(kernel: PointKernel, layerMm: number, depthMm: number): number {
  const beyond = (mm: number) => halfSpaceMeV(kernel, mm);
  const farMm = depthMm + layerMm;
  const mev =
    depthMm >= 0
      ? beyond(depthMm) - beyond(farMm)
      : kernel.localMeV + 2 * beyond(0) - beyond(-depthMm) - beyond(farMm);
  return (mev / layerMm) * GY_PER_MEV_PER_MM3;
}

/**
 * Dose at a distance from the centre of a spherical shell that emits evenly, inside or outside, in water of 1 g/cm3, Gy per decay and mm2 of the
 * shell. From a point at s the shell lies at distances r with the density r/(2 R s), between |R - s| and R + s.
 */
export function shellDose(kernel: PointKernel, shellMm: number, distanceMm: number): number {
  if (distanceMm === 0) return centreDose(kernel, shellMm);
  let mevPerMm = 0;
  forEachPacket(kernel, (energyMeV, fromMm, toMm) => {
    const inner = Math.max(fromMm, Math.abs(shellMm - distanceMm));
    const outer = Math.min(toMm, shellMm + distanceMm);
    if (outer <= inner) return;
    const share = inner > 0 ? Math.log(outer / inner) / (toMm - fromMm) : 1 / toMm;
    mevPerMm += (energyMeV * share) / 2;
  });
  return (mevPerMm * shellMm * GY_PER_MEV_PER_MM3) / distanceMm;
}

/** Of 1 g/cm3: a mm3 has 1e-6 kg. */
const GY_PER_MEV_PER_MM3 = MEV_TO_J * KG_TO_G * 1000;

/** What decays on a plane deposit beyond a depth on one side of it, MeV a decay. */
function halfSpaceMeV(kernel: PointKernel, depthMm: number): number {
  let mev = 0;
  forEachPacket(kernel, (energyMeV, fromMm, toMm) => {
    if (toMm <= depthMm) return;
    const inner = Math.max(fromMm, depthMm);
    const turned = depthMm > 0 ? depthMm * Math.log(toMm / inner) : 0;
    mev += (energyMeV * (toMm - inner - turned)) / (2 * (toMm - fromMm));
  });
  return mev;
}

/** In the middle of a shell all of it lies at one distance. */
function centreDose(kernel: PointKernel, shellMm: number): number {
  let mevPerMm = 0;
  forEachPacket(kernel, (energyMeV, fromMm, toMm) => {
    if (fromMm < shellMm && shellMm <= toMm) mevPerMm += energyMeV / (toMm - fromMm);
  });
  return mevPerMm * GY_PER_MEV_PER_MM3;
}

function shareInside(r: number, sphereMm: number, distanceMm: number): number {
  if (r <= sphereMm - distanceMm) return 1;
  if (r >= sphereMm + distanceMm || r <= distanceMm - sphereMm) return 0;
  return (sphereMm ** 2 - (distanceMm - r) ** 2) / (4 * distanceMm * r);
}

/** The energy between each radius of the kernel and the one before. */
function forEachPacket(
  { radiusMm, cumulativeMeV, localMeV }: PointKernel,
  visit: (energyMeV: number, fromMm: number, toMm: number) => void,
): void {
  for (let i = 0; i < radiusMm.length; i++) {
    visit(
      cumulativeMeV[i]! - (cumulativeMeV[i - 1] ?? localMeV),
      radiusMm[i - 1] ?? 0,
      radiusMm[i]!,
    );
  }
}
