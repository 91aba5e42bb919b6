import type { Gpu } from "../gpu/gpu";
import { densityFromHounsfield } from "../physics/hounsfield";
import { G_PER_CM3_TO_KG_PER_M3 } from "../physics/units";
import { resampleTo } from "../registration/resample";
import type { Grid } from "../volume/grid";
import { type Mask, maskFromValues } from "../volume/mask";
import { AVERAGE } from "../volume/resample";
import type { Anatomy } from "../volume/study";
import { IDENTITY } from "../volume/transform";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";

/** Below this is air: outside the body, or gas in it. Between air (1.2) and inflated lung (200-300). */
const LEAST_BODY_DENSITY = 150;

/**
 * Density of the dose grid's voxels: of each CT voxel from its Hounsfield units first, then averaged over the dose voxel, so that mass is kept. What the
 * CT does not cover is air. Without a CT everything is the medium of the dose kernel.
 */
export async function densityOn(
  gpu: Gpu,
  grid: Grid,
  anatomy: Anatomy | undefined,
  mediumGPerCm3: number,
  work: Work,
): Promise<Volume<"densityKgPerM3">> {
  const medium = mediumGPerCm3 * G_PER_CM3_TO_KG_PER_M3;
  if (!anatomy) return fill(volume("densityKgPerM3", grid), medium);
  const ct = anatomy.volume;
  const fine = volume("densityKgPerM3", ct.grid, ct.values.map(densityFromHounsfield));
  const sampling = { ...AVERAGE, outside: densityFromHounsfield(-1000) };
  return resampleTo(gpu, fine, { grid, transform: IDENTITY, sampling }, work);
}

/** The part of the grid that is not air. */
export const bodyOf = ({ grid, values }: Volume<"densityKgPerM3">): Mask =>
  maskFromValues(
    grid,
    values.map((density) => (density >= LEAST_BODY_DENSITY ? 1 : 0)),
  );

function fill<V extends Volume<"densityKgPerM3">>(target: V, value: number): V {
  target.values.fill(value);
  return target;
}
