import { linearMap } from "../../registration/linearParameters";
import { registerLinear } from "../../registration/registerLinear";
import { resampleTo } from "../../registration/resample";
import { type Grid, type Triple, toPatientMm } from "../../volume/grid";
import { type Random, seededRandom } from "../../volume/random";
import { percentileOf } from "../../volume/statistics";
import { invertTransform, type LinearTransform, transformPoint } from "../../volume/transform";
import { quietWork } from "../../work";
import { brain, distance, headPoints, image } from "./brainTemplate";
import type { ValidationContext } from "./context";
import { atMost, type ValidationRow } from "./row";

const RIGID_TRIALS = 30;

/** The brain moved by up to 40 mm and 20°, seen again on its own grid. */
export async function rigidMotionRows({
  gpu,
  reference,
  work,
}: ValidationContext): Promise<ValidationRow[]> {
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
    const { transform } = await registerLinear(
      gpu,
      {
        fixed: image(fixed),
        moving: image(moving),
        freedom: "rigid",
        metric: "ncc",
        searchMm: 40,
      },
      quietWork(),
    );
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

const centreOf = (grid: Grid) =>
  toPatientMm(grid, [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2]);

const unit = (v: Triple): Triple => {
  const length = Math.hypot(...v) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
};
