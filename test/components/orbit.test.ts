import { describe, expect, test } from "vitest";
import { FROM_THE_FRONT, nearer, turned, viewAxes } from "../../components/scene/orbit";
import type { Triple } from "../../src/volume/grid";

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

test("from the front the patient's left is on the right of the screen and the head is up", () => {
  const { towardsViewer, right, up } = viewAxes({ azimuthDeg: 0, elevationDeg: 0, zoom: 1 });

  expect(dot(towardsViewer, [0, -1, 0])).toBeCloseTo(1, 12);
  expect(dot(right, [1, 0, 0])).toBeCloseTo(1, 12);
  expect(dot(up, [0, 0, 1])).toBeCloseTo(1, 12);
});

describe.each([
  [20, 12],
  [-130, 60],
  [271, -89],
])("azimuth %i°, elevation %i°", (azimuthDeg, elevationDeg) => {
  test("right, up and towards the viewer are a right-handed set of unit vectors", () => {
    const { towardsViewer: t, right: r, up: u } = viewAxes({ azimuthDeg, elevationDeg, zoom: 1 });

    const cross: Triple = [
      r[1] * u[2] - r[2] * u[1],
      r[2] * u[0] - r[0] * u[2],
      r[0] * u[1] - r[1] * u[0],
    ];
    expect(dot(cross, t)).toBeCloseTo(1, 12);
  });
});

test("dragging to the right turns the patient's right side towards the viewer", () => {
  const { towardsViewer } = viewAxes(turned({ ...FROM_THE_FRONT, azimuthDeg: 0 }, 90, 0));

  expect(towardsViewer[0]).toBeLessThan(-0.9);
});

test("zoom and elevation stay within their bounds", () => {
  expect(nearer(FROM_THE_FRONT, 1e6).zoom).toBe(12);
  expect(turned(FROM_THE_FRONT, 0, 500).elevationDeg).toBe(89);
});
