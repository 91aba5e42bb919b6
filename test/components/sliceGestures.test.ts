import { describe, expect, test } from "vitest";
import {
  draggedWindow,
  gestureOf,
  panned,
  steppedMm,
  zoomed,
} from "../../components/sliceGestures";
import { type Plane, pixelOf, type SliceCamera } from "../../src/gpu/slice/slicePlane";
import type { Triple } from "../../src/volume/grid";

const SIZE = { width: 400, height: 300 };
const camera = (
  plane: Plane,
  convention: SliceCamera["convention"] = "radiological",
): SliceCamera => ({
  plane,
  convention,
  centreMm: [5, 6, 7],
  mmPerPixel: 0.8,
});

describe.each(["axial", "coronal", "sagittal"] as const)("%s", (plane) => {
  test.each(["radiological", "neurological"] as const)(
    "panning moves what is drawn by just as many pixels, %s",
    (convention) => {
      const point: Triple = [20, -30, 40];
      const [x, y] = pixelOf(camera(plane, convention), SIZE, point);

      const [movedX, movedY] = pixelOf(panned(camera(plane, convention), 13, -8), SIZE, point);
      expect(movedX - x).toBeCloseTo(13, 9);
      expect(movedY - y).toBeCloseTo(-8, 9);
    },
  );
});

test("a step goes to the feet in axial, to the back in coronal, to the left in sagittal slices", () => {
  const from: Triple = [1, 2, 3];

  expect(steppedMm(from, camera("axial"), 1, 5)).toEqual([1, 2, -2]);
  expect(steppedMm(from, camera("coronal"), 1, 5)).toEqual([1, 7, 3]);
  expect(steppedMm(from, camera("sagittal"), 1, 5)).toEqual([6, 2, 3]);
});

test("buttons and modifiers choose the gesture as on other viewers", () => {
  const press = (button: number, shiftKey = false) =>
    gestureOf({ button, shiftKey, ctrlKey: false });

  expect([press(0), press(0, true), press(1), press(2)]).toEqual([
    "crosshair",
    "window",
    "pan",
    "zoom",
  ]);
});

test("zoom keeps within what a screen can show", () => {
  expect(zoomed(camera("axial"), 2).mmPerPixel).toBeCloseTo(0.4, 12);
  expect(zoomed(camera("axial"), 1e9).mmPerPixel).toBe(0.02);
  expect(zoomed(camera("axial"), 1e-9).mmPerPixel).toBe(20);
});

test("dragging right widens the window, dragging down raises the level, and the width stays above zero", () => {
  const start = { levelHu: 40, widthHu: 300 };

  expect(draggedWindow(start, 10, 20)).toEqual({ levelHu: 60, widthHu: 310 });
  expect(draggedWindow(start, -1000, 0).widthHu).toBe(1);
});
