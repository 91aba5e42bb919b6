import { expect, test } from "vitest";
import { checkHounsfield, checkTogether } from "../../src/records/checkAnatomy";
import type { Grid } from "../../src/volume/grid";
import { centredGrid, volumeOf } from "../support/shapes";

const GRID = centredGrid([8, 8, 8], 5);
const ct = (valueAt: (x: number) => number) => volumeOf("hounsfield", GRID, ([x]) => valueAt(x));
const moved = (grid: Grid, xMm: number): Grid => ({
  ...grid,
  originMm: [grid.originMm[0] + xMm, grid.originMm[1], grid.originMm[2]],
});

test("a CT has air; one with an offset of 1000, a density, activities and a constant are none", () => {
  checkHounsfield(
    ct((x) => (x < 0 ? -990 : 40)),
    "ct.nii",
  );
  const kinds = [
    (x: number) => (x < 0 ? 10 : 1040),
    (x: number) => (x < 0 ? 0 : 1.04),
    (x: number) => (x < 0 ? -1280 : 3e6),
    () => -1000,
  ];
  for (const valueAt of kinds)
    expect(() => checkHounsfield(ct(valueAt), "ct.nii")).toThrow(
      /^ct\.nii: expected a CT in Hounsfield units with air in it \(about −1000\); received values from/,
    );
});

test("a CT that meets its emission image in part or within it stands, one elsewhere is refused", () => {
  const small = centredGrid([2, 2, 2], 5);

  checkTogether(GRID, moved(GRID, 30), "s1");
  checkTogether(small, GRID, "s1");
  checkTogether(GRID, small, "s1");
  expect(() => checkTogether(moved(GRID, 1000), GRID, "s1")).toThrow(
    "scan s1: its CT and its emission image do not meet: expected the same frame of reference, received centres 1000 mm apart",
  );
});
