import { expect, test } from "vitest";
import { readAt } from "../../../src/gpu/slice/readout";
import { NO_IMAGES } from "../../../src/gpu/slice/sliceLook";
import { type Grid, PATIENT_AXES } from "../../../src/volume/grid";
import { maskFromValues } from "../../../src/volume/mask";
import { volume } from "../../../src/volume/volume";

const GRID: Grid = {
  size: [4, 3, 3],
  spacingMm: [2, 2, 2],
  originMm: [10, 20, 30],
  axes: PATIENT_AXES,
};
const dose = volume("doseGyPerGBq", GRID);
dose.values.forEach((_, i) => {
  dose.values[i] = i % 4;
});
const mask = maskFromValues(
  GRID,
  dose.values.map((d) => (d === 2 ? 1 : 0)),
);
const structures = [{ id: "slab", name: "slab", role: "organ", mask, source: "test" }] as const;

test("the dose under the cursor is interpolated and scaled by the activity", () => {
  const { doseGy } = readAt({ ...NO_IMAGES, dose }, 6, [13, 22, 32]);

  expect(doseGy).toBeCloseTo(1.5 * 6, 12);
});

test("outside a volume, and of volumes that are not there, nothing is read", () => {
  expect(readAt({ ...NO_IMAGES, dose }, 6, [0, 22, 32])).toEqual({
    hounsfield: undefined,
    activityBqPerMl: undefined,
    doseGy: undefined,
    structureIds: [],
  });
});

test("a structure is named from half of its voxel on", () => {
  const named = (x: number) => readAt({ ...NO_IMAGES, structures }, 1, [x, 22, 32]).structureIds;

  expect(named(14)).toEqual(["slab"]);
  expect(named(10)).toEqual([]);
});
