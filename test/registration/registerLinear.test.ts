import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { linearMap } from "../../src/registration/linearParameters";
import { registerLinear } from "../../src/registration/registerLinear";
import { type Grid, PATIENT_AXES, type Triple, toPatientMm } from "../../src/volume/grid";
import { invert, type LinearTransform, transformPoint } from "../../src/volume/transform";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

/** A head-like scene in patient mm: blobs of several sizes on an ellipsoid. */
const BLOBS: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 0, 60, 1],
  [25, 10, 15, 14, 1.5],
  [-30, 20, -10, 11, -0.8],
  [10, -35, 25, 9, 2],
  [-15, -20, -30, 16, 0.9],
  [35, 5, -28, 8, 1.7],
];
const scene = ([x, y, z]: Triple) =>
  BLOBS.reduce(
    (sum, [a, b, c, s, h]) =>
      sum + h * Math.exp(-((x - a) ** 2 + (y - b) ** 2 + ((z - c) * 1.2) ** 2) / (2 * s * s)),
    0,
  );

const oblique: Grid["axes"] = [
  [Math.cos(0.5), Math.sin(0.5), 0],
  [-Math.sin(0.5), Math.cos(0.5), 0],
  [0, 0, 1],
];
const grid = (size: Triple, spacingMm: Triple, axes = PATIENT_AXES): Grid => {
  const centred: Grid = { size, spacingMm, originMm: [0, 0, 0], axes };
  const middle = toPatientMm(centred, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2]);
  return { ...centred, originMm: [-middle[0], -middle[1], -middle[2]] };
};

/** The scene after a motion of the patient, through a contrast. */
function scan(at: Grid, motion: LinearTransform, contrast = (v: number) => v) {
  const values = new Float32Array(at.size[0] * at.size[1] * at.size[2]);
  const back = invert(motion.matrix);
  const still = { kind: "affine", matrix: back } as const;
  let n = 0;
  for (let k = 0; k < at.size[2]; k++)
    for (let j = 0; j < at.size[1]; j++)
      for (let i = 0; i < at.size[0]; i++)
        values[n++] = contrast(scene(transformPoint(still, toPatientMm(at, [i, j, k]))));
  return { volume: volume("image", at, values), outside: contrast(0) };
}

const FIXED_GRID = grid([64, 60, 50], [3, 3, 4]);
const MOVING_GRID = grid([60, 64, 66], [3.2, 3.1, 3], oblique);
const PIVOT = { centreMm: [0, 0, 0] as const, radiusMm: 100 };
const STILL: LinearTransform = {
  kind: "identity",
  matrix: linearMap("rigid", PIVOT, [0, 0, 0, 0, 0, 0]),
};

function worstErrorMm(found: LinearTransform, truth: LinearTransform): number {
  const corners: Triple[] = [-60, 60].flatMap((x) =>
    [-60, 60].flatMap((y) => [-60, 60].map((z): Triple => [x, y, z])),
  );
  return Math.max(
    ...corners.map((corner) => {
      const a = transformPoint(found, corner);
      const b = transformPoint(truth, corner);
      return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }),
  );
}

const rigid = (p: readonly number[]): LinearTransform => ({
  kind: "rigid",
  matrix: linearMap("rigid", PIVOT, p),
});

test("a shift of (6, −4, 9) mm is found to 0.1 mm", () =>
  withGpu(async (gpu) => {
    const truth: LinearTransform = {
      kind: "translation",
      matrix: linearMap("translation", PIVOT, [6, -4, 9]),
    };
    const fixed = scan(FIXED_GRID, STILL);
    const moving = scan(MOVING_GRID, truth);

    const { transform } = await registerLinear(
      gpu,
      { fixed, moving, freedom: "translation", metric: "ncc" },
      quietWork(),
    );

    expect(transform.kind).toBe("translation");
    expect(worstErrorMm(transform, truth)).toBeLessThan(0.1);
  }));

test("a rigid motion of 45 mm and 25° is found to 0.3 mm on an oblique grid of other voxels", () =>
  withGpu(async (gpu) => {
    const truth = rigid([28, -25, 24, 30, -20, 25]);
    const fixed = scan(FIXED_GRID, STILL);
    const moving = scan(MOVING_GRID, truth);

    const found = await registerLinear(
      gpu,
      { fixed, moving, freedom: "rigid", metric: "ncc", searchMm: 40 },
      quietWork(),
    );

    expect(worstErrorMm(found.transform, truth)).toBeLessThan(0.3);
    expect(found.after).toBeLessThan(found.before);
  }));

test("images of opposite contrast are aligned by mutual information to 0.3 mm", () =>
  withGpu(async (gpu) => {
    const truth = rigid([5, 7, -6, 6, -8, 4]);
    const fixed = scan(FIXED_GRID, STILL);
    const moving = scan(MOVING_GRID, truth, (v) => 3 - 1.5 * v + 0.3 * v * v);

    const { transform } = await registerLinear(
      gpu,
      { fixed, moving, freedom: "rigid", metric: "nmi" },
      quietWork(),
    );

    expect(worstErrorMm(transform, truth)).toBeLessThan(0.3);
  }));

test("two starts 9 mm and 7° apart end within 0.01 mm, where differences of the metric itself are rounding", () =>
  withGpu(async (gpu) => {
    const truth = rigid([4, -3, 5, 6, -4, 3]);
    const images = { fixed: scan(FIXED_GRID, STILL), moving: scan(FIXED_GRID, truth) };
    const from = (start: LinearTransform) =>
      registerLinear(gpu, { ...images, freedom: "rigid", metric: "ncc", start }, quietWork());

    const [far, near] = [await from(STILL), await from(truth)];

    expect(worstErrorMm(far.transform, near.transform)).toBeLessThan(0.01);
    expect(worstErrorMm(far.transform, truth)).toBeLessThan(0.1);
  }));

test("a constant image, images far apart and an empty mask are refused", () =>
  withGpu(async (gpu) => {
    const fixed = scan(FIXED_GRID, STILL);
    const constant = { volume: volume("image", MOVING_GRID), outside: 0 };
    const apart = scan({ ...MOVING_GRID, originMm: [2000, 0, 0] }, STILL);
    const options = { freedom: "rigid", metric: "ncc" } as const;
    const masked = { ...fixed, mask: new Float32Array(fixed.volume.values.length) };

    await expect(
      registerLinear(gpu, { ...options, fixed: masked, moving: fixed }, quietWork()),
    ).rejects.toThrow(InputError);

    await expect(
      registerLinear(gpu, { ...options, fixed, moving: constant }, quietWork()),
    ).rejects.toThrow(InputError);
    await expect(
      registerLinear(gpu, { ...options, fixed, moving: apart }, quietWork()),
    ).rejects.toThrow(InputError);
  }));

test("a translation never turns, however far the search goes and however the patient turned", () =>
  withGpu(async (gpu) => {
    const moving = scan(FIXED_GRID, rigid([20, -20, 0, 0, 0, (100 * 15 * Math.PI) / 180]));
    const images = { fixed: scan(FIXED_GRID, STILL), moving };

    const { transform } = await registerLinear(
      gpu,
      { ...images, freedom: "translation", metric: "ncc", searchMm: 40 },
      quietWork(),
    );

    const [a, b, c, , d, e, f, , g, h, i] = transform.matrix;
    expect([a, b, c, d, e, f, g, h, i]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(transform.kind).toBe("translation");
  }));
