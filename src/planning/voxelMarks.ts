/** Size of a structure against what limits the image and the dose grid. */
export interface VoxelMarkInput {
  readonly volumeMl: number;
  /** Resolution of the images, full width at half maximum. */
  readonly fwhmMm: number;
  /** Largest edge of a dose voxel. */
  readonly spacingMm: number;
}

/** From this share of its volume near the surface on, the figures of a structure's voxels are marked. */
const MARKED_SHARE = 0.25; // a sphere of 200 mL at 10 mm has 36 %, a liver of 1.8 L 18 %
/** From this loss at the edge voxels on, the mean is marked too. */
const MARKED_LOSS = 0.03;

/**
 * Sentences about what blur and voxels do to a structure's figures, for `StructureDose.voxelMarks`; none for a large one. The structure is
 * taken as a sphere of its volume.
 */
export function voxelMarksOf(size: VoxelMarkInput): string[] {
  const radiusMm = sphereRadiusMm(size.volumeMl);
  const near = blurredShare(size);
  const loss = edgeLoss(size);
  const blurred =
    near < MARKED_SHARE
      ? []
      : [
          `${percent(near)} of the volume lies within half the resolution (${size.fwhmMm} mm) of the surface, as in a sphere of ${radiusMm.toFixed(0)} mm: D98 is too low, D2 and V_x are those of the blurred image.`,
        ];
  const thinned =
    loss < MARKED_LOSS
      ? []
      : [
          `Voxels of ${size.spacingMm} mm carry about ${percent(loss)} of the self-dose of such a sphere across its surface: refine the dose grid.`,
        ];
  return [...blurred, ...thinned];
}

/** Share of a sphere's volume that lies within half the resolution of its surface, where blur mixes inside and outside. */
export function blurredShare({ volumeMl, fwhmMm }: VoxelMarkInput): number {
  const inner = 1 - fwhmMm / 2 / sphereRadiusMm(volumeMl);
  return inner > 0 ? 1 - inner ** 3 : 1;
}

/** Loss of a sphere's mean self-dose because edge voxels spread their decays over the whole voxel: about half of voxel/radius. */
export const edgeLoss = ({ volumeMl, spacingMm }: VoxelMarkInput): number =>
  Math.min(1, spacingMm / sphereRadiusMm(volumeMl) / 2);

const sphereRadiusMm = (volumeMl: number) => 10 * Math.cbrt((3 * volumeMl) / (4 * Math.PI));
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
