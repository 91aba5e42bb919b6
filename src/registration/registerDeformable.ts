import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { type JacobianSummary, jacobianSummary } from "../volume/deformationField";
import { voxelCount } from "../volume/grid";
import { type DisplacementTransform, IDENTITY, type LinearTransform } from "../volume/transform";
import { partOf, type Work } from "../work";
import { Deformation, type Smoothness } from "./deformation";
import { displacementMm, refinedField, type VoxelField, voxelField } from "./displacementField";
import { doOverlap } from "./doOverlap";
import { type ImagePair, releasePair } from "./imagePair";
import type { DeformableMetric } from "./matching";
import { levelsOf, pairAt, type RegistrationImage } from "./pyramid";
import { type RigidBody, rigidBodiesOn, withRigidBodies } from "./rigidBodies";

export interface DeformableRegistration {
  readonly fixed: RegistrationImage;
  readonly moving: RegistrationImage;
  /** The linear alignment that the deformation refines. */
  readonly start?: LinearTransform;
  readonly smoothness?: Smoothness;
  /** Local correlation for images whose values are related in every neighbourhood (one modality, or inverted); mutual information for others. */
  readonly metric?: DeformableMetric;
  /** One value a voxel of the fixed image, above 0 where it shows what keeps its shape (bone): each connected piece moves as a rigid body. */
  readonly rigid?: ArrayLike<number>;
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
export const SMOOTHNESS: Smoothness = {
  stepSigma: 2,
  fieldSigma: 0.7,
  step: 0.4,
  gain: 3,
  radius: 2,
};

const COARSEST = 40;
/** More voxels than this and the finest level is left out: a field of 4 M voxels takes 50 MB. */
const MOST_VOXELS = 4.2e6;
/** Iterations between two looks at the agreement, and the gain below which a level is done. */
const LOOK = 4;
const LEAST_GAIN = { lncc: 3.5e-4, nmi: 1e-4 } as const;
const MOST_ITERATIONS = 97;

/**
 * A smooth, invertible map under which the images look alike in every neighbourhood: greedy composition of small steps along the gradient of the local
 * correlation, coarse to fine (B. Avants et al., Med Image Anal 12 (2008) 26; P. Yushkevich et al., Alzheimers Dement 12 (2016) P126). Local correlation
 * needs no common scale of values and follows either sign of contrast; mutual information needs no relation at all. What a mask of the fixed
 * image leaves out pulls nothing and follows its surroundings. Bodies that keep their shape are made rigid again after every level.
 *
 * @throws InputError when no neighbourhood shows anything in both images.
 */
export async function registerDeformable(
  gpu: Gpu,
  registration: DeformableRegistration,
  work: Work,
): Promise<DeformableResult> {
  const { fixed, moving, rigid } = registration;
  const { start = IDENTITY, smoothness = SMOOTHNESS, metric = "lncc" } = registration;
  const settings: Settings = { start, smoothness, metric };
  if (!doOverlap(fixed.volume.grid, moving.volume.grid, start)) throw nothingToFollow();
  const spacings = spacingsOf(registration);
  let field: VoxelField | undefined;
  let iterations = 0;
  let [before, after] = [0, 0];
  for (const [n, spacingMm] of spacings.entries()) {
    const part = partOf(work, n / spacings.length, (n + 1) / spacings.length);
    const pair = await pairAt(gpu, fixed, moving, { spacingMm }, part);
    const { grid } = pair.fixed;
    try {
      const level = await deformed(gpu, pair, settings, field && refinedField(field, grid), part);
      if (!(level.agreement > NOTHING_SEEN[metric])) throw nothingToFollow();
      iterations += level.iterations;
      field = rigid
        ? rigidly(level.field, start, rigidBodiesOn(grid, fixed.volume.grid, rigid))
        : level.field;
      if (n < spacings.length - 1) continue;
      before = await agreementUnder(gpu, pair, settings, undefined);
      after = rigid ? await agreementUnder(gpu, pair, settings, field) : level.agreement;
    } finally {
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

/** The agreement of images that have nothing to do with each other. */
const NOTHING_SEEN = { lncc: 0, nmi: 1 + 1e-6 } as const;

const nothingToFollow = () =>
  new InputError(
    "Deformable registration: no neighbourhood shows anything in both images; they do not overlap, one of them is constant, or the mask leaves nothing",
  );

interface Settings {
  readonly start: LinearTransform;
  readonly smoothness: Smoothness;
  readonly metric: DeformableMetric;
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

/** The field of one level, from the coarser one's on. */
async function deformed(
  gpu: Gpu,
  pair: ImagePair,
  { start, smoothness, metric }: Settings,
  from: VoxelField | undefined,
  work: Work,
) {
  const { displacement } = from ?? {};
  const level = new Deformation(gpu, pair, start.matrix, smoothness, displacement, metric);
  try {
    const iterations = await deform(level, LEAST_GAIN[metric], work);
    const agreement = await level.agreement();
    const field: VoxelField = { grid: pair.fixed.grid, displacement: await level.displacement() };
    return { field, agreement, iterations };
  } finally {
    level.release();
  }
}

/** Iterates until the images no longer agree better. */
async function deform(level: Deformation, leastGain: number, work: Work): Promise<number> {
  let last = await level.iterate(1);
  for (let done = 1; done < MOST_ITERATIONS; ) {
    work.signal.throwIfAborted();
    work.report("Deforming", done / MOST_ITERATIONS);
    const now = await level.iterate(LOOK);
    done += LOOK;
    if (now - last < leastGain) return done;
    last = now;
  }
  return MOST_ITERATIONS;
}

/** The bodies led by their own motions, the start included: what an affine start stretches, they do not follow. */
function rigidly(
  field: VoxelField,
  { matrix }: LinearTransform,
  bodies: readonly RigidBody[],
): VoxelField {
  return bodies.length > 0
    ? voxelField(withRigidBodies(displacementMm(field, matrix), bodies), matrix)
    : field;
}

async function agreementUnder(
  gpu: Gpu,
  pair: ImagePair,
  { start, smoothness, metric }: Settings,
  field: VoxelField | undefined,
): Promise<number> {
  const { displacement } = field ?? {};
  const still = new Deformation(gpu, pair, start.matrix, smoothness, displacement, metric);
  try {
    return await still.agreement();
  } finally {
    still.release();
  }
}
