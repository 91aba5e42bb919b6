import { expect, test } from "vitest";
import {
  readsAnew,
  statesRate,
  undoesDeadTime,
  withDeadTime,
  withKineticsOver,
  withPartialVolume,
} from "../../src/app/caseChange";
import type { CameraSetting } from "../../src/quantification/camera";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import { quietWork } from "../../src/work";
import { smallCase, smallCaseJson } from "../support/smallCase";

const CAMERA: CameraSetting = {
  id: "spect1",
  name: "SPECT 1",
  nuclide: "Lu-177",
  collimator: "MEHR",
  reconstruction: "OSEM",
  measuredOn: "2026-02-03",
  factor: { bqPerCountPerS: 125, relativeUncertainty: 0.04, method: "phantom", note: "" },
  deadTimeS: 5e-6,
  recovery: undefined,
  resolutionMm: 6,
};

const inCounts = () => {
  const json = smallCaseJson();
  return parseCase(
    JSON.stringify({
      ...json,
      camera: "camera.json",
      scans: json.scans.map((scan) => ({
        ...scan,
        image: {
          nifti: scan.image.nifti,
          unit: "counts",
          acquisition: { durationS: 1000, observedPerS: 20000 },
        },
      })),
    }),
    "case.json",
  );
};

const load = (data: ReturnType<typeof inCounts>, camera: CameraSetting) => {
  const files = smallCase();
  return loadStudy(data, async (path) => files[path] as Uint8Array, quietWork(), camera);
};

test("a change of methods keeps the study; one of camera, times or units reads it anew", () => {
  const data = inCounts();
  const open = { name: "", case: data, camera: undefined };

  expect(readsAnew(open, { ...open, case: withPartialVolume(data, "none") })).toBe(false);
  expect(readsAnew(open, { ...open, case: withKineticsOver(data, "voxels") })).toBe(false);
  expect(readsAnew(open, { ...open, case: withDeadTime(data, false) })).toBe(true);
  expect(readsAnew(open, { ...open, camera: CAMERA })).toBe(true);
});

test("a camera that was chosen stands in place of the file that the case names; dead time off leaves its loss in", async () => {
  const data = inCounts();
  const on = await load(data, CAMERA);
  const off = await load(withDeadTime(data, false), CAMERA);
  const sum = (study: typeof on) => study.timePoints[0]!.activity.values.reduce((s, x) => s + x, 0);

  expect(on.camera).toEqual(CAMERA);
  expect(statesRate(data)).toBe(true);
  expect(undoesDeadTime(withDeadTime(data, false))).toBe(false);
  expect(withDeadTime(withDeadTime(data, false), true)).toEqual(data);
  // 20 000/s observed at 5 µs: the true rate x solves x e^(−5e-6 x) = 20 000.
  const ratio = sum(on) / sum(off);
  expect(ratio * Math.exp(-ratio * 20000 * 5e-6)).toBeCloseTo(1, 5);
  expect(off.warnings.some((sentence) => sentence.includes("dead time was not undone"))).toBe(true);
});

test("a camera of another nuclide is refused by name", async () => {
  await expect(load(inCounts(), { ...CAMERA, nuclide: "I-131" })).rejects.toThrow(
    /SPECT 1: expected a calibration of Lu-177.*received one of I-131/,
  );
});
