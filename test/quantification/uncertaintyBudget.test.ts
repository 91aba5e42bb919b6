import { expect, test } from "vitest";
import { activityPerVolume, recoveryOf } from "../../src/quantification/recovery";
import { uncertaintyBudget, volumeUncertainty } from "../../src/quantification/uncertaintyBudget";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { volumeMl, weightedSum } from "../../src/volume/mask";
import { PERFECT_CAMERA, simulateEmission } from "../../src/volume/simulateScan";
import { sphereMask, sphereRadiusMm } from "../../src/volume/sphereMask";

test("contributions add by their squares and their shares to 1", () => {
  const { relativeUncertainty, contributions } = uncertaintyBudget({
    calibration: 0.05,
    recoveryCurve: 0.03,
    volume: 0.2,
    activityPerVolume: 0.3,
    fit: 0.08,
    registration: 0.02,
  });

  expect(relativeUncertainty).toBeCloseTo(Math.hypot(0.05, 0.03, 0.06, 0.08, 0.02), 12);
  expect(contributions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(contributions.find(({ step }) => step === "volume")!.relativeUncertainty).toBeCloseTo(
    0.06,
  );
});

test("a sphere of 33 mL drawn on a SPECT of 10 mm and 4.4 mm voxels has a volume known to 40 to 50 %", () => {
  expect(volumeUncertainty(33, 4.4, 10)).toBeGreaterThan(0.4);
  expect(volumeUncertainty(33, 4.4, 10)).toBeLessThan(0.5);
  expect(volumeUncertainty(1500, 4.4, 10) / volumeUncertainty(33, 4.4, 10)).toBeCloseTo(
    Math.cbrt(33 / 1500),
    12,
  );
});

test("a contour 5 % too large changes the recovered activity as the slope says", () => {
  const [ml, fwhmMm] = [11.5, 9];
  const radius = sphereRadiusMm(ml);
  const grid: Grid = {
    size: [48, 48, 48],
    spacingMm: [1.5, 1.5, 1.5],
    originMm: [-35.25, -35.25, -35.25],
    axes: PATIENT_AXES,
  };
  const scan = simulateEmission(
    [
      {
        id: "sphere",
        name: "sphere",
        role: "tumour",
        hounsfield: 0,
        solids: [{ kind: "ellipsoid", centreMm: [0, 0, 0], semiAxesMm: [radius, radius, radius] }],
      },
    ],
    [1],
    grid,
    { ...PERFECT_CAMERA, intrinsicFwhmMm: fwhmMm },
  );
  const counts = (v: number) =>
    weightedSum(sphereMask(grid, [0, 0, 0], sphereRadiusMm(v)), scan.values);
  const measured = counts(ml) / scan.values.reduce((sum, x) => sum + x, 0);
  const curve = { b1Ml: ml * ((1 - measured) / measured) ** (1 / 0.9), b2: 0.9 };
  const recovered = (v: number) => counts(v) / recoveryOf(curve, v);
  const change = Math.log(recovered(1.05 * ml) / recovered(0.95 * ml));

  const slope = change / Math.log(1.05 / 0.95);

  expect(Math.abs(slope - activityPerVolume(curve, ml, fwhmMm))).toBeLessThan(0.02);
  expect(Math.abs(slope)).toBeLessThan(0.5);
  expect(volumeMl(sphereMask(grid, [0, 0, 0], radius)) / ml).toBeCloseTo(1, 2);
});
