import type { Triple } from "../../volume/grid";
import { fftLength } from "./lengths";

/** How a volume is cut for a convolution: bricks of at most `brick` voxels, each transformed at `lengths`. */
export interface BrickPlan {
  readonly brick: Triple;
  readonly lengths: Triple;
}

/** One brick: the box of voxels it writes and the box, wider by the kernel's half size, that it reads. Ends are exclusive. */
export interface Brick {
  readonly from: Triple;
  readonly to: Triple;
  readonly readFrom: Triple;
  readonly readTo: Triple;
}

const MOST_CUTS = 12;

/**
 * The cheapest cut of `size` voxels for a linear convolution with a kernel that reaches `half` voxels, with at most `maxPoints` padded
 * points at a time; undefined when none is small enough. A kernel as wide as the volume cannot be cut.
 */
export function planBricks(size: Triple, half: Triple, maxPoints: number): BrickPlan | undefined {
  let best: (BrickPlan & { readonly cost: number }) | undefined;
  const cuts = ([0, 1, 2] as const).map((axis) => cutsAlong(size[axis], half[axis]));
  for (const z of cuts[2]!)
    for (const y of cuts[1]!)
      for (const x of cuts[0]!) {
        const points = x.length * y.length * z.length;
        const cost = points * x.count * y.count * z.count;
        if (points > maxPoints || (best && cost >= best.cost)) continue;
        const brick: Triple = [x.brick, y.brick, z.brick];
        best = { cost, brick, lengths: [x.length, y.length, z.length] };
      }
  return best && { brick: best.brick, lengths: best.lengths };
}

/** The bricks of a plan, x fastest. */
export function bricksOf(size: Triple, half: Triple, brick: Triple): Brick[] {
  const bricks: Brick[] = [];
  for (let z = 0; z < size[2]; z += brick[2])
    for (let y = 0; y < size[1]; y += brick[1])
      for (let x = 0; x < size[0]; x += brick[0]) {
        const from: Triple = [x, y, z];
        const to = combine((axis) => Math.min(size[axis], from[axis] + brick[axis]));
        const readFrom = combine((axis) => Math.max(0, from[axis] - half[axis]));
        const readTo = combine((axis) => Math.min(size[axis], to[axis] + half[axis]));
        bricks.push({ from, to, readFrom, readTo });
      }
  return bricks;
}

/** Wrapping may spoil nothing that is kept: the length holds the farthest distance read plus the kernel's reach. */
function cutsAlong(size: number, half: number) {
  const counts = half >= size - 1 ? [1] : Array.from({ length: MOST_CUTS }, (_, i) => i + 1);
  return counts.map((wanted) => {
    const brick = Math.ceil(size / wanted);
    const reach = wanted === 1 ? size + half : Math.min(brick + 2 * half, size + half);
    return { brick, count: Math.ceil(size / brick), length: fftLength(Math.max(2, reach)) };
  });
}

const combine = (along: (axis: 0 | 1 | 2) => number): Triple => [along(0), along(1), along(2)];
