import { expect, test } from "vitest";
import { remainderOf, sourceRegions } from "../../src/dosimetry/sourceRegions";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues, occupiedVoxels } from "../../src/volume/mask";
import type { Role, Structure } from "../../src/volume/study";

const grid: Grid = {
  size: [6, 1, 1],
  spacingMm: [4, 4, 4],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const structure = (id: string, role: Role, values: number[]): Structure => ({
  id,
  name: id,
  role,
  mask: maskFromValues(grid, values),
  source: "test",
});
const liver = structure("liver", "organ", [0, 1, 1, 1, 0.5, 0]);
const tumour = structure("tumour", "tumour", [0, 0, 1, 0.25, 0, 0]);

test("a tumour inside the liver keeps its voxels and the liver the rest", () => {
  const [liverRegion, tumourRegion] = sourceRegions([liver, tumour]);

  expect(liverRegion!.id).toBe("liver");
  expect(occupiedVoxels(tumourRegion!.mask)).toBeCloseTo(1.25, 6);
  expect(occupiedVoxels(liverRegion!.mask)).toBeCloseTo(3.5 - 1.25, 6);
});

test("regions and remainder add up to the whole grid, or to the body when there is one", () => {
  const regions = sourceRegions([liver, tumour]);
  const body = maskFromValues(grid, [0, 1, 1, 1, 1, 0]);
  const claimed = regions.reduce((sum, { mask }) => sum + occupiedVoxels(mask), 0);

  expect(claimed + occupiedVoxels(remainderOf(regions, grid))).toBeCloseTo(6, 6);
  expect(claimed + occupiedVoxels(remainderOf(regions, grid, body))).toBeCloseTo(4, 6);
});

test("two territories split a liver, a tumour in both keeps its voxels, and no voxel counts twice", () => {
  const right = structure("right", "territory", [0, 1, 1, 0, 0, 0]);
  const left = structure("left", "territory", [0, 0, 0.5, 1, 0, 0]);
  const regions = sourceRegions([liver, tumour, right, left]);
  const voxels = (id: string) => occupiedVoxels(regions.find((region) => region.id === id)!.mask);

  expect(voxels("right")).toBeCloseTo(1, 6);
  expect(voxels("left")).toBeCloseTo(0.75, 6);
  expect(voxels("liver")).toBeCloseTo(0.5, 6);
  expect(regions.reduce((sum, { mask }) => sum + occupiedVoxels(mask), 0)).toBeCloseTo(3.5, 6);
});
