import { expect, test } from "vitest";
import { type ActivityMark, sliderEndGBq, sliderStepGBq } from "../../src/app/activityMarks";

const mark = (kind: ActivityMark["kind"], activityGBq: number, binding = false): ActivityMark => ({
  kind,
  label: kind,
  activityGBq,
  binding,
  named: true,
});

test("the slider ends at a round activity beyond standard and first limit", () => {
  const marks = [mark("standard", 29.6), mark("limit", 27.4, true), mark("limit", 300)];

  expect(sliderEndGBq(marks)).toBe(50);
  expect(sliderStepGBq(50)).toBe(0.05);
});

test("a limit that is never reached does not stretch the slider", () => {
  expect(sliderEndGBq([mark("standard", 7.4), mark("limit", Number.POSITIVE_INFINITY, true)])).toBe(
    12,
  );
});

test("without any mark the slider still has a length", () => {
  expect(sliderEndGBq([])).toBe(1);
});
