import { expect, test } from "vitest";
import { type Label, labelRows } from "../../components/labelRows";

const labels = (xs: readonly number[], width = 60): Label[] => xs.map((x) => ({ x, width }));

test("labels with room stay beside the track", () => {
  const placed = labelRows(labels([100, 250]), 300);

  expect(placed.map(({ row }) => row)).toEqual([0, 0]);
});

test.each([
  { name: "close together on the right", xs: [180, 190, 200, 210] },
  { name: "close together on the left", xs: [10, 20, 30, 40] },
  { name: "in any order", xs: [210, 30, 200, 90, 40] },
])("$name: no label covers another and no tick runs through one", ({ xs }) => {
  const placed = labelRows(labels(xs), 300);

  for (const [i, a] of placed.entries())
    for (const [j, b] of placed.entries()) {
      if (i === j) continue;
      if (a.row === b.row) expect(Math.abs(a.left - b.left)).toBeGreaterThan(60);
      if (a.row < b.row) expect(xs[j]! < a.left || xs[j]! > a.left + 60).toBe(true);
    }
});

test("a label at either end stays inside the track", () => {
  for (const { left } of labelRows(labels([2, 298]), 300)) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + 60).toBeLessThanOrEqual(300);
  }
});
