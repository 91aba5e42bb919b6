import { expect, test } from "vitest";
import { TOTAL_SEGMENTATOR } from "../../src/formats/totalSegmentator";

test("the 117 labels of version 2 have one name each", () => {
  const ids = [...TOTAL_SEGMENTATOR.values()].map(({ id }) => id);

  expect([...TOTAL_SEGMENTATOR.keys()]).toEqual(Array.from({ length: 117 }, (_, i) => i + 1));
  expect(new Set(ids).size).toBe(117);
});

test("kidneys, liver and spleen are organs, lumbar vertebrae marrow, kidney cysts and vessels neither", () => {
  const of = (number: number) => TOTAL_SEGMENTATOR.get(number);

  expect(of(3)).toEqual({ id: "kidney_left", name: "kidney left", role: "organ" });
  expect([of(1), of(2), of(5)].map((label) => label?.role)).toEqual(["organ", "organ", "organ"]);
  expect(of(27)).toMatchObject({ id: "vertebrae_L5", role: "marrow" });
  expect(of(31)).toMatchObject({ id: "vertebrae_L1", role: "marrow" });
  expect([of(23)?.role, of(52)?.role]).toEqual(["other", "other"]);
});
