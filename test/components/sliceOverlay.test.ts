import { expect, test } from "vitest";
import { positionText, readoutTexts, roundLength } from "../../components/sliceOverlay";

test("scale bars have lengths of 1, 2 or 5 times a power of ten", () => {
  expect([87, 50, 49, 20, 9.99, 1, 0.7].map(roundLength)).toEqual([50, 50, 20, 20, 5, 1, 0.5]);
});

test("values come with units, and the prefix that keeps the number short", () => {
  const empty = { hounsfield: undefined, activityBqPerMl: undefined, doseGy: undefined };

  expect(readoutTexts({ hounsfield: -112.4, activityBqPerMl: 1_234_000, doseGy: 21.64 })).toEqual([
    "−112 HU",
    "1.23 MBq/mL",
    "21.6 Gy",
  ]);
  expect(readoutTexts({ ...empty, activityBqPerMl: 999_600 })).toEqual(["1.00 MBq/mL"]);
  expect(readoutTexts({ ...empty, activityBqPerMl: 812 })).toEqual(["812 Bq/mL"]);
  expect(readoutTexts({ ...empty, hounsfield: -0.3 })).toEqual(["0 HU"]);
  expect(readoutTexts({ ...empty, differenceGy: -0.3 })).toEqual(["difference −0.300 Gy"]);
  expect(readoutTexts({ ...empty, map: { value: 52.13, unit: "h" } })).toEqual(["voxel 52.1 h"]);
  expect(
    readoutTexts({ ...empty, map: { value: 1, unit: "", names: ["empty", "fitted"] } }),
  ).toEqual(["fitted"]);
  expect(readoutTexts({ ...empty, map: { value: undefined, unit: "h" } })).toEqual([
    "voxel without a number",
  ]);
  expect(readoutTexts(empty)).toEqual([]);
});

test("a slice is named by its plane and its patient coordinate", () => {
  expect(positionText("coronal", 1, [1, -20.04, 3])).toBe("Coronal · y −20.0 mm");
});
