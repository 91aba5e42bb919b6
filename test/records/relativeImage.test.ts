import { expect, test } from "vitest";
import { holdingAll } from "../../src/records/relativeImage";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues, weightedSum } from "../../src/volume/mask";
import type { EmissionScan } from "../../src/volume/study";
import { volume } from "../../src/volume/volume";

test("a structure with half-filled border voxels holds all that was administered, decayed to the scan", () => {
  const grid: Grid = {
    size: [6, 1, 1],
    spacingMm: [10, 10, 10],
    originMm: [0, 0, 0],
    axes: PATIENT_AXES,
  };
  const mask = maskFromValues(grid, [0, 0.5, 1, 1, 0.5, 0]);
  const scan: EmissionScan = {
    id: "maa",
    label: "MAA",
    modality: "SPECT",
    nuclide: "Tc-99m",
    activity: volume("activityBqPerMl", grid, Float32Array.of(3, 7, 7, 7, 7, 3)),
    hoursAfterAdministration: 6.0067,
    frameOfReferenceUid: undefined,
    anatomy: undefined,
  };
  const liver = { id: "liver", name: "Liver", role: "organ", mask, source: "drawn" } as const;

  const { activity } = holdingAll(scan, [liver], { activityMBq: 100 }).scan;

  expect(weightedSum(mask, activity.values) / 1e6).toBeCloseTo(50, 1);
});
