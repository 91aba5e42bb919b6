import { registerDeformable } from "../../registration/registerDeformable";
import { type Grid, voxelCount } from "../../volume/grid";
import { type Random, seededRandom } from "../../volume/random";
import { resample } from "../../volume/resample";
import { type DisplacementTransform, transformPoint } from "../../volume/transform";
import { quietWork } from "../../work";
import { brain, distance, headPoints, image } from "./brainTemplate";
import type { ValidationContext } from "./context";
import { atMost, type ValidationRow, validationRow } from "./row";

/** The brain pushed about smoothly by up to 10 mm. */
export async function smoothDeformationRows({
  gpu,
  reference,
}: ValidationContext): Promise<ValidationRow[]> {
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

const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;
