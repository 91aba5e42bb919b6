import { gunzipSync } from "fflate";
import { readNifti } from "../../formats/nifti/read";
import type { Metric } from "../../registration/linearMetric";
import { type Freedom, linearMap } from "../../registration/linearParameters";
import { registerDeformable } from "../../registration/registerDeformable";
import { registerLinear } from "../../registration/registerLinear";
import { resampleTo } from "../../registration/resample";
import { type Grid, type Triple, toPatientMm, voxelCount } from "../../volume/grid";
import { type Random, seededRandom } from "../../volume/random";
import { resample } from "../../volume/resample";
import { percentileOf } from "../../volume/statistics";
import {
  type DisplacementTransform,
  invertTransform,
  type LinearTransform,
  transformPoint,
} from "../../volume/transform";
import { type Quantity, type Volume, volume } from "../../volume/volume";
import { quietWork } from "../../work";
import type { Reference, ValidationContext, ValidationSection } from "./context";
import { LUTETIUM_PATIENT } from "./lutetiumPatient";
import { readSlice } from "./metaImage";
import { patientAlignmentRows } from "./patientAlignmentRows";
import { atMost, type ValidationRow, validationRow } from "./row";

export const registrationSection: ValidationSection = {
  title: "Registration",
  about:
    "Brain slices with known transforms (ITK's examples), a volume warped by a known displacement field (STIR), and a brain volume moved by transforms of our own (fixed seed): errors are distances at points all over the head. Last the two SPECT of a real patient, a day apart, by the lesions drawn on each.",
  needs: ["registration-2d", "registration-warp", "registration-brain", LUTETIUM_PATIENT],
  rows: async (context) => [
    ...(await slices(context)),
    ...warp(context.reference),
    ...(await randomRigid(context)),
    ...(await smoothDeformation(context)),
    ...(await patientAlignmentRows(context)),
  ],
};

const ITK = "ITK Software Guide, example images";
const SLICES = "registration-2d";

/** The moving slice is the fixed one shifted by (13, 17) mm in its own axes. */
async function slices({ gpu, reference }: ValidationContext): Promise<ValidationRow[]> {
  const shift = async (fixedName: string, movingName: string, metric: Metric) => {
    const fixed = readSlice(reference, SLICES, fixedName);
    const moving = readSlice(reference, SLICES, movingName);
    const { transform } = await registerLinear(
      gpu,
      { fixed: image(fixed), moving: image(moving), freedom: "translation", metric },
      quietWork(),
    );
    const [x, y] = transformPoint(transform, [0, 0, 0]);
    const { axes } = fixed.grid;
    return [x * axes[0][0] + y * axes[0][1], x * axes[1][0] + y * axes[1][1]] as const;
  };
  const rows: ValidationRow[] = [];
  const add = (what: string, [x, y]: readonly [number, number]) => {
    rows.push(mmRow(`${what}: shift along the rows`, ITK, 13, x, 0.1));
    rows.push(mmRow(`${what}: shift along the columns`, ITK, 17, y, 0.1));
  };
  const turned = "DirectionPlus30";
  const [still, moved] = [
    "BrainProtonDensitySliceBorder20",
    "BrainProtonDensitySliceShifted13x17y",
  ];
  add("proton density, shifted", await shift(still, moved, "ncc"));
  add("the same, axes turned by 30°", await shift(still + turned, moved + turned, "ncc"));
  // T1 and the unshifted proton density do not lie exactly alike themselves (0.2 mm): the shift is the difference of the two.
  const t1 = `BrainT1SliceBorder20${turned}`;
  const [x0, y0] = await shift(t1, still + turned, "nmi");
  const [x1, y1] = await shift(t1, moved + turned, "nmi");
  const what =
    "T1 against proton density, shifted less unshifted, axes turned by 30°, mutual information";
  add(what, [x1 - x0, y1 - y0]);
  rows.push(await turnedSlice({ gpu, reference }));
  return rows;
}

/** The slice turned by 10° about its middle by our own resampling. */
async function turnedSlice({
  gpu,
  reference,
}: Pick<ValidationContext, "gpu" | "reference">): Promise<ValidationRow> {
  const fixed = readSlice(reference, SLICES, "BrainProtonDensitySliceBorder20");
  const truth: LinearTransform = {
    kind: "rigid",
    matrix: linearMap("rigid", { centreMm: [110, 128, 0], radiusMm: 100 }, [
      13,
      17,
      0,
      0,
      0,
      (100 * 10 * Math.PI) / 180,
    ]),
  };
  const sampling = { mode: "linear", outside: 0 } as const;
  const moving = resample(fixed, fixed.grid, invertTransform(truth), sampling);
  const { transform } = await registerLinear(
    gpu,
    { fixed: image(fixed), moving: image(moving), freedom: "rigid", metric: "ncc" },
    quietWork(),
  );
  const [m0, m4] = [transform.matrix[0]!, transform.matrix[4]!];
  const degrees = (Math.atan2(m4, m0) * 180) / Math.PI;
  return validationRow({
    what: "the slice turned by 10° and shifted by (13, 17) mm: angle",
    source: "own motion",
    unit: "°",
    expected: 10,
    ours: degrees,
    limitPercent: 1,
  });
}

/** out(x) = in(x + u(x)), trilinear, 0 outside. */
function warp(reference: Reference): ValidationRow[] {
  const input = readNifti(
    reference.read("registration-warp", "to_transform.nii.gz"),
    "to_transform",
  );
  const truth = readNifti(
    reference.read("registration-warp", "ground_truth.nii.gz"),
    "ground_truth",
  );
  const raw = fieldOf(reference, input.grid);
  const moved = resample(volume("image", input.grid, input.values), input.grid, raw, {
    mode: "linear",
    outside: 0,
  });
  const errors = moved.values.map((value, i) => Math.abs(value - truth.values[i]!));
  const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
  const source = "STIR, test of its B-spline transformations";
  return [
    atMost("warped volume: mean difference", source, "grey levels", mean, 0.08),
    atMost("warped volume: 99th percentile", source, "grey levels", percentileOf(errors, 99), 0.5),
  ];
}

/** STIR's field: three planes along the NIfTI axes, in mm of that file's own directions. */
function fieldOf(reference: Reference, grid: Grid): DisplacementTransform {
  const bytes = reference.read("registration-warp", "disp_4D.nii.gz");
  const data = gunzipSync(bytes);
  const view = new DataView(data.buffer, data.byteOffset);
  const offset = view.getFloat32(108, true);
  const count = voxelCount(grid);
  const plane = (c: number) =>
    Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(offset + 4 * (c * count + i), true),
    );
  const along = [plane(0), plane(1), plane(2)];
  const toPatient = (c: number) =>
    Float32Array.from({ length: count }, (_, i) =>
      grid.axes.reduce((sum, axis, a) => sum + axis[c]! * along[a]![i]!, 0),
    );
  return { kind: "displacement", grid, fieldMm: [toPatient(0), toPatient(1), toPatient(2)] };
}

const RIGID_TRIALS = 30;

/** The brain moved by up to 40 mm and 20°, seen again on its own grid. */
async function randomRigid({ gpu, reference, work }: ValidationContext): Promise<ValidationRow[]> {
  const fixed = brain(reference);
  const random = seededRandom(20260101);
  const errors: number[] = [];
  for (let trial = 0; trial < RIGID_TRIALS; trial++) {
    work.report(`Rigid transform ${trial + 1} of ${RIGID_TRIALS}`, trial / RIGID_TRIALS);
    const truth = randomMotion(random, centreOf(fixed.grid));
    const sampling = { mode: "linear", outside: 0 } as const;
    const moving = await resampleTo(
      gpu,
      fixed,
      { grid: fixed.grid, transform: invertTransform(truth), sampling },
      quietWork(),
    );
    const { transform } = await linear(gpu, fixed, moving, "rigid");
    errors.push(
      ...headPoints(fixed.grid, 1).map((p) =>
        distance(transformPoint(transform, p), transformPoint(truth, p)),
      ),
    );
  }
  const source = "own motions of a brain template";
  const voxelMm = fixed.grid.spacingMm[0];
  return [
    atMost(
      `${RIGID_TRIALS} rigid motions: median error`,
      source,
      "voxels",
      percentileOf(errors, 50) / voxelMm,
      0.1,
    ),
    atMost(
      `${RIGID_TRIALS} rigid motions: largest error`,
      source,
      "voxels",
      Math.max(...errors) / voxelMm,
      0.5,
    ),
  ];
}

/** The brain pushed about smoothly by up to 10 mm. */
async function smoothDeformation({ gpu, reference }: ValidationContext): Promise<ValidationRow[]> {
  const moving = brain(reference);
  const truth = smoothField(moving.grid, 10, seededRandom(7));
  const fixed = resample(moving, moving.grid, truth, { mode: "linear", outside: 0 });
  const found = await registerDeformable(
    gpu,
    { fixed: image(fixed), moving: image(moving) },
    quietWork(),
  );
  const points = headPoints(moving.grid, 2);
  const before = mean(points.map((p) => distance(transformPoint(truth, p), p)));
  const after = mean(
    points.map((p) => distance(transformPoint(found.transform, p), transformPoint(truth, p))),
  );
  const source = "own deformation of a brain template, 10 mm at most";
  return [
    atMost(
      "smooth deformation: mean error left",
      source,
      "% of the motion",
      (100 * after) / before,
      15,
    ),
    validationRow({
      what: "smooth deformation: smallest Jacobian determinant (above 0: nothing folds)",
      source,
      unit: "",
      expected: 1,
      ours: found.jacobian.minimum,
      limitPercent: 99.9,
    }),
  ];
}

function brain(reference: Reference): Volume<Quantity> {
  const name = "oasis_mni.nii.gz";
  const { grid, values } = readNifti(reference.read("registration-brain", name), name);
  return volume<Quantity>("image", grid, values);
}

const linear = (
  gpu: ValidationContext["gpu"],
  fixed: Volume<Quantity>,
  moving: Volume<Quantity>,
  freedom: Freedom,
) =>
  registerLinear(
    gpu,
    { fixed: image(fixed), moving: image(moving), freedom, metric: "ncc", searchMm: 40 },
    quietWork(),
  );

function randomMotion(random: Random, centreMm: Triple): LinearTransform {
  const within = (most: number) => most * (2 * random.uniform() - 1);
  const direction = unit([within(1), within(1), within(1)]);
  const axis = unit([within(1), within(1), within(1)]);
  const shift = 40 * random.uniform();
  const angle = (20 * random.uniform() * Math.PI) / 180;
  const parameters = [...direction.map((x) => x * shift), ...axis.map((x) => x * angle * 100)];
  return {
    kind: "rigid",
    matrix: linearMap("rigid", { centreMm, radiusMm: 100 }, parameters),
  };
}

/** A sum of a few smooth bumps, scaled so that the longest displacement is `mostMm`. */
function smoothField(grid: Grid, mostMm: number, random: Random): DisplacementTransform {
  const bumps = Array.from({ length: 12 }, () => ({
    at: grid.size.map((n) => n * (0.2 + 0.6 * random.uniform())),
    push: [random.normal(), random.normal(), random.normal()],
  }));
  const width = 0.14 * Math.max(...grid.size);
  const count = voxelCount(grid);
  const fieldMm: DisplacementTransform["fieldMm"] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  let longest = 0;
  let at = 0;
  for (let k = 0; k < grid.size[2]; k++)
    for (let j = 0; j < grid.size[1]; j++)
      for (let i = 0; i < grid.size[0]; i++, at++) {
        for (const bump of bumps) {
          const r2 = (i - bump.at[0]!) ** 2 + (j - bump.at[1]!) ** 2 + (k - bump.at[2]!) ** 2;
          const weight = Math.exp(-r2 / (2 * width * width));
          for (const [c, values] of fieldMm.entries()) values[at]! += weight * bump.push[c]!;
        }
        longest = Math.max(longest, Math.hypot(fieldMm[0][at]!, fieldMm[1][at]!, fieldMm[2][at]!));
      }
  for (const values of fieldMm) for (let i = 0; i < count; i++) values[i]! *= mostMm / longest;
  return { kind: "displacement", grid, fieldMm };
}

/** Points on a lattice through the middle of the image, where the head is. */
function headPoints(grid: Grid, perAxis: 1 | 2): Triple[] {
  const steps =
    perAxis === 1 ? [0.3, 0.5, 0.7] : [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75];
  return steps.flatMap((x) =>
    steps.flatMap((y) =>
      steps.map((z) => toPatientMm(grid, [x * grid.size[0], y * grid.size[1], z * grid.size[2]])),
    ),
  );
}

const image = (of: Volume<Quantity>) => ({ volume: of, outside: 0 });
const centreOf = (grid: Grid) =>
  toPatientMm(grid, [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2]);
const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;
const unit = (v: Triple): Triple => {
  const length = Math.hypot(...v) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
};

const mmRow = (what: string, source: string, expected: number, ours: number, withinMm: number) =>
  validationRow({
    what,
    source,
    unit: "mm",
    expected,
    ours,
    limitPercent: (100 * withinMm) / expected,
  });
