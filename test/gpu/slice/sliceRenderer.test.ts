import { describe, expect, test } from "vitest";
import { DEFAULT_LOOK, NO_IMAGES, type SliceLook } from "../../../src/gpu/slice/sliceLook";
import type { Triple } from "../../../src/volume/grid";
import { withGpu } from "../../support/gpu";
import { type Picture, paintSlice } from "../../support/picture";
import { volumeOf } from "../../support/shapes";
import { CAMERA, CENTRE, count, distance, GRID, OBLIQUE, redRadii } from "../../support/slices";

const RED: SliceLook = {
  ...DEFAULT_LOOK,
  activityGBq: 1,
  isodoses: [{ doseGy: 4, colour: "#ff0000", widthPx: 2 }],
};

/** 10 Gy/GBq in the middle, falling by a quarter a millimetre. */
const coneGyPerGBq = (r: number) => 10 - r / 4;
const radiusMm = (doseGy: number, activityGBq: number) => 4 * (10 - doseGy / activityGBq);

describe("isodose lines", () => {
  const grids = { "along the patient": GRID, oblique: OBLIQUE };
  test.each(Object.entries(grids))(
    "of a radial dose are circles of the closed-form radius, grid %s",
    (_, grid) =>
      withGpu(async (gpu) => {
        const dose = volumeOf("doseGyPerGBq", grid, (p) => coneGyPerGBq(distance(p, CENTRE)));
        for (const plane of ["axial", "coronal", "sagittal"] as const) {
          const picture = await paintSlice(gpu, { ...NO_IMAGES, dose }, { ...CAMERA, plane }, RED);

          for (const radius of redRadii(picture))
            expect(Math.abs(radius - radiusMm(4, 1) / 0.4)).toBeLessThan(0.5);
        }
      }),
  );

  test("move with the activity to where the scaled dose reaches the level", () =>
    withGpu(async (gpu) => {
      const dose = volumeOf("doseGyPerGBq", GRID, (p) => coneGyPerGBq(distance(p, CENTRE)));
      for (const activityGBq of [0.8, 1.3, 2]) {
        const picture = await paintSlice(
          gpu,
          { ...NO_IMAGES, dose },
          { ...CAMERA, mmPerPixel: 0.5 },
          { ...RED, activityGBq },
        );

        for (const radius of redRadii(picture))
          expect(Math.abs(radius - radiusMm(4, activityGBq) / 0.5)).toBeLessThan(0.5);
      }
    }));

  test("follow the faces of the voxels when the dose is not interpolated", () =>
    withGpu(async (gpu) => {
      const dose = volumeOf("doseGyPerGBq", GRID, ([x]) => (x > CENTRE[0] ? 8 : 0));
      const picture = await paintSlice(gpu, { ...NO_IMAGES, dose }, CAMERA, {
        ...RED,
        interpolateDose: false,
      });

      const reds = Array.from({ length: 256 }, (_, x) => x).filter(
        (x) => picture.at(x, 128)[0] > 128,
      );
      expect(reds).toEqual([127, 128]);
    }));

  test("do not appear beyond the grid of the dose", () =>
    withGpu(async (gpu) => {
      const dose = volumeOf("doseGyPerGBq", GRID, () => 8);
      const picture = await paintSlice(
        gpu,
        { ...NO_IMAGES, dose },
        { ...CAMERA, mmPerPixel: 1 },
        RED,
      );

      expect(count(picture, ([r]) => r > 100)).toBe(0);
    }));
});

test("colour wash covers what has at least its dose, half-way between the colours of two levels half-way between them", () =>
  withGpu(async (gpu) => {
    const dose = volumeOf("doseGyPerGBq", GRID, ([x]) => (x - CENTRE[0]) / 4);
    const look: SliceLook = {
      ...RED,
      isodoses: [
        { doseGy: 4, colour: "#ff0000", widthPx: 1 },
        { doseGy: 8, colour: "#0000ff", widthPx: 1 },
      ],
      showIsodoses: false,
      washOpacity: 1,
      washFromGy: 4,
    };
    const picture = await paintSlice(gpu, { ...NO_IMAGES, dose }, CAMERA, look);

    expect(picture.at(128 + 39, 128)[0]).toBeLessThan(20);
    expect(picture.at(128 + 41, 128)[0]).toBeGreaterThan(230);
    const [r, , b] = picture.at(128 + 60, 128);
    expect(r).toBeCloseTo(127, -1);
    expect(b).toBeCloseTo(127, -1);
  }));

test("a difference is drawn in place of the dose: plain orange above 0, striped blue below, nothing at 0, in every plane", () =>
  withGpu(async (gpu) => {
    const dose = volumeOf("doseGyPerGBq", GRID, () => 8);
    const difference = volumeOf("doseGyPerGBq", GRID, (p) => p[0] + p[1] + p[2] - sum(CENTRE));
    const look = { ...RED, washOpacity: 1, differenceFullGy: 40 };
    for (const plane of ["axial", "coronal", "sagittal"] as const) {
      const picture = await paintSlice(
        gpu,
        { ...NO_IMAGES, dose, difference },
        { ...CAMERA, plane, mmPerPixel: 0.3 },
        look,
      );
      const signs = [
        [60, 60],
        [60, 196],
        [196, 60],
        [196, 196],
      ].map(([x, y]) => colourAround(picture, x!, y!));
      const more = signs.filter(({ r, b }) => r > 2 * b && r > 120);
      const less = signs.filter(({ r, b }) => b > 1.5 * r && b > 80);
      expect(more.length, plane).toBeGreaterThan(0);
      expect(less.length, plane).toBeGreaterThan(0);
      for (const { contrast } of more) expect(contrast, plane).toBeLessThan(1.5);
      for (const { contrast } of less) expect(contrast, plane).toBeGreaterThan(2);
    }
    const still = volumeOf("doseGyPerGBq", GRID, () => 0);
    const same = await paintSlice(gpu, { ...NO_IMAGES, dose, difference: still }, CAMERA, look);
    expect(Math.max(...same.at(128, 128))).toBeLessThan(20);
  }));

test("a map is drawn in place of the dose, in flat voxels: its colours from its least to its largest, its classes in their own, and nothing where it has no number", () =>
  withGpu(async (gpu) => {
    const dose = volumeOf("doseGyPerGBq", GRID, () => 8);
    const values = volumeOf("image", GRID, ([x]) => (x < CENTRE[0] ? Number.NaN : x - CENTRE[0]));
    const map = { volume: values, unit: "h" };
    const colours = [
      [255, 0, 0],
      [0, 0, 255],
    ] as const;
    const look = { ...RED, map: { range: [0, 30] as const, colours, classes: false } };
    const picture = await paintSlice(gpu, { ...NO_IMAGES, dose, map }, CAMERA, look);

    expect(sum(picture.at(100, 128))).toBeLessThan(40);
    // Pixel 128 + n lies n × 0.4 mm from the middle, in a voxel whose centre is at 1.5, 4.5, … mm.
    for (const n of [1, 20, 60]) {
      const mm = 1.5 + 3 * Math.floor((0.4 * n) / 3);
      const [r, , b] = picture.at(128 + n, 128);
      expect(r).toBeCloseTo(0.8 * 255 * (1 - mm / 30), -1);
      expect(b).toBeCloseTo(0.8 * 255 * (mm / 30), -1);
    }
    const veiled = await paintSlice(gpu, { ...NO_IMAGES, dose, map }, CAMERA, {
      ...look,
      map: { ...look.map, veiled: true },
    });
    expect(sum(veiled.at(129, 128))).toBeLessThan(sum(picture.at(129, 128)) / 2);
    expect(veiled.at(160, 128)).toEqual(picture.at(160, 128));
    const classes = { ...map, volume: volumeOf("labels", GRID, ([x]) => (x < CENTRE[0] ? 0 : 1)) };
    const apart = await paintSlice(gpu, { ...NO_IMAGES, dose, map: classes }, CAMERA, {
      ...look,
      map: { ...look.map, classes: true },
    });
    expect(apart.at(100, 128)[0]).toBeGreaterThan(195);
    expect(apart.at(160, 128)[2]).toBeGreaterThan(195);
  }));

const sum = (p: Triple) => p[0] + p[1] + p[2];

/** Mean red and blue of 12 pixels in a row, and the brightest of their largest channels over the darkest. */
function colourAround(picture: Picture, x: number, y: number) {
  const row = Array.from({ length: 12 }, (_, i) => picture.at(x + i, y));
  const mean = (channel: 0 | 2) =>
    row.reduce((total, colour) => total + colour[channel], 0) / row.length;
  const bright = row.map((colour) => Math.max(...colour));
  return { r: mean(0), b: mean(2), contrast: Math.max(...bright) / Math.min(...bright) };
}
