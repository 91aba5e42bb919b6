import { type Grid, voxelCount } from "../volume/grid";
import {
  apply,
  type DisplacementTransform,
  gridMatrix,
  invert,
  type Matrix4,
  multiply,
} from "../volume/transform";

/** A displacement as the GPU holds it: three planes, in voxels of its grid. */
export interface VoxelField {
  readonly grid: Grid;
  readonly displacement: Float32Array<ArrayBuffer>;
}

/** The field on a finer grid with the same axes, in that grid's voxels: trilinear, continued at the border. */
export function refinedField({ grid: coarse, displacement }: VoxelField, fine: Grid): VoxelField {
  const count = voxelCount(fine);
  const coarseCount = voxelCount(coarse);
  const refined = new Float32Array(3 * count);
  const map = multiply(invert(gridMatrix(coarse)), gridMatrix(fine));
  const [x, y, z] = ([0, 1, 2] as const).map((c) =>
    placesAlong(fine.size[c], coarse.size[c], map[5 * c]!, map[4 * c + 3]!),
  ) as [Places, Places, Places];
  const [nx, ny] = coarse.size;
  for (let c = 0; c < 3; c++) {
    const plane = displacement.subarray(c * coarseCount, (c + 1) * coarseCount);
    const scale = coarse.spacingMm[c]! / fine.spacingMm[c]!;
    let at = c * count;
    for (let k = 0; k < fine.size[2]; k++)
      for (let j = 0; j < fine.size[1]; j++) {
        const [s, t] = [z.share[k]!, y.share[j]!];
        const near = nx * (y.low[j]! + ny * z.low[k]!);
        const row = nx * (y.high[j]! - y.low[j]!);
        const slice = nx * ny * (z.high[k]! - z.low[k]!);
        const column = (i: number) =>
          (1 - s) * ((1 - t) * plane[near + i]! + t * plane[near + row + i]!) +
          s * ((1 - t) * plane[near + slice + i]! + t * plane[near + slice + row + i]!);
        for (let i = 0; i < fine.size[0]; i++, at++) {
          const u = x.share[i]!;
          refined[at] = scale * ((1 - u) * column(x.low[i]!) + u * column(x.high[i]!));
        }
      }
  }
  return { grid: fine, displacement: refined };
}

/** x → map(x + u(x)) as one displacement in patient mm. */
export function displacementMm(
  { grid, displacement }: VoxelField,
  map: Matrix4,
): DisplacementTransform {
  const count = voxelCount(grid);
  const here = gridMatrix(grid);
  const there = multiply(map, here);
  const [nx, ny] = grid.size;
  const along = (r: 0 | 1 | 2) => {
    const [a, b, c, d] = there.slice(4 * r, 4 * r + 4) as [number, number, number, number];
    const [p, q, s, t] = here.slice(4 * r, 4 * r + 4) as [number, number, number, number];
    const values = new Float32Array(count);
    for (let at = 0; at < count; at++) {
      const i = at % nx;
      const j = Math.floor(at / nx) % ny;
      const k = Math.floor(at / (nx * ny));
      const [u, v, w] = [
        displacement[at]!,
        displacement[count + at]!,
        displacement[2 * count + at]!,
      ];
      values[at] = a * (i + u) + b * (j + v) + c * (k + w) + d - (p * i + q * j + s * k + t);
    }
    return values;
  };
  return { kind: "displacement", grid, fieldMm: [along(0), along(1), along(2)] };
}

/** `displacementMm` backwards: the displacement in voxels before `map` that a field in patient mm stands for. */
export function voxelField({ grid, fieldMm }: DisplacementTransform, map: Matrix4): VoxelField {
  const count = voxelCount(grid);
  const displacement = new Float32Array(3 * count);
  const here = gridMatrix(grid);
  const back = invert(multiply(map, here));
  const [nx, ny] = grid.size;
  const [x, y, z] = fieldMm;
  for (let at = 0; at < count; at++) {
    const place = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))] as const;
    const [p, q, r] = apply(here, place);
    const voxel = apply(back, [p + x[at]!, q + y[at]!, r + z[at]!]);
    for (let c = 0; c < 3; c++) displacement[c * count + at] = voxel[c]! - place[c]!;
  }
  return { grid, displacement };
}

/** For every place along an axis of the fine grid: its neighbours on the coarse one, and the share of the higher. */
interface Places {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

function placesAlong(fine: number, coarse: number, step: number, offset: number): Places {
  const low = new Int32Array(fine);
  const high = new Int32Array(fine);
  const share = new Float64Array(fine);
  for (let n = 0; n < fine; n++) {
    const place = Math.min(Math.max(step * n + offset, 0), coarse - 1);
    low[n] = Math.floor(place);
    high[n] = Math.min(low[n]! + 1, coarse - 1);
    share[n] = place - low[n]!;
  }
  return { low, high, share };
}
