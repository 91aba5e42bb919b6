import { expect, test } from "vitest";
import { readAt } from "../../../src/gpu/slice/readout";
import { NO_IMAGES } from "../../../src/gpu/slice/sliceLook";
import { type Grid, PATIENT_AXES } from "../../../src/volume/grid";
import { volume } from "../../../src/volume/volume";

const GRID: Grid = {
  size: [4, 3, 3],
  spacingMm: [2, 2, 2],
  originMm: [10, 20, 30],
  axes: PATIENT_AXES,
};
const LOOK = { activityGBq: 6, interpolateDose: true };
const dose = volume("doseGyPerGBq", GRID);
dose.values.forEach((_, i) => {
  dose.values[i] = i % 4;
});

test("the dose under the cursor is interpolated and scaled by the activity", () => {
  const { doseGy } = readAt({ ...NO_IMAGES, dose }, LOOK, [13, 22, 32]);

  expect(doseGy).toBeCloseTo(1.5 * 6, 12);
});

test("where the picture shows each voxel as it was calculated, the dose under the cursor is the voxel's", () => {
  const flat = { ...LOOK, interpolateDose: false };

  expect(readAt({ ...NO_IMAGES, dose }, flat, [12.9, 22, 32]).doseGy).toBe(6);
  expect(readAt({ ...NO_IMAGES, dose }, flat, [13.1, 22, 32]).doseGy).toBe(12);
});

test("outside a volume, and of volumes that are not there, nothing is read", () => {
  expect(readAt({ ...NO_IMAGES, dose }, LOOK, [0, 22, 32])).toEqual({
    hounsfield: undefined,
    activityBqPerMl: undefined,
    doseGy: undefined,
  });
});

test("of a map the voxel that holds the point is read, and none where the map has no number", () => {
  const map = { volume: volume("image", GRID), unit: "h" };
  map.volume.values.forEach((_, i) => {
    map.volume.values[i] = i % 4 === 0 ? Number.NaN : 10 * (i % 4);
  });

  expect(readAt({ ...NO_IMAGES, map }, LOOK, [12.9, 22, 32]).map).toEqual({ value: 10, unit: "h" });
  expect(readAt({ ...NO_IMAGES, map }, LOOK, [10.2, 22, 32]).map!.value).toBeUndefined();
});
