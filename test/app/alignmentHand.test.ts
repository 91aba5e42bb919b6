import { expect, test } from "vitest";
import { pushed } from "../../src/app/alignmentHand";
import { frameOf } from "../../src/app/alignmentSlice";
import { rigidMap } from "../../src/registration/linearParameters";
import type { Triple } from "../../src/volume/grid";
import { invertTransform, transformPoint } from "../../src/volume/transform";
import { centredGrid } from "../support/shapes";

const FRAME = frameOf(centredGrid([60, 60, 60], 4), "coronal", 0.5);
const ABOUT: Triple = [5, 0, -10];
const PLACED = rigidMap({ shiftMm: [12, -4, 7], turnDegrees: [3, -8, 5] }, [0, 0, 0]);
/** Where a point of the scan is seen in the reference's space. */
const seen = (placement: typeof PLACED, point: Triple) =>
  transformPoint(invertTransform(placement), point);

test("a push by pixels carries what is seen along with the pointer", () => {
  const point: Triple = [30, 10, -20];
  const before = seen(PLACED, point);

  const after = seen(pushed(PLACED, FRAME, { pixels: [10, -5], degrees: 0 }, ABOUT), point);

  const mm = FRAME.rightMm[0];
  expect(after[0] - before[0]).toBeCloseTo(10 * mm, 6);
  expect(after[1] - before[1]).toBeCloseTo(0, 6);
  // Up the screen is towards the head.
  expect(after[2] - before[2]).toBeCloseTo(5 * mm, 6);
});

test("a clockwise turn by 90° takes what is right of the middle to below it", () => {
  const right = transformPoint(PLACED, [ABOUT[0] + 40, ABOUT[1], ABOUT[2]]);

  const after = seen(pushed(PLACED, FRAME, { pixels: [0, 0], degrees: 90 }, ABOUT), right);

  const below: Triple = [ABOUT[0], ABOUT[1], ABOUT[2] - 40];
  after.forEach((p, c) => {
    expect(p).toBeCloseTo(below[c]!, 6);
  });
});
