import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { type Grid, type Triple, toPatientMm } from "../volume/grid";
import {
  gridMatrix,
  IDENTITY,
  invert,
  type LinearTransform,
  type Matrix4,
  multiply,
} from "../volume/transform";
import { partOf, type Work } from "../work";
import { binomial } from "./binomial";
import { releasePair, voxelFromUnit } from "./imagePair";
import { type Descent, descend } from "./lbfgs";
import { LinearMetric, type Metric } from "./linearMetric";
import {
  type Freedom,
  linearMap,
  linearMapSlopes,
  PARAMETER_COUNT,
  type Pivot,
} from "./linearParameters";
import { levelsOf, pairAt, type RegistrationImage } from "./pyramid";

export interface LinearRegistration {
  readonly fixed: RegistrationImage;
  readonly moving: RegistrationImage;
  readonly freedom: Freedom;
  readonly metric: Metric;
  /** Where to begin; the headers' word (identity) when left out. */
  readonly start?: LinearTransform;
  /** Also begin from shifts and turns around the start, for images that may lie far apart. */
  readonly searchMm?: number;
  /** Voxels smaller than this tell nothing more: the search ends at the finest level that is not below it. */
  readonly finestMm?: number;
}

export interface LinearResult {
  /** Fixed → moving, patient mm. */
  readonly transform: LinearTransform;
  readonly metric: Metric;
  /** The metric at the finest level, under the start and under the result; the smaller the better. */
  readonly before: number;
  readonly after: number;
  readonly overlap: number;
  readonly evaluations: number;
}

/** Largest size along an axis at the coarsest level. */
const COARSEST = 32;
const RADIUS_MM = 100;
/** `finestMm` of an affine alignment that a deformation goes on from: what it leaves below this, the deformation takes. */
export const AFFINE_FINEST_MM = 4;
/** Steps shorter than this share of a voxel end the search at the finest level. */
const FINE_STEP = 1 / 2000;
/** Of a metric near 1 summed in f32; it hides shifts of a hundredth of a voxel. */
const ROUNDING = 1e-6;

/**
 * The translation, rigid or affine map under which the moving image looks most like the fixed one: coarse to fine, L-BFGS on parameters in mm, the
 * metric and its gradient on the GPU in one pass an evaluation. Both images are smoothed by a voxel first: what interpolation does to edges and noise
 * would pull the result by a hundredth of a voxel.
 *
 * @throws InputError when the images do not overlap, or one is constant.
 */
export async function registerLinear(
  gpu: Gpu,
  {
    fixed,
    moving,
    freedom,
    metric,
    start = IDENTITY,
    searchMm = 0,
    finestMm = 0,
  }: LinearRegistration,
  work: Work,
): Promise<LinearResult> {
  const all = levelsOf(fixed.volume.grid, moving.volume.grid, COARSEST);
  const spacings = all.filter((spacing, n) => n === 0 || spacing >= finestMm);
  let map = start.matrix;
  let evaluations = 0;
  for (const [n, spacingMm] of spacings.entries()) {
    const part = partOf(work, n / spacings.length, (n + 1) / spacings.length);
    part.report("Registering", 0);
    const pair = await pairAt(gpu, fixed, moving, { spacingMm, filter: binomial }, part);
    const comparer = new LinearMetric(gpu, pair, metric, pair.fixedVoxels);
    try {
      const pivot: Pivot = { centreMm: centreOf(fixed.volume.grid), radiusMm: RADIUS_MM };
      const isFinest = n === spacings.length - 1;
      const level = { comparer, pivot, spacingMm, isFinest, work: part };
      const starts =
        n === 0 && searchMm > 0 ? await wideSearch(level, map, freedom, searchMm) : [map];
      const found = await best(starts.map((from) => () => refine(level, from, freedom)));
      if (!Number.isFinite(found.value)) throw noMatch();
      evaluations += found.evaluations;
      map = found.map;
      if (isFinest) {
        const before = await comparer.compare(start.matrix);
        const after = await comparer.compare(map);
        return {
          transform: { kind: kindOf(start, freedom), matrix: map },
          metric,
          before: before.value,
          after: after.value,
          overlap: after.overlap,
          evaluations,
        };
      }
    } finally {
      comparer.release();
      releasePair(gpu, pair);
    }
  }
  throw noMatch();
}

interface LevelWork {
  readonly comparer: LinearMetric;
  readonly pivot: Pivot;
  readonly spacingMm: number;
  readonly isFinest: boolean;
  readonly work: Work;
}

interface Refined {
  readonly map: Matrix4;
  readonly value: number;
  readonly evaluations: number;
}

/** Descends from `from` at one level. */
async function refine(
  { comparer, pivot, spacingMm, isFinest, work }: LevelWork,
  from: Matrix4,
  freedom: Freedom,
): Promise<Refined> {
  const inner = multiply(
    gridMatrix(comparer.pair.fixed.grid),
    voxelFromUnit(comparer.pair.fixed.grid),
  );
  const outer = multiply(invert(gridMatrix(comparer.pair.moving.grid)), from);
  const mapOf = (p: readonly number[]) => multiply(from, linearMap(freedom, pivot, p));
  const evaluate = async (p: readonly number[]) => {
    work.signal.throwIfAborted();
    const { value, byMatrix } = await comparer.compare(mapOf(p));
    const gradient = linearMapSlopes(freedom, pivot, p, outer, inner).map((slope) =>
      slope.reduce((sum, s, e) => sum + s * byMatrix[e]!, 0),
    );
    return { value, gradient };
  };
  const descent: Descent = await descend(evaluate, new Array(PARAMETER_COUNT[freedom]).fill(0), {
    firstStep: spacingMm,
    largestStep: 4 * spacingMm,
    smallestStep: spacingMm * (isFinest ? FINE_STEP : 10 * FINE_STEP),
    rounding: ROUNDING,
    mostEvaluations: 60,
  });
  return {
    map: mapOf(descent.parameters),
    value: descent.value,
    evaluations: descent.evaluations,
  };
}

/** The most promising of many shifts, and of turns where the freedom allows any, around the start; the start itself among them. */
async function wideSearch(
  level: LevelWork,
  start: Matrix4,
  freedom: Freedom,
  reachMm: number,
): Promise<readonly Matrix4[]> {
  const ways = freedom === "translation" ? [0] : [-1, 0, 1];
  const turns = ways.flatMap((x) =>
    ways.flatMap((y) => ways.map((z): Triple => [x * TURN, y * TURN, z * TURN])),
  );
  const steps = [-1, -0.5, 0, 0.5, 1].map((s) => s * reachMm);
  const shifts = steps.flatMap((x) => steps.flatMap((y) => steps.map((z): Triple => [x, y, z])));
  const placed = (turn: Triple, shift: Triple) => {
    const p = [...shift, ...turn.map((angle) => angle * level.pivot.radiusMm)];
    return { shift, map: multiply(start, linearMap("rigid", level.pivot, p)) };
  };
  const scored = async (places: readonly Omit<Scored, "value">[]): Promise<Scored[]> => {
    level.work.signal.throwIfAborted();
    const compared = await level.comparer.compareMany(places.map(({ map }) => map));
    return places.map((place, n) => ({ ...place, value: compared[n]!.value }));
  };
  const shifted = await scored(shifts.map((shift) => placed([0, 0, 0], shift)));
  const best = top(shifted, turns.length > 1 ? 3 : 5);
  const turned = await scored(
    best.flatMap(({ shift }) => turns.map((turn) => placed(turn, shift))),
  );
  return [start, ...top(turned, 5).map(({ map }) => map)];
}

interface Scored {
  readonly map: Matrix4;
  readonly shift: Triple;
  readonly value: number;
}

/** Radians between the turns that are tried. */
const TURN = (15 * Math.PI) / 180;

const top = (scored: readonly Scored[], count: number) =>
  [...scored].sort((a, b) => a.value - b.value).slice(0, count);

async function best(tries: readonly (() => Promise<Refined>)[]): Promise<Refined> {
  let found: Refined | undefined;
  for (const attempt of tries) {
    const refined = await attempt();
    if (!found || refined.value < found.value) found = refined;
  }
  return found!;
}

function kindOf(start: LinearTransform, freedom: Freedom): LinearTransform["kind"] {
  if (start.kind === "affine") return "affine";
  if (start.kind === "rigid" && freedom === "translation") return "rigid";
  return freedom;
}

const centreOf = (grid: Grid): Triple =>
  toPatientMm(grid, [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2]);

const noMatch = () =>
  new InputError(
    "Registration: the images do not overlap enough to be compared, or one of them is constant; the headers' positions stand",
  );
