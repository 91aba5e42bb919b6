import type { Gpu } from "../gpu/gpu";
import { type JacobianSummary, jacobianSummary } from "../volume/deformationField";
import { type Grid, type Triple, toPatientMm, voxelCount } from "../volume/grid";
import { linearSampler } from "../volume/interpolation";
import {
  apply,
  type DisplacementTransform,
  gridMatrix,
  IDENTITY,
  invert,
  type LinearTransform,
  type Matrix4,
  multiply,
} from "../volume/transform";
import { partOf, type Work } from "../work";
import { Deformation, type Smoothness } from "./deformation";
import { type ImagePair, releasePair } from "./imagePair";
import type { DeformableMetric } from "./matching";
import { levelsOf, pairAt, type RegistrationImage } from "./pyramid";

export interface DeformableRegistration {
  readonly fixed: RegistrationImage;
  readonly moving: RegistrationImage;
  /** The linear alignment that the deformation refines. */
  readonly start?: LinearTransform;
  readonly smoothness?: Smoothness;
  /** Local correlation for images whose values are related in every neighbourhood (one modality, or inverted); mutual information for others. */
  readonly metric?: DeformableMetric;
  /** No voxel of the field is smaller than this. */
  readonly finestMm?: number;
}

export interface DeformableResult {
  /** Fixed → moving in one step, the start included. */
  readonly transform: DisplacementTransform;
  readonly metric: DeformableMetric;
  /** Mean squared local correlation, or normalised mutual information, at the finest level, under the start and under the result; the larger the better. */
  readonly before: number;
  readonly after: number;
  /** Of the deformation alone, without the start. */
  readonly jacobian: JacobianSummary;
  readonly iterations: number;
}

/** Widths that leave organs smooth and follow motions of a few voxels; steps well below a voxel cannot fold. */
export const SMOOTHNESS: Smoothness = { stepSigma: 1.7, fieldSigma: 0.7, step: 0.4, radius: 2 };

const COARSEST = 40;
/** More voxels than this and the finest level is left out: a field of 4 M voxels takes 50 MB. */
const MOST_VOXELS = 4.2e6;
/** Iterations between two looks at the agreement, and the gain below which a level is done. */
const LOOK = 8;
const LEAST_GAIN = { lncc: 5e-4, nmi: 2e-4 } as const;
const MOST_ITERATIONS = 96;

/**
 * A smooth, invertible map under which the images look alike in every neighbourhood: greedy composition of small steps along the gradient of the local
 * correlation, coarse to fine (B. Avants et al., Med Image Anal 12 (2008) 26; P. Yushkevich et al., Alzheimers Dement 12 (2016) P126). Local correlation
 * needs no common scale of values and follows either sign of contrast; mutual information needs no relation at all. A mask of the fixed image is not heeded.
 */
export async function registerDeformable(
  gpu: Gpu,
  registration: DeformableRegistration,
  work: Work,
): Promise<DeformableResult> {
  const { moving, start = IDENTITY, smoothness = SMOOTHNESS, metric = "lncc" } = registration;
  const { mask: _, ...fixed } = registration.fixed;
  const spacings = spacingsOf(registration);
  let field: Field | undefined;
  let iterations = 0;
  let before = 0;
  let after = 0;
  for (const [n, spacingMm] of spacings.entries()) {
    const part = partOf(work, n / spacings.length, (n + 1) / spacings.length);
    const pair = await pairAt(gpu, fixed, moving, { spacingMm }, part);
    const { grid } = pair.fixed;
    const level = new Deformation(
      gpu,
      pair,
      start.matrix,
      smoothness,
      field && refined(field, grid),
      metric,
    );
    try {
      if (n === spacings.length - 1)
        before = await agreementAtStart(gpu, pair, start, smoothness, metric);
      iterations += await deform(level, LEAST_GAIN[metric], part);
      after = await level.agreement();
      field = { grid, displacement: await level.displacement() };
    } finally {
      level.release();
      releasePair(gpu, pair);
    }
  }
  const alone = displacementMm(field!, IDENTITY.matrix);
  return {
    transform: displacementMm(field!, start.matrix),
    metric,
    before,
    after,
    jacobian: jacobianSummary(alone),
    iterations,
  };
}

interface Field {
  readonly grid: Grid;
  /** Three planes, in voxels of `grid`. */
  readonly displacement: Float32Array<ArrayBuffer>;
}

function spacingsOf({ fixed, moving, finestMm = 0 }: DeformableRegistration): number[] {
  const { grid } = fixed.volume;
  const extentMm3 = voxelCount(grid) * grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2];
  const least = Math.max(finestMm, Math.cbrt(extentMm3 / MOST_VOXELS));
  const all = levelsOf(grid, moving.volume.grid, COARSEST);
  const coarse = all.filter((spacing) => spacing > 1.4 * least);
  const finest = Math.max(all.at(-1)!, least);
  return coarse.at(-1) === finest ? coarse : [...coarse.filter((s) => s > 1.2 * finest), finest];
}

/** Iterates until the images no longer agree better. */
async function deform(level: Deformation, leastGain: number, work: Work): Promise<number> {
  let last = await level.agreement();
  for (let done = 0; done < MOST_ITERATIONS; ) {
    work.signal.throwIfAborted();
    work.report("Deforming", done / MOST_ITERATIONS);
    await level.iterate(LOOK);
    done += LOOK;
    const now = await level.agreement();
    if (now - last < leastGain) return done;
    last = now;
  }
  return MOST_ITERATIONS;
}

async function agreementAtStart(
  gpu: Gpu,
  pair: ImagePair,
  start: LinearTransform,
  smoothness: Smoothness,
  metric: DeformableMetric,
): Promise<number> {
  const still = new Deformation(gpu, pair, start.matrix, smoothness, undefined, metric);
  try {
    return await still.agreement();
  } finally {
    still.release();
  }
}

/** The field on a finer grid over the same extent, in its voxels. */
function refined({ grid: coarse, displacement }: Field, fine: Grid): Float32Array<ArrayBuffer> {
  const count = voxelCount(fine);
  const coarseCount = voxelCount(coarse);
  const values = new Float32Array(3 * count);
  const map = multiply(invert(gridMatrix(coarse)), gridMatrix(fine));
  const planes = [0, 1, 2].map((c) =>
    linearSampler(
      { grid: coarse, values: displacement.subarray(c * coarseCount, (c + 1) * coarseCount) },
      0,
    ),
  );
  const clamp = (x: number, n: number) => Math.min(Math.max(x, 0), n - 1);
  let at = 0;
  for (let k = 0; k < fine.size[2]; k++)
    for (let j = 0; j < fine.size[1]; j++)
      for (let i = 0; i < fine.size[0]; i++, at++) {
        const [x, y, z] = apply(map, [i, j, k]);
        const inside: Triple = [
          clamp(x, coarse.size[0]),
          clamp(y, coarse.size[1]),
          clamp(z, coarse.size[2]),
        ];
        planes.forEach((plane, c) => {
          values[c * count + at] = (plane(...inside) * coarse.spacingMm[c]!) / fine.spacingMm[c]!;
        });
      }
  return values;
}

/** x → map(x + u(x)) as one displacement in patient mm. */
function displacementMm({ grid, displacement }: Field, map: Matrix4): DisplacementTransform {
  const count = voxelCount(grid);
  const fieldMm: DisplacementTransform["fieldMm"] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  let at = 0;
  for (let k = 0; k < grid.size[2]; k++)
    for (let j = 0; j < grid.size[1]; j++)
      for (let i = 0; i < grid.size[0]; i++, at++) {
        const here = toPatientMm(grid, [i, j, k]);
        const moved = toPatientMm(grid, [
          i + displacement[at]!,
          j + displacement[count + at]!,
          k + displacement[2 * count + at]!,
        ]);
        const there = apply(map, moved);
        for (const [c, values] of fieldMm.entries()) values[at] = there[c]! - here[c]!;
      }
  return { kind: "displacement", grid, fieldMm };
}
