import { describe, expect, test } from "vitest";
import { type CameraForm, calibrateFrom, NEMA_SPHERES_ML } from "../../src/app/cameraForm";
import { writeNifti } from "../../src/formats/nifti/write";
import { nuclide } from "../../src/physics/nuclides";
import { observedRatePerS } from "../../src/quantification/deadTime";
import { recoveryOf } from "../../src/quantification/recovery";
import { parseCameras, writeCameras } from "../../src/records/cameraFile";
import { readPhantomScan } from "../../src/records/phantomScan";
import { forEachVoxel, volumeMl } from "../../src/volume/mask";
import { sphereMask } from "../../src/volume/sphereMask";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { centredGrid } from "../support/shapes";

const FORM: CameraForm = {
  id: "spect1",
  name: "SPECT 1, Lu-177",
  nuclide: "Lu-177",
  collimator: "MEHR",
  window: "208 keV ± 10 %",
  reconstruction: "OSEM",
  measuredOn: "2026-02-03",
  phantom: "sphere, wall 1 mm",
  method: "typed",
  activityMBq: 500,
  activityErrorPercent: 3,
  hoursToScan: 0,
  durationS: 1000,
  counts: undefined,
  backgroundCounts: undefined,
  excretedPercent: undefined,
  countsPerSPerMBq: 9.4,
  fillMl: undefined,
  spheresMl: [],
  sphereRatio: undefined,
  resolutionMm: 9,
  recoveryPoints: [],
  deadTimeReadings: [],
  observedPerS: undefined,
};
const GRID = centredGrid([32, 32, 32], 4);

function ball(countsPerVoxel: number) {
  const counts = volume("counts", GRID);
  const mask = sphereMask(GRID, [0, 0, 0], 40);
  forEachVoxel(mask, (v, fraction) => {
    counts.values[v] = countsPerVoxel * fraction;
  });
  return { counts, voxels: (1000 * volumeMl(mask)) / 64 };
}

describe("a camera from what was typed", () => {
  test("a sensitivity is the inverse of the factor, with its window and geometry, and survives its file", () => {
    const { setting } = calibrateFrom(FORM, undefined);

    expect(setting.factor.bqPerCountPerS).toBeCloseTo(1e6 / 9.4, 6);
    expect(setting.factor).toMatchObject({ method: "typed", relativeUncertainty: 0.03 });
    expect(setting.factor.note).toContain("wall 1 mm");
    expect(parseCameras(writeCameras([setting]), "x.json")).toEqual([setting]);
  });

  test("planar counts less background over time and activity give the sensitivity", () => {
    const planar = { ...FORM, method: "planar", counts: 60_000, backgroundCounts: 10_000 } as const;
    const { setting } = calibrateFrom({ ...planar, durationS: 100 }, undefined);

    expect(1e6 / setting.factor.bqPerCountPerS / (50_000 / 100 / 500)).toBeCloseTo(1, 3);
  });

  test("typed points are fitted, and readings of a source give the dead time", () => {
    const curve = { b1Ml: 2, b2: 0.9 };
    const recoveryPoints = NEMA_SPHERES_ML.map((ml) => ({
      volumeMl: ml,
      recovery: recoveryOf(curve, ml),
    }));
    const deadTimeReadings = [2000, 1000, 200].map((activityMBq) => ({
      activityMBq,
      observedPerS: observedRatePerS(50 * activityMBq, 2e-6),
      counts: 1e6,
    }));
    const { setting, deadTime } = calibrateFrom(
      { ...FORM, recoveryPoints, deadTimeReadings },
      undefined,
    );

    expect(setting.recovery!.b1Ml).toBeCloseTo(2, 6);
    expect(setting.deadTimeS! * 1e6).toBeCloseTo(2, 6);
    expect(deadTime!.fit.sensitivityPerSPerMBq).toBeCloseTo(50, 6);
  });

  test("what is missing is named", () => {
    expect(() => calibrateFrom({ ...FORM, name: "" }, undefined)).toThrow(/name: expected a text/);
    expect(() => calibrateFrom({ ...FORM, method: "phantom" }, undefined)).toThrow(/load one/);
    expect(() => calibrateFrom({ ...FORM, countsPerSPerMBq: undefined }, undefined)).toThrow(
      /sensitivity.*received nothing/,
    );
  });
});

describe("a camera from a scan", () => {
  const half = nuclide("Lu-177").halfLifeS;
  const startOver = 1 + (Math.LN2 * 500) / half;

  test("a phantom of known activity, and a patient as a whole, give its activity over all counts", async () => {
    const { counts, voxels } = ball(200);
    const bytes = writeNifti(counts, { fileName: "p.nii", description: "", step: 2 ** -20 });
    const scan = await readPhantomScan(bytes, "p.nii", "Lu-177", quietWork());
    const ratePerS = ((200 * voxels) / 1000) * startOver;

    for (const [method, share] of [
      ["phantom", 1],
      ["patientRelative", 0.8],
    ] as const) {
      const { setting } = calibrateFrom({ ...FORM, method, excretedPercent: 20 }, scan);
      expect(setting.factor.bqPerCountPerS / ((share * 500e6) / ratePerS), method).toBeCloseTo(
        1,
        4,
      );
    }
  });

  test("counts at the start of the scan give the same factor as those of its mean", () => {
    const { counts } = ball(200);
    const atStart = { ...counts, values: counts.values.map((x) => x * startOver) };
    const form = { ...FORM, method: "phantom" } as const;
    const mean = calibrateFrom(form, { counts, atStart: false });
    const start = calibrateFrom(form, { counts: atStart, atStart: true });

    expect(start.setting.factor.bqPerCountPerS / mean.setting.factor.bqPerCountPerS).toBeCloseTo(
      1,
      5,
    );
  });

  test("other files are refused by name", async () => {
    await expect(
      readPhantomScan(new Uint8Array(200), "notes.txt", "Lu-177", quietWork()),
    ).rejects.toThrow(/notes.txt: expected a NIfTI file or a DICOM SPECT/);
  });
});
