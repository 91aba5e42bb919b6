import { voxelCount } from "../volume/grid";
import { forEachVoxel, type Mask, maskFromValues, occupiedVoxels } from "../volume/mask";
import { maskWithin, maskWithout } from "../volume/maskArithmetic";
import type { Role, Structure } from "../volume/study";

/** A part of the body whose decays share one time course. Source regions never overlap; structures may. */
export interface SourceRegion {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly mask: Mask;
}

/** Who keeps a voxel that two structures claim: the more specific one. */
const PRECEDENCE: readonly Role[] = ["tumour", "territory", "organ", "marrow", "other"];

/**
 * Splits overlapping structures into disjoint source regions: a tumour inside the liver belongs to the tumour, the territory of a vessel to the
 * territory. The body itself is no source region; what no structure claims is the remainder. Structures left without a voxel are dropped.
 */
export function sourceRegions(structures: readonly Structure[]): SourceRegion[] {
  const sources = structures.filter(({ role }) => role !== "body");
  const first = sources[0];
  if (!first) return [];
  const free = new Float32Array(voxelCount(first.mask.grid)).fill(1);
  const ordered = [...sources].sort(
    (a, b) => PRECEDENCE.indexOf(a.role) - PRECEDENCE.indexOf(b.role),
  );
  const masks = new Map(
    ordered.map(({ id, role, mask }) => [
      id,
      claim(role === "organ" ? withoutTerritories(mask, sources) : mask, free),
    ]),
  );
  return sources
    .map(({ id, name, role }) => ({ id, name, role, mask: masks.get(id)! }))
    .filter(({ mask }) => mask.occupancy.length > 0);
}

/** An organ that holds a territory has it whole: at the rim, where both fill a part of a voxel, it is the same part. */
function withoutTerritories(organ: Mask, sources: readonly Structure[]): Mask {
  const held = sources.filter(
    ({ role, mask }) =>
      role === "territory" && sharedVoxels(mask, organ) > 0.5 * occupiedVoxels(mask),
  );
  return held.length === 0
    ? organ
    : maskWithout(
        organ,
        held.map(({ mask }) => mask),
      );
}

const sharedVoxels = (a: Mask, b: Mask) => occupiedVoxels(maskWithin(a, [b]));

/** The part of `mask` that is still free, which is then taken. */
function claim(mask: Mask, free: Float32Array): Mask {
  const own = new Float32Array(free.length);
  forEachVoxel(mask, (i, fraction) => {
    const share = Math.min(fraction, free[i]!);
    own[i] = share;
    free[i]! -= share;
  });
  return maskFromValues(mask.grid, own);
}

/** What `regions` leave of the body (of the whole grid when no body is given). */
export function remainderOf(
  regions: readonly SourceRegion[],
  grid: Mask["grid"],
  body?: Mask,
): Mask {
  const left = new Float32Array(voxelCount(grid)).fill(body ? 0 : 1);
  if (body)
    forEachVoxel(body, (i, fraction) => {
      left[i] = fraction;
    });
  for (const { mask } of regions)
    forEachVoxel(mask, (i, fraction) => {
      left[i] = Math.max(0, left[i]! - fraction);
    });
  return maskFromValues(grid, left);
}
