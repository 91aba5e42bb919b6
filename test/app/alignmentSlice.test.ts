import { describe, expect, test } from "vitest";
import { compared, edgesOf } from "../../src/app/alignmentPicture";
import { brightnessIn, frameOf, insideOf, shareOf, sliceCount } from "../../src/app/alignmentSlice";
import type { Grid, Triple } from "../../src/volume/grid";
import { sphereMask } from "../../src/volume/sphereMask";
import { IDENTITY, translation } from "../../src/volume/transform";
import { volume } from "../../src/volume/volume";
import { centredGrid, turnedAxes, volumeOf } from "../support/shapes";

const GRID = centredGrid([40, 30, 20], 4);
const ball =
  (at: Triple) =>
  ([x, y, z]: Triple) =>
    Math.hypot(x - at[0], y - at[1], z - at[2]) < 18 ? 1 : 0;

/** Brightness-weighted middle of a slice in patient mm. */
function middleMm(grid: Grid, values: Float32Array, plane: "axial" | "coronal", share: number) {
  const { width, originMm, rightMm, downMm } = frameOf(grid, plane, share);
  let [sum, x, y] = [0, 0, 0];
  values.forEach((value, at) => {
    sum += value;
    x += value * (at % width);
    y += value * Math.floor(at / width);
  });
  return [0, 1, 2].map(
    (c) => originMm[c]! + (rightMm[c]! * x + downMm[c]! * y) / sum,
  ) as unknown as Triple;
}

describe("a slice of a scan in the reference's space", () => {
  test.each(["axial", "coronal"] as const)("shows a ball where it lies, %s", (plane) => {
    const at: Triple = [20, -12, 8];
    const image = volumeOf("image", GRID, ball(at));
    const share = shareOf(GRID, plane, at);

    const seen = brightnessIn(
      frameOf(GRID, plane, share),
      { volume: image, low: 0, high: 1, root: false },
      IDENTITY,
    );

    middleMm(GRID, seen, plane, share).forEach((p, c) => {
      expect(Math.abs(p - at[c]!)).toBeLessThan(1);
    });
  });

  test("moves against the transform: reference → scan by +8 mm shows the scan's content 8 mm earlier", () => {
    const oblique = centredGrid([40, 40, 40], 4, turnedAxes(30));
    const image = volumeOf("image", oblique, ball([20, -12, 8]));
    const share = shareOf(GRID, "axial", [0, 0, 8]);

    const seen = brightnessIn(
      frameOf(GRID, "axial", share),
      { volume: image, low: 0, high: 1, root: false },
      translation([8, 0, 0]),
    );

    expect(middleMm(GRID, seen, "axial", share)[0]).toBeCloseTo(12, 0);
  });

  test("covers the grid in square pixels, and the slider has a step a voxel", () => {
    const { width, height, rightMm, downMm } = frameOf(GRID, "coronal", 0.5);

    expect(width * rightMm[0]).toBeCloseTo(160, 0);
    expect(height * downMm[2]).toBeCloseTo(-80, 0);
    expect(sliceCount(GRID, "coronal")).toBe(30);
  });
});

test("the outline of a ball encloses its disc", () => {
  const frame = frameOf(GRID, "axial", shareOf(GRID, "axial", [0, 0, 0]));
  const inside = insideOf(frame, sphereMask(GRID, [0, 0, 0], 20), IDENTITY);

  const edges = edgesOf(inside, frame.width);

  const mm = frame.rightMm[0];
  const area = inside.reduce((sum, v) => sum + v, 0) * mm * mm;
  expect(area / (Math.PI * 400)).toBeCloseTo(1, 1);
  // Along pixel edges a circle is 8 r long.
  expect((edges.length * mm) / 160).toBeCloseTo(1, 1);
});

describe("comparing", () => {
  const one = Float32Array.from({ length: 100 }, () => 1);
  const none = new Float32Array(100);
  const pixel = (picture: Uint8ClampedArray, at: number) => [
    ...picture.subarray(4 * at, 4 * at + 3),
  ];

  test("swipe shows the fixed image left of the divider", () => {
    const picture = compared(one, none, 10, "swipe", 0.4);

    expect(pixel(picture, 3)).toEqual([255, 255, 255]);
    expect(pixel(picture, 4)).toEqual([0, 0, 0]);
  });

  test("the difference of equal images is one grey, and its sign is told by colour", () => {
    const same = compared(one, one, 10, "difference");
    const fixedBrighter = pixel(compared(one, none, 10, "difference"), 5);
    const movingBrighter = pixel(compared(none, one, 10, "difference"), 5);

    expect(new Set(same).size).toBe(2);
    expect(fixedBrighter[0]).toBeGreaterThan(fixedBrighter[2]!);
    expect(movingBrighter[2]).toBeGreaterThan(movingBrighter[0]!);
  });

  test("the checkerboard has fields of both", () => {
    const wide = volume("image", centredGrid([60, 60, 1], 1), new Float32Array(3600)).values;
    const white = wide.map(() => 1);

    const picture = compared(white, wide, 60, "checkerboard");

    expect(pixel(picture, 0)).toEqual([255, 255, 255]);
    expect(pixel(picture, 30)).toEqual([0, 0, 0]);
  });
});
