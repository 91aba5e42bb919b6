import { expect, test } from "vitest";
import {
  differencePixels,
  mostDifferentSlice,
  usualLargest,
} from "../../src/app/differencePicture";
import { volume } from "../../src/volume/volume";
import { centredGrid } from "../support/shapes";

const grid = centredGrid([3, 2, 2], 4);
const density = volume("densityKgPerM3", grid, new Float32Array(12).fill(1000));

/** More dose at the patient's right front of slice 1, less at the left back. */
const difference = volume("doseGyPerGBq", grid);
difference.values[6] = 2;
difference.values[11] = -2;

test("the slice that differs most is found, and the largest difference", () => {
  expect(mostDifferentSlice(difference)).toBe(1);
  expect(usualLargest(difference)).toBe(2);
  expect(usualLargest(volume("doseGyPerGBq", grid))).toBe(0);
});

test("more dose is orange, less is blue, and where doses agree the density stays grey", () => {
  const pixels = differencePixels({ density, difference, k: 1, fullGyPerGBq: 2 });
  const [more, same, less] = [0, 1, 5].map((n) => [...pixels.slice(4 * n, 4 * n + 3)]);

  expect(more![0]).toBeGreaterThan(more![2]! + 100);
  expect(less![2]).toBeGreaterThan(less![0]! + 100);
  expect(new Set(same).size).toBe(1);
});

test("a grid that runs to the patient's right is shown the same way round", () => {
  const [x, y, z] = grid.axes;
  const turned = { ...grid, axes: [x.map((c) => -c), y, z] } as unknown as typeof grid;
  const mirrored = { ...difference, grid: turned };

  const pixels = differencePixels({
    density: { ...density, grid: turned },
    difference: mirrored,
    k: 1,
    fullGyPerGBq: 2,
  });

  expect(pixels[4 * 2]).toBeGreaterThan(pixels[4 * 2 + 2]! + 100);
});

test("two equal doses leave the picture grey", () => {
  const none = volume("doseGyPerGBq", grid);

  const pixels = differencePixels({ density, difference: none, k: 0, fullGyPerGBq: 0 });

  expect(pixels[0]).toBe(pixels[2]);
});
