import { describe, expect, test } from "vitest";
import { type Grid, type Triple, toPatientMm, toVoxel } from "../../src/volume/grid";
import {
  apply,
  composeTransforms,
  gridMatrix,
  IDENTITY,
  invertTransform,
  type LinearTransform,
  transformPoint,
  translation,
  voxelMatrix,
} from "../../src/volume/transform";
import { centredGrid, turnedAxes } from "../support/shapes";

const close = (a: Triple, b: Triple) => {
  a.forEach((x, c) => {
    expect(x).toBeCloseTo(b[c]!, 9);
  });
};

/** A quarter turn about z, then a shift. */
const QUARTER: LinearTransform = {
  kind: "rigid",
  matrix: [0, -1, 0, 5, 1, 0, 0, -7, 0, 0, 1, 11, 0, 0, 0, 1],
};
const STRETCH: LinearTransform = {
  kind: "affine",
  matrix: [1.2, 0.1, 0, 3, 0, 0.9, 0.2, 0, 0.1, 0, 1, -4, 0, 0, 0, 1],
};

test("a quarter turn about z and a shift take (1, 2, 3) to (3, -6, 14)", () => {
  close(transformPoint(QUARTER, [1, 2, 3]), [3, -6, 14]);
});

test("composed transforms act one after the other", () => {
  const both = composeTransforms(STRETCH, QUARTER);

  close(
    transformPoint(both, [4, -2, 9]),
    transformPoint(QUARTER, transformPoint(STRETCH, [4, -2, 9])),
  );
});

test("a composition is as free as the freer of its parts", () => {
  expect(composeTransforms(IDENTITY, translation([1, 0, 0])).kind).toBe("translation");
  expect(composeTransforms(QUARTER, translation([1, 0, 0])).kind).toBe("rigid");
  expect(composeTransforms(QUARTER, STRETCH).kind).toBe("affine");
});

test.each([IDENTITY, translation([3, -2, 1]), QUARTER, STRETCH])(
  "the inverse of $kind leads back",
  (transform) => {
    const there = transformPoint(transform, [12, -34, 56]);

    close(transformPoint(invertTransform(transform), there), [12, -34, 56]);
  },
);

test("a transform that flattens space has no inverse", () => {
  const flat: LinearTransform = {
    kind: "affine",
    matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  };

  expect(() => invertTransform(flat)).toThrow("flattens space");
});

describe("between oblique grids", () => {
  const fixed: Grid = { ...centredGrid([20, 30, 10], 4, turnedAxes(30)), spacingMm: [4, 3, 5] };
  const moving: Grid = { ...centredGrid([40, 20, 25], 2, turnedAxes(-75)), originMm: [-7, 20, 3] };

  test("the matrix of a grid gives the patient position of a voxel", () => {
    close(apply(gridMatrix(fixed), [3, 7, 2]), toPatientMm(fixed, [3, 7, 2]));
  });

  test("the map of voxels goes through patient mm and the transform", () => {
    const voxel: Triple = [11, 2.5, 8];

    const mapped = apply(voxelMatrix(fixed, STRETCH, moving), voxel);

    close(mapped, toVoxel(moving, transformPoint(STRETCH, toPatientMm(fixed, voxel))));
  });
});

test("a displacement field moves points inside it and nothing outside", () => {
  const grid = centredGrid([3, 3, 3], 10);
  const field = (f: (i: number) => number) =>
    Float32Array.from({ length: 27 }, (_, at) => f(at % 3));
  const transform = {
    kind: "displacement",
    grid,
    fieldMm: [field((i) => i), field(() => -2), field(() => 0)],
  } as const;

  close(transformPoint(transform, [5, 0, 0]), [6.5, -2, 0]);
  close(transformPoint(transform, [100, 0, 0]), [100, 0, 0]);
});
