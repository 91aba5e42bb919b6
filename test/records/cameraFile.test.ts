import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import type { CameraSetting } from "../../src/quantification/camera";
import { cameraSchema, parseCameras, writeCameras } from "../../src/records/cameraFile";
import { jsonSchema } from "../support/jsonSchema";

const CAMERA: CameraSetting = {
  id: "spect_lu177",
  name: "SPECT 1, MEHR, Lu-177, 208 keV",
  nuclide: "Lu-177",
  collimator: "MEHR",
  reconstruction: "OSEM 10 iterations, attenuation and scatter corrected",
  measuredOn: "2026-02-03",
  factor: {
    bqPerCountPerS: 106_383,
    relativeUncertainty: 0.03,
    method: "phantom",
    note: "cylinder",
  },
  deadTimeS: 1.1e-6,
  recovery: {
    b1Ml: 2.1,
    b2: 0.9,
    covariance: [1e-3, 0, 0, 2e-3],
    geometry: "sphere",
    rangeMl: [0.5, 26.5],
  },
  resolutionMm: 9,
};
const BARE: CameraSetting = {
  ...CAMERA,
  id: "other",
  factor: { ...CAMERA.factor, relativeUncertainty: undefined },
  deadTimeS: undefined,
  recovery: undefined,
  resolutionMm: undefined,
};

test("what is written is read again", () => {
  expect(parseCameras(writeCameras([CAMERA, BARE]), "cameras.json")).toEqual([CAMERA, BARE]);
});

test("the published JSON Schema is that of the program", async () => {
  const schema = jsonSchema(cameraSchema, "gyre.camera/1");

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/schemas/camera.schema.json",
  );
});

test.each([
  ["an unknown field", { ...CAMERA, dead_time: 1 }, /dead_time/],
  [
    "a negative factor",
    { ...CAMERA, factor: { ...CAMERA.factor, bqPerCountPerS: -1 } },
    /bqPerCountPerS/,
  ],
  ["an unknown nuclide", { ...CAMERA, nuclide: "Xx-1" }, /Xx-1/],
])("%s is refused", (_, camera, reason) => {
  const text = JSON.stringify({ schema: "gyre.camera/1", settings: [camera] });

  expect(() => parseCameras(text, "cameras.json")).toThrow(InputError);
  expect(() => parseCameras(text, "cameras.json")).toThrow(reason);
});

test("two settings of one id are refused", () => {
  expect(() => parseCameras(writeCameras([CAMERA, CAMERA]), "cameras.json")).toThrow(
    /two settings/,
  );
});
