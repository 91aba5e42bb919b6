import type { Triple } from "../volume/grid";
import type { RadialEnergy } from "./radialEnergy";

/** Shells a smallest spacing (or 1/40 of the radius, where that is wider), and packets of equal energy a shell: two a shell would miss 1.5 % in the first neighbours of 177Lu. */
const SHELLS_PER_SPACING = 16;
const SHELLS_PER_RADIUS = 40;
const PACKETS_PER_SHELL = 8;
/** Directions a packet; each stands for its six permutations and, by symmetry, their mirror images. */
const DIRECTIONS_PER_SPACING2 = 12;
const MIN_DIRECTIONS = 70;
const MAX_DIRECTIONS = 3400;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const GOLDEN_SHARE = (Math.sqrt(5) - 1) / 2;

export interface NearBlock {
  readonly spacingMm: Triple;
  readonly densityGPerCm3: number;
  /** Largest offset of the block along each axis, in voxels. */
  readonly half: Triple;
  readonly energy: RadialEnergy;
}

/**
 * Writes the energy in MeV of offsets 0..half of an octant of `size` voxels: the kernel's energy in packets at r·n, every packet shared out
 * trilinearly over the eight lattice points around it. The directions are a spherical Fibonacci lattice, turned from packet to packet.
 */
export function splatNearBlock(octantMeV: Float64Array, size: Triple, near: NearBlock): void {
  const { spacingMm, half } = near;
  // One layer more than kept takes what falls beyond.
  const width: Triple = [half[0] + 2, half[1] + 2, half[2] + 2];
  const block = new Float64Array(width[0] * width[1] * width[2]);
  block[0] = near.energy.localMeV;
  const smallest = Math.min(...spacingMm);
  forEachPacket(near, (radiusMm, packetMeV, turn) => {
    const wanted = Math.ceil(DIRECTIONS_PER_SPACING2 * (radiusMm / smallest) ** 2);
    const count = Math.min(MAX_DIRECTIONS, Math.max(MIN_DIRECTIONS, wanted));
    const weight = packetMeV / (6 * count);
    const shift = (turn * GOLDEN_SHARE) % 1;
    for (let d = 0; d < count; d++) {
      const cosine = (2 * (d + shift)) / count - 1;
      const sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
      const angle = GOLDEN_ANGLE * (d + turn * 0.7548776662466927);
      const u = Math.abs(radiusMm * sine * Math.cos(angle));
      const v = Math.abs(radiusMm * sine * Math.sin(angle));
      const w = Math.abs(radiusMm * cosine);
      splat(block, width, spacingMm, u, v, w, weight);
      splat(block, width, spacingMm, v, w, u, weight);
      splat(block, width, spacingMm, w, u, v, weight);
      splat(block, width, spacingMm, v, u, w, weight);
      splat(block, width, spacingMm, u, w, v, weight);
      splat(block, width, spacingMm, w, v, u, weight);
    }
  });
  copyKept(block, width, octantMeV, size, half);
}

/** Visits packets of equal energy, shell after shell, out to the farthest corner that touches the block. */
function forEachPacket(
  { spacingMm, densityGPerCm3, half, energy }: NearBlock,
  visit: (radiusMm: number, packetMeV: number, turn: number) => void,
): void {
  const within = (radiusMm: number) => energy.within(radiusMm * densityGPerCm3);
  const cornerMm = Math.hypot(...spacingMm.map((d, axis) => d * (half[axis]! + 1)));
  const lastMm = Math.min(cornerMm, energy.lastRadiusMm / densityGPerCm3);
  const finestMm = Math.min(...spacingMm) / SHELLS_PER_SPACING;
  let turn = 0;
  for (let inner = 0, outer = 0; inner < lastMm; inner = outer) {
    outer = Math.min(inner + Math.max(finestMm, inner / SHELLS_PER_RADIUS), lastMm);
    const [low, high] = [within(inner), within(outer)];
    if (high === low) continue;
    const packetMeV = (high - low) / PACKETS_PER_SHELL;
    for (let p = 0; p < PACKETS_PER_SHELL; p++)
      visit(radiusWhere(within, inner, outer, low + (p + 0.5) * packetMeV), packetMeV, turn++);
  }
}

function radiusWhere(
  within: (radiusMm: number) => number,
  innerMm: number,
  outerMm: number,
  wantedMeV: number,
): number {
  let [low, high] = [innerMm, outerMm];
  const rises = within(outerMm) > within(innerMm);
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (within(middle) < wantedMeV === rises) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function splat(
  block: Float64Array,
  [nx, ny, nz]: Triple,
  spacingMm: Triple,
  xMm: number,
  yMm: number,
  zMm: number,
  weight: number,
): void {
  const [x, y, z] = [xMm / spacingMm[0], yMm / spacingMm[1], zMm / spacingMm[2]];
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  if (i > nx - 2 || j > ny - 2 || k > nz - 2) return;
  const [fx, fy, fz] = [x - i, y - j, z - k];
  const at = i + nx * (j + ny * k);
  const plane = nx * ny;
  const low = weight * (1 - fz);
  const high = weight * fz;
  const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  block[at]! += low * a;
  block[at + 1]! += low * b;
  block[at + nx]! += low * c;
  block[at + nx + 1]! += low * d;
  block[at + plane]! += high * a;
  block[at + plane + 1]! += high * b;
  block[at + plane + nx]! += high * c;
  block[at + plane + nx + 1]! += high * d;
}

/** A packet stands for all its mirror images, so a voxel off the planes shares its energy with them. */
function copyKept(
  block: Float64Array,
  [nx, ny]: Triple,
  octantMeV: Float64Array,
  size: Triple,
  half: Triple,
): void {
  for (let k = 0; k <= half[2]; k++)
    for (let j = 0; j <= half[1]; j++)
      for (let i = 0; i <= half[0]; i++) {
        const images = (i > 0 ? 2 : 1) * (j > 0 ? 2 : 1) * (k > 0 ? 2 : 1);
        octantMeV[i + size[0] * (j + size[1] * k)] = block[i + nx * (j + ny * k)]! / images;
      }
}
