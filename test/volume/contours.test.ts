import { describe, expect, test } from "vitest";
import { type Contour, contoursMl, maskFromContours } from "../../src/volume/contours";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { forEachVoxel, occupiedVoxels, volumeMl } from "../../src/volume/mask";

const grid: Grid = {
  size: [50, 40, 6],
  spacingMm: [2, 2, 3],
  originMm: [-49, -39, 0],
  axes: PATIENT_AXES,
};

/** A regular polygon of 360 corners around (x, y) at height z. */
const circle = (radius: number, z: number, [x, y] = [0, 0]): Contour =>
  Float64Array.from(
    Array.from({ length: 360 }, (_, n) => (n * Math.PI) / 180).flatMap((angle) => [
      x! + radius * Math.cos(angle),
      y! + radius * Math.sin(angle),
      z,
    ]),
  );

describe("contours", () => {
  test("a cylinder holds π r² h: exactly by polygons, within a percent by points in voxels", () => {
    const cylinder = [0, 3, 6, 9].map((z) => circle(20, z));

    const exactMl = (Math.PI * 20 * 20 * 12) / 1000;
    expect(contoursMl(cylinder, grid)! / exactMl).toBeCloseTo(1, 3);
    expect(volumeMl(maskFromContours(cylinder, grid, 4)!) / exactMl).toBeCloseTo(1, 2);
  });

  test("the centre of a fine mask is that of the circle", () => {
    const mask = maskFromContours([circle(8, 6, [13.3, -7.7])], grid, 5)!;

    const sum = { x: 0, y: 0 };
    forEachVoxel(mask, (index, fraction) => {
      sum.x += fraction * (-49 + 2 * (index % 50));
      sum.y += fraction * (-39 + 2 * (Math.floor(index / 50) % 40));
    });
    expect(sum.x / occupiedVoxels(mask)).toBeCloseTo(13.3, 1);
    expect(sum.y / occupiedVoxels(mask)).toBeCloseTo(-7.7, 1);
  });

  test("a polygon inside another is a hole, and one inside the hole an island", () => {
    const rings = [circle(20, 0), circle(12, 0), circle(5, 0)];

    const areaMm2 = Math.PI * (400 - 144 + 25);
    expect(contoursMl(rings, grid)! / ((areaMm2 * 3) / 1000)).toBeCloseTo(1, 3);
    expect(volumeMl(maskFromContours(rings, grid, 8)!) / ((areaMm2 * 3) / 1000)).toBeCloseTo(1, 2);
  });

  test("what lies outside the grid is cut off, and a region beside it is empty", () => {
    const half = maskFromContours([circle(10, 0, [-50, 0])], grid, 4)!;
    const beside = maskFromContours([circle(10, 0, [200, 0])], grid)!;

    expect(volumeMl(half) / ((Math.PI * 50 * 3) / 1000)).toBeCloseTo(1, 1);
    expect(occupiedVoxels(beside)).toBe(0);
  });

  test("planes 6 mm apart fill slices of 3 mm between them", () => {
    const mask = maskFromContours([circle(10, 3), circle(10, 9)], grid)!;

    expect(mask.boxOrigin[2]).toBe(0);
    expect(mask.boxSize[2]).toBe(4);
  });
});
