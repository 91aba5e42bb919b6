import { expect, test } from "vitest";
import { threeFigures, timesPowerOfTen } from "../../components/format";

test.each([
  [0, "0"],
  [0.012345, "0.0123"],
  [0.9996, "1.00"],
  [9.999, "10.0"],
  [23, "23.0"],
  [999.6, "1000"],
  [27412, "27400"],
  [-1.5, "-1.50"],
  [Number.POSITIVE_INFINITY, "–"],
])("%d is written %s", (x, written) => {
  expect(threeFigures(x)).toBe(written);
});

test.each([
  [3.61e-4, "3.6·10⁻⁴"],
  [9.96e-13, "1.0·10⁻¹²"],
  [-2e-5, "−2.0·10⁻⁵"],
])("%d with its power of ten is %s", (x, written) => {
  expect(timesPowerOfTen(x)).toBe(written);
});
