import { expect, test } from "vitest";
import { displacementFiles } from "../../src/app/displacementFiles";
import { readNifti } from "../../src/formats/nifti/read";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";

test("a field comes back from its three files, in mm, on its grid", () => {
  const grid: Grid = {
    size: [2, 3, 2],
    spacingMm: [4, 4, 5],
    originMm: [-7, 3, 11],
    axes: PATIENT_AXES,
  };
  const plane = (scale: number) => Float32Array.from({ length: 12 }, (_, i) => scale * (i - 4.3));
  const fieldMm = [plane(0.5), plane(-1), plane(2)] as const;

  const files = displacementFiles({ kind: "displacement", grid, fieldMm }, "late");

  expect(files.map(({ name }) => name)).toEqual(
    ["x", "y", "z"].map((axis) => `reference_to_late_displacement_${axis}.nii.gz`),
  );
  for (const [c, { name, bytes }] of files.entries()) {
    const back = readNifti(bytes, name);
    expect([...back.values]).toEqual([...fieldMm[c]!]);
    expect(back.grid.size).toEqual(grid.size);
    expect(back.grid.originMm.map((x) => Math.round(x))).toEqual([...grid.originMm]);
  }
});
