import { describe, expect, test } from "vitest";
import { resampleTo } from "../../src/registration/resample";
import { warpActivity } from "../../src/registration/warpActivity";
import { invertDisplacement } from "../../src/volume/deformationField";
import {
  type Grid,
  type Triple,
  toPatientMm,
  voxelCount,
  voxelVolumeMm3,
} from "../../src/volume/grid";
import { volumeMl } from "../../src/volume/mask";
import { resample, type Sampling } from "../../src/volume/resample";
import { sphereMask } from "../../src/volume/sphereMask";
import { maximumOf, sumOf } from "../../src/volume/statistics";
import {
  type DisplacementTransform,
  type Transform,
  transformPoint,
} from "../../src/volume/transform";
import { warpMask } from "../../src/volume/warpMask";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { centredGrid, seededNumbers, turnedAxes, volumeOf } from "../support/shapes";

/** A smooth push of up to 9 mm that shrinks, swells and turns; it fades towards the border. */
const push = ([x, y, z]: Triple): Triple => {
  const envelope = Math.exp(-((x / 32) ** 2) - (y / 30) ** 2 - (z / 28) ** 2);
  return [
    envelope * (9 - 0.12 * x),
    -6 * envelope * Math.cos(x / 30),
    envelope * (4 + 0.1 * y - 0.08 * z),
  ];
};

function fieldOn(grid: Grid, of = push): DisplacementTransform {
  const count = voxelCount(grid);
  const fieldMm: DisplacementTransform["fieldMm"] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  for (let at = 0; at < count; at++) {
    const [nx, ny] = grid.size;
    const u = of(toPatientMm(grid, [at % nx, Math.floor(at / nx) % ny, Math.floor(at / nx / ny)]));
    u.forEach((value, c) => {
      fieldMm[c]![at] = value;
    });
  }
  return { kind: "displacement", grid, fieldMm };
}

const random = seededNumbers(5);
const noise = volumeOf("image", centredGrid([33, 27, 21], 2.5, turnedAxes(10)), random);
const FIELD = fieldOn(centredGrid([20, 22, 18], 3, turnedAxes(-25)));

describe("the GPU follows a displacement field like the f64 twin", () => {
  test.each<[string, Grid, Sampling]>([
    [
      "trilinear, another lattice",
      centredGrid([40, 20, 30], 2, turnedAxes(70)),
      { mode: "linear", outside: -7 },
    ],
    ["nearest", centredGrid([25, 25, 25], 3, turnedAxes(41)), { mode: "nearest", outside: 5 }],
    ["averaged onto coarser voxels", centredGrid([14, 12, 10], 6), { mode: "average", outside: 2 }],
    [
      "beyond the field and the image",
      { ...centredGrid([6, 6, 6], 4), originMm: [900, 0, 0] },
      { mode: "linear", outside: 3 },
    ],
    ["in several bricks", centredGrid([170, 160, 90], 0.6), { mode: "linear", outside: 0 }],
  ])("%s", (_, grid, sampling) =>
    withGpu(async (gpu) => {
      const found = await resampleTo(gpu, noise, { grid, transform: FIELD, sampling }, quietWork());

      const twin = resample(noise, grid, FIELD, sampling);
      const errors = found.values.map((value, at) => Math.abs(value - twin.values[at]!));
      // Where rounding decides between two voxels, or whether a point is still inside, single voxels differ.
      expect(errors.filter((e) => e > 1e-3).length / errors.length).toBeLessThan(2e-3);
    }),
  );
});

const blob = ([x, y, z]: Triple) =>
  Math.exp(-(((x - 6) / 14) ** 2) - ((y + 3) / 12) ** 2 - (z / 15) ** 2) +
  0.5 * Math.exp(-(((x + 12) / 9) ** 2) - ((y - 9) / 8) ** 2 - ((z + 8) / 9) ** 2);

describe("activity is conserved", () => {
  const scan = volumeOf("activityBqPerMl", centredGrid([48, 46, 44], 2.5), blob);
  const total = ({ grid, values }: typeof scan) => sumOf(values) * voxelVolumeMm3(grid);
  const SWELLING = fieldOn(centredGrid([60, 60, 60], 2));
  const affine: Transform = {
    kind: "affine",
    matrix: [1.15, 0.05, 0, 2, -0.1, 0.95, 0.1, 0, 0.05, 0, 1.1, -1, 0, 0, 0, 1],
  };

  test.each([
    { name: "a deformation that shrinks and swells", transform: SWELLING },
    { name: "an affine map", transform: affine },
  ])("under $name, to 0.2 %", ({ transform }) =>
    withGpu(async (gpu) => {
      const grid = centredGrid([58, 60, 56], 2.2);

      const counts = await warpActivity(gpu, scan, { grid, transform }, quietWork());
      const sampling = { mode: "average", outside: 0 } as const;
      const concentrations = await resampleTo(
        gpu,
        scan,
        { grid, transform, sampling },
        quietWork(),
      );

      expect(Math.abs(total(counts) / total(scan) - 1)).toBeLessThan(0.002);
      expect(Math.abs(total(concentrations) / total(scan) - 1)).toBeGreaterThan(0.02);
      expect(maximumOf(concentrations.values)).toBeCloseTo(maximumOf(scan.values), 1);
    }),
  );
});

test("a structure follows a deformation: a ball pushed there and back keeps its place and size", () => {
  const grid = centredGrid([60, 60, 60], 2);
  const field = fieldOn(grid);
  const { inverse } = invertDisplacement(field);
  const ball = sphereMask(grid, [4, -2, 3], 14);

  // `inverse` leads from where the ball was to be pushed back to it: the ball at x appears at x + u(x).
  const pushed = warpMask(ball, grid, inverse);
  const returned = warpMask(pushed, grid, field);

  const [x, y, z] = transformPoint(field, [4, -2, 3]);
  const at = [x, y, z].map((p, c) => Math.round((p - grid.originMm[c]!) / 2));
  const here = at.map((a, c) => a - pushed.boxOrigin[c]!);
  const [bx, by] = pushed.boxSize;
  expect(pushed.occupancy[here[0]! + bx * (here[1]! + by * here[2]!)]).toBe(1);
  expect(volumeMl(returned) / volumeMl(ball)).toBeCloseTo(1, 2);
});
