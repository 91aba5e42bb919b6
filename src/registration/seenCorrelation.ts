import type { Gpu } from "../gpu/gpu";
import type { Grid } from "../volume/grid";
import { AVERAGE } from "../volume/resample";
import { IDENTITY, type Transform } from "../volume/transform";
import type { Work } from "../work";
import type { RegistrationImage } from "./pyramid";
import { resampleTo } from "./resample";

/** No image holds it: it marks voxels that are not wholly within one. */
const BEYOND = -1e6;

/**
 * Correlation of two images as the voxels of `grid` see them, under several transforms (fixed → moving). Averaging over these voxels takes the noise away that
 * a deformation could fit itself to: so linear and deformable alignments are judged alike. 0 where nothing overlaps, or an image is constant.
 */
export async function seenCorrelations(
  gpu: Gpu,
  { fixed, moving }: { readonly fixed: RegistrationImage; readonly moving: RegistrationImage },
  grid: Grid,
  transforms: readonly Transform[],
  work: Work,
): Promise<number[]> {
  const sampling = { ...AVERAGE, outside: BEYOND };
  const seen = (image: RegistrationImage, transform: Transform) =>
    resampleTo(gpu, image.volume, { grid, transform, sampling }, work);
  const { values: reference } = await seen(fixed, IDENTITY);
  const correlations: number[] = [];
  for (const transform of transforms) {
    const { values } = await seen(moving, transform);
    correlations.push(correlationOf(reference, values));
  }
  return correlations;
}

function correlationOf(a: Float32Array, b: Float32Array): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x < LEAST || y < LEAST) continue;
    n += 1;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return n > 0 && spread > 0 ? (sab - (sa * sb) / n) / spread : 0;
}

/** Of CT numbers, and of activities: below it a voxel was mixed with what lies beyond. */
const LEAST = -1100;
