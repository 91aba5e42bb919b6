import { describe, expect, test } from "vitest";
import {
  pixelMatrix,
  pixelOf,
  planeAxes,
  sideLetter,
  sliceStepMm,
} from "../../../src/gpu/slice/slicePlane";
import { type Grid, PATIENT_AXES, type Triple } from "../../../src/volume/grid";
import { apply } from "../../../src/volume/transform";

const PLANES = ["axial", "coronal", "sagittal"] as const;
const SIZE = { width: 300, height: 200 };

describe.each(PLANES)("%s", (plane) => {
  const camera = {
    plane,
    convention: "radiological",
    centreMm: [10, -20, 30] as Triple,
    mmPerPixel: 0.7,
  } as const;

  test("a pixel's patient point is drawn at that pixel", () => {
    const point = apply(pixelMatrix(camera, SIZE), [41.5, 17.5, 0]);

    const [x, y] = pixelOf(camera, SIZE, point);
    expect(x).toBeCloseTo(41.5, 9);
    expect(y).toBeCloseTo(17.5, 9);
  });

  test("the middle of the picture is the camera's centre", () => {
    expect(apply(pixelMatrix(camera, SIZE), [150, 100, 0])).toEqual([10, -20, 30]);
  });
});

test("letters name the side of the patient at the right and the lower edge", () => {
  const letters = (plane: (typeof PLANES)[number], convention: "radiological" | "neurological") => {
    const { right, down } = planeAxes(plane, convention);
    return sideLetter(right) + sideLetter(down);
  };

  expect(PLANES.map((p) => letters(p, "radiological"))).toEqual(["LP", "LF", "PF"]);
  expect(PLANES.map((p) => letters(p, "neurological"))).toEqual(["RP", "RF", "PF"]);
});

test("the step between slices is the spacing of the lattice axis across them", () => {
  const [x, y, z] = PATIENT_AXES;
  const grid: Grid = {
    size: [9, 9, 9],
    spacingMm: [1, 2, 5],
    originMm: [0, 0, 0],
    axes: [z, x, y],
  };

  expect(PLANES.map((plane) => sliceStepMm(grid, plane))).toEqual([1, 5, 2]);
});
