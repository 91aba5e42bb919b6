import { expect, test } from "vitest";
import { sourceRegions } from "../../src/dosimetry/sourceRegions";
import { limitsSpareTumours } from "../../src/records/limitsSpareTumours";
import { liverStructures } from "../../src/records/liverStructures";
import { oneLung } from "../../src/records/oneLung";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues, volumeMl } from "../../src/volume/mask";
import type { Role, Structure } from "../../src/volume/study";

/** Ten voxels of 1 mL in a row. */
const grid: Grid = {
  size: [10, 1, 1],
  spacingMm: [10, 10, 10],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const structure = (name: string, role: Role, values: number[]): Structure => ({
  id: name,
  name,
  role,
  mask: maskFromValues(grid, values),
  source: "test",
});
const liver = structure("Liver", "organ", [0, 1, 1, 1, 1, 1, 1, 0.5, 0, 0]);
const tumour = structure("Tumour", "tumour", [0, 0, 1, 0.5, 0, 0, 0, 0, 0, 0]);
const mlOf = (structures: readonly Structure[]) =>
  Object.fromEntries(structures.map(({ name, mask }) => [name, volumeMl(mask)]));
const regionMl = (structures: readonly Structure[]) =>
  sourceRegions(structures).reduce((sum, { mask }) => sum + volumeMl(mask), 0);

test("a tumour is taken off a liver that was drawn with it", () => {
  const { structures, notes } = liverStructures([liver, tumour]);

  expect(mlOf(structures)).toEqual({ "Non-tumoural liver": 5, Tumour: 1.5 });
  expect(structures[0]!.id).toBe("Liver");
  expect(notes).toEqual([
    "Non-tumoural liver (5.0 mL) is made of Liver. 1.5 mL of Tumour were taken off, since limits speak of the liver without tumours.",
  ]);
});

test("a liver drawn twice, whole and without tumours, counts once, and a tumour that overlaps it not at all", () => {
  const normal = structure("Normal liver", "organ", [0, 1, 0, 1, 1, 1, 1, 0.5, 0, 0]);
  const { structures, notes } = liverStructures([liver, normal, tumour]);

  // By hand: 6.5 mL of liver less 1 mL of the tumour's first voxel and half of its second.
  expect(mlOf(structures)).toEqual({ "Normal liver": 5, Tumour: 1.5 });
  expect(regionMl(structures)).toBeCloseTo(6.5, 6);
  expect(notes).toHaveLength(2);
  expect(notes.join()).toContain("Normal liver: 0.5 mL that Tumour also claim were taken off");
  expect(notes.join()).toContain("Liver was drawn beside Normal liver: it is left out");
});

test("what a whole liver holds beyond the liver without tumours stays as the rest of it", () => {
  const normal = structure("Normal liver", "organ", [0, 0, 0, 0.5, 1, 1, 0, 0, 0, 0]);
  const { structures } = liverStructures([normal, liver, tumour]);

  expect(mlOf(structures)).toEqual({ "Normal liver": 2.5, "Rest of Liver": 2.5, Tumour: 1.5 });
  expect(regionMl(structures)).toBeCloseTo(6.5, 6);
});

test("two territories end where the liver ends; with the rest of it they are the whole once", () => {
  const right = structure("Right", "territory", [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const left = structure("Left", "territory", [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
  const { structures, notes } = liverStructures([liver, tumour, right, left]);

  expect(mlOf(structures)).toEqual({
    "Non-tumoural liver": 5,
    Tumour: 1.5,
    Right: 1.5,
    Left: 2,
  });
  expect(structures[1]!.fedBy).toEqual({ Right: 1, Left: 0 });
  expect(regionMl(structures)).toBeCloseTo(6.5, 6);
  expect(notes.at(-1)).toBe("Right: 1.0 mL outside the liver were left out.");
});

test("what two territories both claim counts for the first", () => {
  const right = structure("Right", "territory", [0, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  const left = structure("Left", "territory", [0, 0, 0, 0, 1, 1, 1, 0.5, 0, 0]);
  const { structures, notes } = liverStructures([liver, right, left]);

  expect(mlOf(structures)).toEqual({ Liver: 6.5, Right: 4, Left: 2.5 });
  expect(notes).toEqual(["Left: 1.0 mL that another territory has already count for that one."]);
});

test("a tumour beside territories that were drawn without it is fed by the nearest", () => {
  const right = structure("Right", "territory", [0, 1, 0, 0.5, 1, 0, 0, 0, 0, 0]);
  const left = structure("Left", "territory", [0, 0, 0, 0, 0, 1, 1, 0, 0, 0]);
  const { structures, notes } = liverStructures([
    liver,
    { ...tumour, mask: maskFromValues(grid, [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]) },
    right,
    left,
  ]);

  expect(mlOf(structures)).toMatchObject({ Right: 2.5, Left: 2 });
  expect(structures[1]!.fedBy).toEqual({ Right: 1, Left: 0 });
  expect(notes.at(-1)).toBe(
    "Tumour lies in no territory: it is taken to be fed by Right, the nearest.",
  );
});

test("lobes become one liver, and territories alone make one", () => {
  const right = structure("Right liver", "organ", [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const left = structure("Left liver", "organ", [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
  expect(mlOf(liverStructures([right, left, tumour]).structures)).toEqual({
    "Non-tumoural liver": 3.5,
    Tumour: 1.5,
  });

  const alone = liverStructures([{ ...right, role: "territory" }, tumour]).structures;
  expect(mlOf(alone)).toEqual({ "Right liver": 1.5, Tumour: 1.5, "Non-tumoural liver": 1.5 });
  expect(regionMl(alone)).toBeCloseTo(3, 6);
});

test("a liver without tumours in it stays as it was drawn, and other organs too", () => {
  const kidney = structure("Left kidney", "organ", [0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  const clear = { ...liver, mask: maskFromValues(grid, [0, 1, 0, 0, 1, 1, 0, 0, 0, 0]) };

  expect(liverStructures([clear, tumour, kidney])).toEqual({
    structures: [clear, tumour, kidney],
    notes: [],
  });
});

test("lungs drawn in parts are one", () => {
  const parts = [
    structure("lung_upper_lobe_left", "organ", [0, 0, 0, 0, 0, 0, 0, 0, 1, 0.5]),
    structure("lung_lower_lobe_left", "organ", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5]),
  ];

  const { structures } = oneLung([liver, ...parts]);

  expect(mlOf(structures)).toEqual({ Liver: 6.5, Lungs: 2 });
});

test.each([
  ["y90-glass", "permanent", true],
  ["y90-glass", "auto", true],
  ["i131-lipiodol", "permanent", false],
  [undefined, "permanent", true],
  [undefined, "auto", false],
] as const)(
  "tumours are taken off the liver under protocol %s and kinetics %s: %s",
  (name, model, spared) => {
    const asked = { kinetics: { model }, protocol: name ? { name } : {} };

    expect(limitsSpareTumours(asked as Parameters<typeof limitsSpareTumours>[0])).toBe(spared);
  },
);
