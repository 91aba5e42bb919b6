import { expect, test } from "vitest";
import { fullestSlice, MAP_COLOURS, mapPixels, usualRange } from "../../src/app/mapPicture";
import { volume } from "../../src/volume/volume";
import { centredGrid } from "../support/shapes";

const GRID = centredGrid([2, 1, 2], 4);
const density = volume("densityKgPerM3", GRID, new Float32Array(4).fill(1200));
const slice = {
  density,
  values: Float32Array.from([0, 10, Number.NaN, 5]),
  range: [0, 10],
  colours: MAP_COLOURS,
  classes: false,
} as const;

test("the least value has the first colour, the largest the last; without a value the density shows", () => {
  const first = [...mapPixels({ ...slice, k: 0 })];
  expect(first.slice(0, 3)).toEqual([...MAP_COLOURS[0]]);
  expect(first.slice(4, 7)).toEqual([...MAP_COLOURS[4]]);
  const second = [...mapPixels({ ...slice, k: 1 })];
  expect(second.slice(0, 3)).toEqual([128, 128, 128]);
  expect(second.slice(4, 7)).toEqual([...MAP_COLOURS[2]]);
});

test("the fullest slice has most numbers, and the range leaves what is no number out", () => {
  expect(fullestSlice(GRID, slice.values)).toBe(0);
  const [from, to] = usualRange(slice.values);
  expect(from).toBeGreaterThanOrEqual(0);
  expect(to).toBeLessThanOrEqual(10);
});
