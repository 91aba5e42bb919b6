import { expect, test } from "vitest";
import { displacementMm, refinedField, voxelField } from "../../src/registration/displacementField";
import { type Grid, type Triple, toPatientMm, toVoxel, voxelCount } from "../../src/volume/grid";
import { apply, type Matrix4, transformPoint } from "../../src/volume/transform";

const AXES: Grid["axes"] = [
  [0.8, 0.6, 0],
  [-0.6, 0.8, 0],
  [0, 0, 1],
];
const COARSE: Grid = { size: [6, 5, 4], spacingMm: [4, 4, 4], originMm: [3, -2, 9], axes: AXES };
const FINE: Grid = {
  size: [12, 10, 8],
  spacingMm: [2, 2, 2],
  originMm: toPatientMm(COARSE, [-0.25, -0.25, -0.25]),
  axes: AXES,
};
/** Displacements in voxels of the grid that are linear in its places. */
const linear = ([i, j, k]: Triple): Triple => [0.1 * i + 0.2, 0.05 * j - 0.1 * k, 0.02 * i + 0.3];

function fieldOn(grid: Grid) {
  const count = voxelCount(grid);
  const displacement = new Float32Array(3 * count);
  forEachVoxel(grid, (at, voxel) => {
    for (const [c, u] of linear(voxel).entries()) displacement[c * count + at] = u;
  });
  return { grid, displacement };
}

function forEachVoxel({ size }: Grid, visit: (at: number, voxel: Triple) => void) {
  let at = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) for (let i = 0; i < size[0]; i++) visit(at++, [i, j, k]);
}

test("a linear field is the same field on a grid of half the spacing", () => {
  const { displacement } = refinedField(fieldOn(COARSE), FINE);

  const count = voxelCount(FINE);
  forEachVoxel(FINE, (at, voxel) => {
    const place = toVoxel(COARSE, toPatientMm(FINE, voxel));
    if (place.some((x, c) => x < 0 || x > COARSE.size[c]! - 1)) return;
    const expected = linear(place);
    for (let c = 0; c < 3; c++)
      expect(displacement[c * count + at]).toBeCloseTo(2 * expected[c]!, 5);
  });
});

test("in patient mm, a point goes where the displacement and then the map take it", () => {
  const map: Matrix4 = [1, 0.1, 0, 4, -0.1, 1, 0, -2, 0, 0.05, 1.1, 1, 0, 0, 0, 1];

  const transform = displacementMm(fieldOn(COARSE), map);

  forEachVoxel(COARSE, (_, voxel) => {
    const u = linear(voxel);
    const moved: Triple = [voxel[0] + u[0], voxel[1] + u[1], voxel[2] + u[2]];
    const expected = apply(map, toPatientMm(COARSE, moved));
    const found = transformPoint(transform, toPatientMm(COARSE, voxel));
    for (let c = 0; c < 3; c++) expect(found[c]!).toBeCloseTo(expected[c]!, 4);
  });
  const back = voxelField(transform, map).displacement;
  const worst = Math.max(...back.map((u, at) => Math.abs(u - fieldOn(COARSE).displacement[at]!)));
  expect(worst).toBeLessThan(1e-5);
});
