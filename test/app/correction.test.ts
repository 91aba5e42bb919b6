import { expect, test } from "vitest";
import { correctionOf, correctionWarnings } from "../../src/app/correction";
import type { CameraSetting } from "../../src/quantification/camera";
import type { RecoveryCurve } from "../../src/quantification/recovery";
import { sphereMask, sphereRadiusMm } from "../../src/volume/sphereMask";
import { centredGrid } from "../support/shapes";

const CURVE: RecoveryCurve = {
  b1Ml: 2,
  b2: 0.9,
  covariance: [1e-3, 0, 0, 1e-3],
  geometry: "sphere",
  rangeMl: [0.5, 26.5],
};
const CAMERA = { name: "spect1", resolutionMm: 9, recovery: CURVE } as CameraSetting;
const BARE = { ...CAMERA, recovery: undefined, resolutionMm: undefined };

test("spill is undone at the stated resolution, else at the camera's; recovery by the camera's curve", () => {
  const asked = (partialVolumeFwhmMm: number | undefined, camera?: CameraSetting) =>
    correctionOf({ partialVolumeFwhmMm }, camera);

  expect(asked(8, CAMERA)).toEqual({ fwhmMm: 8, curve: undefined });
  expect(asked(undefined, CAMERA).fwhmMm).toBe(9);
  expect(asked(undefined).fwhmMm).toBeUndefined();
  expect(
    correctionOf({ partialVolumeFwhmMm: undefined, partialVolume: "recovery" }, CAMERA),
  ).toEqual({ fwhmMm: 9, curve: CURVE });
  expect(correctionOf({ partialVolumeFwhmMm: 8, partialVolume: "none" }, CAMERA)).toEqual({
    fwhmMm: undefined,
    curve: undefined,
  });
});

test.each([
  ["recovery", 8, undefined, /needs a camera/],
  ["recovery", 8, BARE, /spect1 has none/],
  ["transferMatrix", undefined, BARE, /needs the resolution/],
] as const)(
  "%s is refused where it is not known (%s mm)",
  (partialVolume, fwhm, camera, reason) => {
    expect(() => correctionOf({ partialVolume, partialVolumeFwhmMm: fwhm }, camera)).toThrow(
      reason,
    );
  },
);

test("structures beyond the inserts are named", () => {
  const grid = centredGrid([30, 30, 30], 4);
  const structure = (name: string, ml: number) => ({
    id: name,
    name,
    role: "organ" as const,
    source: "drawn",
    mask: sphereMask(grid, [0, 0, 0], sphereRadiusMm(ml)),
  });

  const said = correctionWarnings([structure("kidney", 150), structure("lesion", 5)], {
    fwhmMm: 9,
    curve: CURVE,
  });

  expect(said[1]).toMatch(/^kidney: beyond/);
});
