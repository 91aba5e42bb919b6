import { expect, test } from "vitest";
import { threeFigures } from "../../components/format";

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
