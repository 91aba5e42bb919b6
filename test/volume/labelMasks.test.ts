import { expect, test } from "vitest";
import { labelMasks } from "../../src/volume/labelMasks";
import { maskFromValues } from "../../src/volume/mask";
import { centredGrid, seededNumbers } from "../support/shapes";

test("each wanted label gives the mask of its voxels, one that is not there none", () => {
  const grid = centredGrid([7, 6, 5], 2);
  const random = seededNumbers(3);
  const labels = Float32Array.from({ length: 210 }, () => Math.floor(4 * random() ** 3));

  const masks = labelMasks(grid, labels, new Set([1, 3, 9]));

  expect([...masks.keys()].sort()).toEqual([1, 3]);
  for (const [label, mask] of masks)
    expect(mask).toEqual(
      maskFromValues(
        grid,
        labels.map((value) => (value === label ? 1 : 0)),
      ),
    );
});
