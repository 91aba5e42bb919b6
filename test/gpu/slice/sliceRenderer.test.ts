import { describe, expect, test } from "vitest";
import { DEFAULT_LOOK, NO_IMAGES, type SliceLook } from "../../../src/gpu/slice/sliceLook";
import { fitCamera, type SliceCamera } from "../../../src/gpu/slice/slicePlane";
import { type Grid, PATIENT_AXES, type Triple, toPatientMm } from "../../../src/volume/grid";
import { maskFromValues } from "../../../src/volume/mask";
import { type Quantity, type Volume, volume } from "../../../src/volume/volume";
import { withGpu } from "../../support/gpu";
import { type Picture, paintSlice } from "../../support/picture";

const CENTRE: Triple = [11, -7, 23];
const GRID: Grid = centred([40, 36, 32], [3, 3.2, 4], PATIENT_AXES);
const turn = 0.5;
const OBLIQUE: Grid = centred(
  [40, 40, 40],
  [3, 3, 3],
  [
    [Math.cos(turn), Math.sin(turn), 0],
    [-Math.sin(turn), Math.cos(turn), 0],
    [0, 0, 1],
  ],
);
const CAMERA: SliceCamera = {
  plane: "axial",
  convention: "radiological",
  centreMm: CENTRE,
  mmPerPixel: 0.4,
};
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
        const dose = filled("doseGyPerGBq", grid, (p) => coneGyPerGBq(distance(p, CENTRE)));
        for (const plane of ["axial", "coronal", "sagittal"] as const) {
          const picture = await paintSlice(gpu, { ...NO_IMAGES, dose }, { ...CAMERA, plane }, RED);

          for (const radius of redRadii(picture))
            expect(Math.abs(radius - radiusMm(4, 1) / 0.4)).toBeLessThan(0.5);
        }
      }),
  );

  test("move with the activity to where the scaled dose reaches the level", () =>
    withGpu(async (gpu) => {
      const dose = filled("doseGyPerGBq", GRID, (p) => coneGyPerGBq(distance(p, CENTRE)));
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
      const dose = filled("doseGyPerGBq", GRID, ([x]) => (x > CENTRE[0] ? 8 : 0));
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
      const dose = filled("doseGyPerGBq", GRID, () => 8);
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
    const dose = filled("doseGyPerGBq", GRID, ([x]) => (x - CENTRE[0]) / 4);
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
    const dose = filled("doseGyPerGBq", GRID, () => 8);
    const difference = filled("doseGyPerGBq", GRID, (p) => p[0] + p[1] + p[2] - sum(CENTRE));
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
    const still = filled("doseGyPerGBq", GRID, () => 0);
    const same = await paintSlice(gpu, { ...NO_IMAGES, dose, difference: still }, CAMERA, look);
    expect(Math.max(...same.at(128, 128))).toBeLessThan(20);
  }));

test("a map is drawn in place of the dose, in flat voxels: its colours from its least to its largest, its classes in their own, and nothing where it has no number", () =>
  withGpu(async (gpu) => {
    const dose = filled("doseGyPerGBq", GRID, () => 8);
    const values = filled("image", GRID, ([x]) => (x < CENTRE[0] ? Number.NaN : x - CENTRE[0]));
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
    const classes = { ...map, volume: filled("labels", GRID, ([x]) => (x < CENTRE[0] ? 0 : 1)) };
    const apart = await paintSlice(gpu, { ...NO_IMAGES, dose, map: classes }, CAMERA, {
      ...look,
      map: { ...look.map, classes: true },
    });
    expect(apart.at(100, 128)[0]).toBeGreaterThan(195);
    expect(apart.at(160, 128)[2]).toBeGreaterThan(195);
  }));

test("the CT is black at the lower and white at the upper end of the window, and linear between", () =>
  withGpu(async (gpu) => {
    const anatomy = filled("hounsfield", GRID, ([x]) => 10 * (x - CENTRE[0]));
    const look = { ...DEFAULT_LOOK, window: { levelHu: 40, widthHu: 400 } };
    const picture = await paintSlice(gpu, { ...NO_IMAGES, anatomy }, CAMERA, look);

    for (const x of [60, 100, 128, 150, 170]) {
      const hu = 10 * (x + 0.5 - 128) * 0.4;
      const grey = Math.min(255, Math.max(0, (255 * (hu + 160)) / 400));
      expect(Math.abs(picture.at(x, 128)[0] - grey)).toBeLessThan(2);
    }
  }));

describe("orientation", () => {
  const marks = {
    right: [CENTRE[0] - 30, CENTRE[1], CENTRE[2]],
    front: [CENTRE[0], CENTRE[1] - 30, CENTRE[2]],
    head: [CENTRE[0], CENTRE[1], CENTRE[2] + 30],
  } as const satisfies Record<string, Triple>;
  const places = [
    ["axial", "radiological", "right", "left"],
    ["axial", "radiological", "front", "top"],
    ["coronal", "radiological", "right", "left"],
    ["coronal", "radiological", "head", "top"],
    ["sagittal", "radiological", "front", "left"],
    ["sagittal", "radiological", "head", "top"],
    ["axial", "neurological", "right", "right"],
    ["axial", "neurological", "front", "top"],
    ["coronal", "neurological", "right", "right"],
    ["sagittal", "neurological", "front", "left"],
  ] as const;

  test.each(places)(
    "%s %s: the patient's %s is %s in the picture",
    (plane, convention, mark, side) =>
      withGpu(async (gpu) => {
        const anatomy = filled("hounsfield", OBLIQUE, (p) =>
          distance(p, marks[mark]) < 9 ? 1000 : -1000,
        );
        const camera = fitCamera(OBLIQUE, plane, convention, { width: 256, height: 256 });
        const picture = await paintSlice(gpu, { ...NO_IMAGES, anatomy }, camera, DEFAULT_LOOK);

        const { x, y } = brightCentre(picture);
        const expected = { left: x < 100, right: x > 156, top: y < 100 }[side];
        expect({ x, y, [side]: expected }).toMatchObject({ [side]: true });
      }),
  );
});

describe("outlines", () => {
  const ball = (name: string, radiusMm: number) => {
    const filledShare = filled("fraction", OBLIQUE, (p) =>
      Math.min(1, Math.max(0, 0.5 + (radiusMm - distance(p, CENTRE)) / 3)),
    );
    const mask = maskFromValues(OBLIQUE, filledShare.values);
    return { id: name, name, role: "organ" as const, mask, source: "test" };
  };
  const only = (id: string): SliceLook => ({
    ...DEFAULT_LOOK,
    structures: { [id]: { colour: "#ff0000", visible: true } },
  });

  test.each([1, 40, 100])(
    "of %i balls each lie on the surface of their ball, to a tenth of a voxel",
    (count) =>
      withGpu(async (gpu) => {
        const structures = Array.from({ length: count }, (_, s) => ball(`${s}`, 20 + (s % 7)));

        for (const s of [0, count - 1]) {
          const images = { ...NO_IMAGES, structures };
          const radii = redRadii(await paintSlice(gpu, images, CAMERA, only(`${s}`)));
          for (const radius of radii)
            expect(Math.abs(radius - (20 + (s % 7)) / 0.4)).toBeLessThan(0.3 / 0.4);
        }
      }),
  );

  test("of hidden structures are not drawn", () =>
    withGpu(async (gpu) => {
      const images = { ...NO_IMAGES, structures: [ball("a", 20)] };
      const picture = await paintSlice(gpu, images, CAMERA, only("b"));

      expect(count(picture, ([r]) => r > 100)).toBe(0);
    }));
});

function centred(size: Triple, spacingMm: Triple, axes: Grid["axes"]): Grid {
  const around: Grid = { size, spacingMm, originMm: [0, 0, 0], axes };
  const half = size.map((n) => (n - 1) / 2) as unknown as Triple;
  const middle = toPatientMm(around, half);
  return { ...around, originMm: CENTRE.map((c, i) => c - middle[i]!) as unknown as Triple };
}

function filled<Q extends Quantity>(quantity: Q, grid: Grid, at: (p: Triple) => number): Volume<Q> {
  const made = volume(quantity, grid);
  const [nx, ny, nz] = grid.size;
  for (let k = 0, i = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let a = 0; a < nx; a++, i++) made.values[i] = at(toPatientMm(grid, [a, j, k]));
  return made;
}

/** Distance in pixels from the middle of the picture to the red line, along 24 rays. */
function redRadii({ size, at }: Picture): number[] {
  return Array.from({ length: 24 }, (_, ray) => {
    const angle = (ray / 24) * 2 * Math.PI + 0.1;
    let weight = 0;
    let sum = 0;
    for (let r = 4; r < size / 2 - 2; r += 0.1) {
      const x = Math.floor(size / 2 + r * Math.cos(angle));
      const y = Math.floor(size / 2 + r * Math.sin(angle));
      const red = at(x, y)[0] > 20 ? at(x, y)[0] : 0;
      weight += red;
      sum += red * r;
    }
    expect(weight).toBeGreaterThan(0);
    return sum / weight;
  });
}

function brightCentre(picture: Picture) {
  let n = 0;
  let x = 0;
  let y = 0;
  count(picture, ([r], i, j) => {
    if (r < 128) return false;
    n++;
    x += i;
    y += j;
    return true;
  });
  expect(n).toBeGreaterThan(10);
  return { x: x / n, y: y / n };
}

function count(
  { size, at }: Picture,
  counts: (colour: readonly [number, number, number], x: number, y: number) => boolean,
): number {
  let n = 0;
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (counts(at(x, y), x, y)) n++;
  return n;
}

const sum = (p: Triple) => p[0] + p[1] + p[2];

/** Mean red and blue of 12 pixels in a row, and the brightest of their largest channels over the darkest. */
function colourAround(picture: Picture, x: number, y: number) {
  const row = Array.from({ length: 12 }, (_, i) => picture.at(x + i, y));
  const mean = (channel: 0 | 2) =>
    row.reduce((total, colour) => total + colour[channel], 0) / row.length;
  const bright = row.map((colour) => Math.max(...colour));
  return { r: mean(0), b: mean(2), contrast: Math.max(...bright) / Math.min(...bright) };
}

const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
