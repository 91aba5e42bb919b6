import { InputError } from "../inputError";
import type { Grid } from "../volume/grid";
import { toPatientMm, toVoxel } from "../volume/grid";
import type { Volume } from "../volume/volume";

/** Above this even fat is missing: an image without a voxel below it holds no air, which surrounds every patient. */
const AIR_BELOW_HU = -200;

/** Metal on an extended scale stays below. */
const MOST_HU = 32767;

/**
 * Refuses as a CT what is none: an image without contrast, or without air, such as one stored with an offset of 1000, densities, or activities.
 *
 * @throws InputError naming the image, with the values found.
 */
export function checkHounsfield({ values }: Volume<"hounsfield">, name: string): void {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least >= AIR_BELOW_HU || least === most || most > MOST_HU)
    throw new InputError(
      `${name}: expected a CT in Hounsfield units with air in it (about −1000); received values from ${shown(least)} to ${shown(most)}: another image, or one stored with an offset or as density`,
    );
}

/**
 * Refuses a CT that covers nothing of the scan it belongs to: what no CT covers would be taken for air.
 *
 * @throws InputError naming the scan.
 */
export function checkTogether(ct: Grid, emission: Grid, scan: string): void {
  if (covers(ct, emission) || covers(emission, ct)) return;
  throw new InputError(
    `scan ${scan}: its CT and its emission image do not meet: expected the same frame of reference, received centres ${distanceMm(ct, emission).toFixed(0)} mm apart`,
  );
}

/** Steps an edge of the lattice of points that is looked at. */
const STEPS = 8;

/** Whether some of a lattice of points of `b` lie inside `a`. */
function covers(a: Grid, b: Grid): boolean {
  const along = (n: number, step: number) => ((n - 1) * step) / STEPS;
  for (let k = 0; k <= STEPS; k++)
    for (let j = 0; j <= STEPS; j++)
      for (let i = 0; i <= STEPS; i++) {
        const [nx, ny, nz] = b.size;
        const at = toVoxel(a, toPatientMm(b, [along(nx, i), along(ny, j), along(nz, k)]));
        if (at.every((v, c) => v >= -0.5 && v <= a.size[c]! - 0.5)) return true;
      }
  return false;
}

function distanceMm(a: Grid, b: Grid): number {
  const [p, q] = [centreMm(a), centreMm(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const centreMm = (grid: Grid) =>
  toPatientMm(grid, [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2]);

const shown = (value: number) => String(Number(value.toPrecision(4)));
