import { type Medium, mediumOf } from "../physics/medium";
import type { Grid, Triple } from "../volume/grid";
import { forEachVoxel, type Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";

/** A border of a structure with another medium, as betas see it. */
export interface DensityBorder {
  readonly medium: Medium;
  /** Share of the structure's surface voxels from which betas reach the medium. */
  readonly surfaceShare: number;
  readonly inside: BorderSide;
  readonly outside: BorderSide;
}

/** Means over the voxels on one side of a border. */
export interface BorderSide {
  readonly densityKgPerM3: number;
  readonly decaysPerVoxel: number;
}

/** Less of the surface than this is no border. */
const LEAST_SHARE = 0.05;

/** Where a structure's surface comes within `reachMm` of a medium other than its own: one entry a medium, the widest first. */
export function densityBorders(
  mask: Mask,
  density: Volume<"densityKgPerM3">,
  decays: readonly Volume<"decays">[],
  reachMm: number,
): DensityBorder[] {
  const { grid } = density;
  const inside = voxelsOf(mask);
  const own = mediumOf(meanOf([...inside], (at) => density.values[at]!));
  const decaysAt = (at: number) => decays.reduce((sum, { values }) => sum + values[at]!, 0);
  const side = (voxels: readonly number[]): BorderSide => ({
    densityKgPerM3: meanOf(voxels, (at) => density.values[at]!),
    decaysPerVoxel: meanOf(voxels, decaysAt),
  });
  const offsets = offsetsWithin(grid, reachMm);
  const surface = [...inside].filter((at) =>
    FACES.some((face) => !inside.has(neighbour(grid, at, face) ?? at)),
  );
  const found = new Map<Medium, { near: number[]; beyond: Set<number> }>();
  for (const at of surface) {
    const seen = new Set<Medium>();
    for (const offset of offsets) {
      const other = neighbour(grid, at, offset);
      if (other === undefined || inside.has(other)) continue;
      const medium = mediumOf(density.values[other]!);
      if (medium === own) continue;
      const border = found.get(medium) ?? { near: [], beyond: new Set() };
      found.set(medium, border);
      border.beyond.add(other);
      if (!seen.has(medium)) border.near.push(at);
      seen.add(medium);
    }
  }
  return [...found]
    .map(([medium, { near, beyond }]) => ({
      medium,
      surfaceShare: near.length / surface.length,
      inside: side(near),
      outside: side([...beyond]),
    }))
    .filter(({ surfaceShare }) => surfaceShare >= LEAST_SHARE)
    .sort((a, b) => b.surfaceShare - a.surfaceShare);
}

/** Voxels of which the structure has at least half. */
function voxelsOf(mask: Mask): Set<number> {
  const voxels = new Set<number>();
  forEachVoxel(mask, (at, fraction) => {
    if (fraction >= 0.5) voxels.add(at);
  });
  return voxels;
}

const FACES: readonly Triple[] = [
  [-1, 0, 0],
  [1, 0, 0],
  [0, -1, 0],
  [0, 1, 0],
  [0, 0, -1],
  [0, 0, 1],
];

/** Voxels whose near side lies within a distance of a voxel's surface. */
function offsetsWithin({ spacingMm }: Grid, reachMm: number): Triple[] {
  const half = spacingMm.map((mm) => Math.floor(reachMm / mm + 0.5)) as unknown as Triple;
  const gapMm = (n: number, axis: number) => Math.max(0, Math.abs(n) - 0.5) * spacingMm[axis]!;
  const offsets: Triple[] = [];
  for (let c = -half[2]; c <= half[2]; c++)
    for (let b = -half[1]; b <= half[1]; b++)
      for (let a = -half[0]; a <= half[0]; a++)
        if (Math.hypot(gapMm(a, 0), gapMm(b, 1), gapMm(c, 2)) <= reachMm) offsets.push([a, b, c]);
  return offsets;
}

/** Index of the voxel at an offset; undefined outside the grid. */
function neighbour({ size: [nx, ny, nz] }: Grid, at: number, [a, b, c]: Triple) {
  const i = (at % nx) + a;
  const j = (Math.floor(at / nx) % ny) + b;
  const k = Math.floor(at / (nx * ny)) + c;
  const outside = i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz;
  return outside ? undefined : i + nx * (j + ny * k);
}

const meanOf = (voxels: readonly number[], valueAt: (at: number) => number) =>
  voxels.reduce((sum, at) => sum + valueAt(at), 0) / voxels.length;
