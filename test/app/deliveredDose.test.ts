import { expect, test } from "vitest";
import { aheadOf } from "../../src/app/aheadOf";
import type { CourseCycle } from "../../src/app/courseCycle";
import { cycleFromDose } from "../../src/app/cycleFromDose";
import { courseDose, courseDoseNames, courseDvhs } from "../../src/app/deliveredDose";
import { type DoseOfFile, readDose } from "../../src/app/readDose";
import { writeNifti } from "../../src/formats/nifti/write";
import { type Grid, PATIENT_AXES, voxelCount } from "../../src/volume/grid";
import type { Structure } from "../../src/volume/study";
import { type Volume, volume } from "../../src/volume/volume";
import { organ } from "../support/planning";
import { maskOfShape } from "../support/shapes";

const GRID: Grid = {
  size: [8, 6, 4],
  spacingMm: [4, 4, 4],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};

const kidney: Structure = {
  id: "kidney",
  name: "Kidney",
  role: "organ",
  source: "test",
  mask: maskOfShape(GRID, ([x]) => x < 6),
};
const liver: Structure = {
  ...kidney,
  id: "liver",
  name: "Liver",
  mask: maskOfShape(GRID, ([x]) => x > 14),
};

const ramp = (factor: number, grid = GRID): Volume<"doseGyPerGBq"> =>
  volume(
    "doseGyPerGBq",
    grid,
    Float32Array.from({ length: voxelCount(grid) }, (_, v) => factor * (1 + (v % grid.size[0]))),
  );

const plan = {
  doseGyPerGBq: ramp(1),
  structures: [kidney, liver],
  structureDoses: [
    { ...organ("kidney", [1, 2]), effectiveHalfLifeH: 51 },
    { ...organ("liver", [1, 2]), effectiveHalfLifeH: 70 },
  ],
};

const told = ({ dose, unit }: DoseOfFile) => ({ dose, unit: unit! });

const cycle = (id: string, activityGBq: number): CourseCycle => ({
  id,
  activityGBq,
  structures: [],
});

test("a dose of the course is the mean of its cycles weighted by activity, predicted where none was measured", () => {
  const given = [cycle("a", 6), cycle("b", 3)];
  const delivered = new Map([["b", ramp(2)]]);
  const course = { given, delivered, predicted: ramp(1), comingGBq: 9 };

  expect(courseDoseNames(given, new Map())).toEqual([]);
  expect(courseDoseNames(given, delivered).map(({ id }) => id)).toEqual([
    "cycle:b",
    "given",
    "course",
  ]);
  const all = courseDose("given", course)!;
  expect(all.activityGBq).toBe(9);
  expect(all.asPredicted).toEqual([1]);
  expect(all.delivered.values[3]).toBeCloseTo((4 * (6 + 2 * 3)) / 9, 5);
  const withComing = courseDose("course", course)!;
  expect(withComing.activityGBq).toBe(18);
  expect(withComing.delivered.values[3]).toBeCloseTo((4 * (6 + 2 * 12)) / 18, 5);
  expect(courseDose("cycle:a", course)).toBeUndefined();
});

test("histograms of a delivered dose have its mean in each structure", () => {
  const given = [cycle("a", 2)];
  const course = { given, delivered: new Map([["a", ramp(3)]]), predicted: ramp(1), comingGBq: 1 };
  const [dvh] = courseDvhs(courseDose("cycle:a", course)!, [kidney]);
  expect(dvh!.meanGy).toBeCloseTo(3 * 1.5, 5);
});

test("a cycle from a dose file in Gy has the file's mean per GBq and the half-lives of the plan", () => {
  const file = writeNifti(ramp(0.9 * 7.4), { fileName: "cycle.nii.gz", description: "Gy" });
  const { cycle: made, doseGyPerGBq } = cycleFromDose(
    told(readDose(file, "cycle.nii.gz")),
    "cycle.nii.gz",
    7.4,
    plan,
  );
  expect(doseGyPerGBq.values[5]).toBeCloseTo(0.9 * 6, 5);
  expect(made.structures.map(({ structureId }) => structureId)).toEqual(["kidney", "liver"]);
  expect(made.structures[0]!.meanGyPerGBq).toBeCloseTo(0.9 * 1.5, 5);
  expect(made.structures[0]!.effectiveHalfLifeH).toBe(51);
});

test("a file per GBq does not depend on the activity", () => {
  const file = writeNifti(ramp(0.9), { fileName: "dose.nii.gz", description: "Gy per GBq" });
  const { doseGyPerGBq } = cycleFromDose(
    told(readDose(file, "dose.nii.gz")),
    "dose.nii.gz",
    7.4,
    plan,
  );
  expect(doseGyPerGBq.values[5]).toBeCloseTo(0.9 * 6, 5);
});

test("a structure that a dose file holds in part stands as predicted, and says so", () => {
  const half: Grid = { ...GRID, size: [4, 6, 4] };
  const file = writeNifti(ramp(2, half), { fileName: "half.nii.gz", description: "Gy per GBq" });
  const { cycle: made, doseGyPerGBq } = cycleFromDose(
    told(readDose(file, "half.nii.gz")),
    "half.nii.gz",
    1,
    plan,
  );
  expect(made.structures.map(({ structureId }) => structureId)).toEqual(["kidney"]);
  expect(made.notes!.join(" ")).toContain("as predicted: Liver");
  expect(doseGyPerGBq.values[7]).toBe(8);
});

test("a dose elsewhere in the patient, or below 0, is refused", () => {
  const away: Grid = { ...GRID, originMm: [500, 0, 0] };
  const file = writeNifti(ramp(1, away), { fileName: "away.nii.gz", description: "Gy" });
  expect(() => cycleFromDose(told(readDose(file, "away.nii.gz")), "away.nii.gz", 1, plan)).toThrow(
    /away.nii.gz: expected a dose in the patient coordinates of the plan/,
  );
  const below = writeNifti(ramp(-1), { fileName: "below.nii.gz", description: "Gy" });
  expect(() => readDose(below, "below.nii.gz")).toThrow(/below.nii.gz: expected doses/);
});

test("a NIfTI file says its unit in its description or not at all", () => {
  const unitOf = (description: string) =>
    readDose(writeNifti(ramp(1), { fileName: "d.nii.gz", description }), "d.nii.gz").unit;
  expect(unitOf("Gy per GBq. Research and teaching")).toBe("Gy per GBq");
  expect(unitOf("Gy, cycle 2")).toBe("Gy");
  expect(unitOf("dose")).toBeUndefined();
});

test("the cycles to come lie as the last volume and have the mean of the last measurement, as limits take them", () => {
  const measured = (id: string, meanGyPerGBq: number): CourseCycle => ({
    ...cycle(id, 1),
    structures: [{ structureId: "kidney", meanGyPerGBq, effectiveHalfLifeH: 40 }],
  });
  const delivered = new Map([["a", ramp(2)]]);

  expect(aheadOf({ ...plan, dvhs: [] }, [], delivered).structureDoses).toBe(plan.structureDoses);
  const { structureDoses, dvhs } = aheadOf(
    { ...plan, dvhs: plan.structureDoses.map(({ dvh }) => dvh) },
    [measured("a", 3), measured("b", 2.4)],
    delivered,
  );
  expect(structureDoses[0]!.meanGyPerGBq).toBeCloseTo(2.4, 6);
  expect(structureDoses[0]!.effectiveHalfLifeH).toBe(40);
  // A ramp of 2 and 4, brought from a mean of 3 to 2.4.
  expect([dvhs[0]!.minGy, dvhs[0]!.maxGy]).toEqual([
    expect.closeTo(1.6, 5),
    expect.closeTo(3.2, 5),
  ]);
});
