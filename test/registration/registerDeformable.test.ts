import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { alignLandmarks } from "../../src/registration/landmarks";
import type { RegistrationImage } from "../../src/registration/pyramid";
import { registerDeformable } from "../../src/registration/registerDeformable";
import { invertDisplacement } from "../../src/volume/deformationField";
import { type Grid, PATIENT_AXES, type Triple, toPatientMm } from "../../src/volume/grid";
import { type Transform, transformPoint } from "../../src/volume/transform";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const GRID: Grid = {
  size: [56, 52, 48],
  spacingMm: [2, 2, 2],
  originMm: [-55, -51, -47],
  axes: PATIENT_AXES,
};

const GRID_COUNT = GRID.size[0] * GRID.size[1] * GRID.size[2];

/** Texture at several scales, so that every neighbourhood has something to see. */
const scene = ([x, y, z]: Triple) =>
  Math.sin(x / 7) * Math.cos(y / 8 + 0.5) +
  0.8 * Math.sin(z / 6 + x / 15) +
  0.6 * Math.cos((x + y - z) / 9) +
  2 * Math.exp(-(x * x + y * y + z * z) / 900);

/** A smooth bulge of up to 8 mm that vanishes at the border. */
const bulge = ([x, y, z]: Triple): Triple => {
  const envelope = Math.exp(-((x / 30) ** 2 + (y / 30) ** 2 + (z / 28) ** 2));
  return [8 * envelope, -5 * envelope * Math.cos(x / 25), 6 * envelope * Math.sin(0.5 + y / 30)];
};

function image(valueAt: (point: Triple) => number) {
  const values = new Float32Array(GRID_COUNT);
  let at = 0;
  for (let k = 0; k < GRID.size[2]; k++)
    for (let j = 0; j < GRID.size[1]; j++)
      for (let i = 0; i < GRID.size[0]; i++) values[at++] = valueAt(toPatientMm(GRID, [i, j, k]));
  return { volume: volume("image", GRID, values), outside: 0 };
}

const POINTS: Triple[] = [-24, -8, 8, 24].flatMap((x) =>
  [-22, 0, 22].flatMap((y) => [-20, 0, 20].map((z): Triple => [x, y, z])),
);
const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const plus = (a: Triple, b: Triple): Triple => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;

test("a smooth bulge of 8 mm is followed: 85 % of the error is gone, nothing folds, and the inverse leads back", () =>
  withGpu(async (gpu) => {
    // fixed(x) = moving(x + bulge(x)): the true map takes x to x + bulge(x).
    const moving = image(scene);
    const fixed = image((x) => 5 + 3 * scene(plus(x, bulge(x))));

    const found = await registerDeformable(gpu, { fixed, moving }, quietWork());

    const before = mean(POINTS.map((x) => distance(bulge(x), [0, 0, 0])));
    const errors = POINTS.map((x) =>
      distance(transformPoint(found.transform, x), plus(x, bulge(x))),
    );
    expect(mean(errors)).toBeLessThan(0.15 * before);
    expect(found.after).toBeGreaterThan(found.before);
    expect(found.jacobian.minimum).toBeGreaterThan(0);
    expect(found.jacobian.folded).toBe(0);
    const { inverse, worstMm } = invertDisplacement(found.transform);
    expect(worstMm).toBeLessThan(0.01);
    for (const x of POINTS) {
      const back = transformPoint(inverse, transformPoint(found.transform, x));
      expect(distance(back, x)).toBeLessThan(0.3);
    }
  }));

test("mutual information follows the same bulge through an inverted, curved contrast", () =>
  withGpu(async (gpu) => {
    const moving = image(scene);
    const fixed = image((x) => 9 * Math.exp(-0.6 * scene(plus(x, bulge(x)))));

    const found = await registerDeformable(gpu, { fixed, moving, metric: "nmi" }, quietWork());

    const before = mean(POINTS.map((x) => distance(bulge(x), [0, 0, 0])));
    const errors = POINTS.map((x) =>
      distance(transformPoint(found.transform, x), plus(x, bulge(x))),
    );
    expect(mean(errors)).toBeLessThan(0.2 * before);
    expect(found.after).toBeGreaterThan(found.before);
    expect(found.jacobian.folded).toBe(0);
  }));

test("what a mask of the fixed image leaves out does not pull", () =>
  withGpu(async (gpu) => {
    // A foreign body in half of the fixed image, patterned unlike what lies there.
    const foreign = (x: Triple) => x[0] > 4 && x[0] < 40;
    const moving = image(scene);
    const fixed = image((x) =>
      foreign(x) ? 3 * Math.sin(x[1] / 4) * Math.cos(x[2] / 5) : scene(plus(x, bulge(x))),
    );
    const mask = image((x) => (foreign(x) ? 0 : 1)).volume.values;
    const seen = POINTS.filter((x) => x[0] < 0);
    const errorOf = async (masked: RegistrationImage) => {
      const { transform, jacobian } = await registerDeformable(
        gpu,
        { fixed: masked, moving },
        quietWork(),
      );
      expect(jacobian.folded).toBe(0);
      return mean(seen.map((x) => distance(transformPoint(transform, x), plus(x, bulge(x)))));
    };

    const [without, withMask] = [await errorOf(fixed), await errorOf({ ...fixed, mask })];

    const before = mean(seen.map((x) => distance(bulge(x), [0, 0, 0])));
    expect(withMask).toBeLessThan(0.25 * before);
    expect(withMask).toBeLessThan(0.75 * without);
  }));

test("two bones in bending tissue stay rigid to 0.1 mm, each with its own motion, the tissue still follows, nothing folds", () =>
  withGpu(async (gpu) => {
    const inRod = (x: Triple, middle: Triple) =>
      Math.hypot(x[0] - middle[0], x[1] - middle[1]) < 5 && Math.abs(x[2] - middle[2]) < 16;
    const rods: Triple[] = [
      [-14, -6, 0],
      [18, 8, 2],
    ];
    const moving = image(scene);
    const fixed = image((x) => scene(plus(x, bulge(x))));
    const rigid = image((x) => (rods.some((rod) => inRod(x, rod)) ? 1 : 0)).volume.values;

    const found = await registerDeformable(gpu, { fixed, moving, rigid }, quietWork());

    expect(found.jacobian.minimum).toBeGreaterThan(0);
    expect(found.after).toBeGreaterThan(found.before);
    const motions = rods.map((rod) => rigidFitOf(found.transform, (x) => inRod(x, rod)));
    for (const { worstMm, meanMm } of motions) {
      expect(worstMm).toBeLessThan(0.1);
      expect(meanMm).toBeGreaterThan(1);
    }
    const tissue = POINTS.filter((x) => rods.every((rod) => distance(x, rod) > 30));
    const errors = tissue.map((x) =>
      distance(transformPoint(found.transform, x), plus(x, bulge(x))),
    );
    const before = mean(POINTS.map((x) => distance(bulge(x), [0, 0, 0])));
    expect(mean(errors)).toBeLessThan(0.25 * before);
  }));

test.each(["lncc", "nmi"] as const)(
  "by %s, a constant image, images apart and an empty mask are refused",
  (metric) =>
    withGpu(async (gpu) => {
      const moving = image(scene);
      const fixed = image((x) => scene(plus(x, bulge(x))));
      const far = volume("image", { ...GRID, originMm: [2000, 0, 0] }, moving.volume.values);
      const refused = async (images: { fixed: RegistrationImage; moving: RegistrationImage }) => {
        const run = registerDeformable(gpu, { ...images, metric }, quietWork());
        await expect(run).rejects.toThrow(InputError);
        await expect(run).rejects.toThrow(/no neighbourhood shows anything/);
      };

      await refused({ fixed, moving: image(() => 7) });
      await refused({ fixed: image(() => 7), moving });
      await refused({ fixed, moving: { volume: far, outside: 0 } });
      await refused({ fixed: { ...fixed, mask: new Float32Array(GRID_COUNT) }, moving });
    }),
);

/** How far the voxels of a body are moved from the rigid motion closest to theirs, at most, and how far they move. */
function rigidFitOf(transform: Transform, inside: (x: Triple) => boolean) {
  const points: Triple[] = [];
  for (let k = 0; k < GRID.size[2]; k++)
    for (let j = 0; j < GRID.size[1]; j++)
      for (let i = 0; i < GRID.size[0]; i++) {
        const x = toPatientMm(GRID, [i, j, k]);
        if (inside(x)) points.push(x);
      }
  const pairs = points.map((fixedMm) => ({
    name: "",
    fixedMm,
    movingMm: transformPoint(transform, fixedMm),
  }));
  return {
    worstMm: Math.max(...alignLandmarks(pairs, "rigid").residualsMm),
    meanMm: mean(pairs.map(({ fixedMm, movingMm }) => distance(fixedMm, movingMm))),
  };
}
