import { expect, test } from "vitest";
import { labelRows } from "../../components/labelRows";

test("labels with room stay beside the track", () => {
  const placed = labelRows(
    [
      { x: 50, width: 40 },
      { x: 150, width: 40 },
    ],
    300,
  );

  expect(placed).toEqual([
    { left: 30, row: 0 },
    { left: 130, row: 0 },
  ]);
});

test("labels that would touch go to rows further out, the first one nearest", () => {
  const placed = labelRows(
    [100, 110, 120].map((x) => ({ x, width: 60 })),
    300,
  );

  expect(placed.map(({ row }) => row)).toEqual([0, 1, 2]);
});

test("a label at either end stays inside the track", () => {
  const placed = labelRows(
    [
      { x: 2, width: 60 },
      { x: 298, width: 60 },
    ],
    300,
  );

  expect(placed.map(({ left }) => left)).toEqual([0, 240]);
});
