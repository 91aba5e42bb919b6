import * as v from "valibot";
import { InputError } from "../inputError";
import { NOTICE } from "../notice";
import { nuclide } from "../physics/nuclides";
import type { CameraSetting } from "../quantification/camera";
import { describeIssue } from "./describeIssue";
import { positive, text } from "./schemaParts";

const number = v.pipe(v.number(), v.finite());

const setting = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/),
    v.description("Letters, digits, _ . and -; unique in the file."),
  ),
  name: text("As a reader sees it: camera, collimator, nuclide, window, reconstruction."),
  nuclide: text("The nuclide that was calibrated: Lu-177."),
  collimator: text("MEHR."),
  window: v.exactOptional(text("Energy window: 208 keV ± 10 %.")),
  reconstruction: text("Algorithm, iterations, filter, corrections."),
  measuredOn: v.pipe(v.string(), v.isoDate(), v.description("Date of the phantom scan.")),
  factor: v.strictObject({
    bqPerCountPerS: positive("Bq/mL per (count/s/mL)."),
    relativeUncertainty: v.exactOptional(positive("One standard deviation.")),
    method: v.picklist(["phantom", "patientRelative", "planar", "typed"]),
    note: v.pipe(v.string(), v.description("How it was found.")),
  }),
  deadTimeS: v.exactOptional(positive("Of the whole detector, paralysable.")),
  recovery: v.exactOptional(
    v.pipe(
      v.strictObject({
        b1Ml: positive("Volume that shows half of its concentration."),
        b2: positive("Steepness."),
        covariance: v.pipe(
          v.tuple([number, number, number, number]),
          v.description("Of ln b1 and ln b2, row after row."),
        ),
        geometry: v.picklist(["sphere", "cylinder", "kidney"]),
        rangeMl: v.pipe(
          v.tuple([positive("Smallest insert."), positive("Largest insert.")]),
          v.description("Volumes of the smallest and the largest insert."),
        ),
      }),
      v.description("RC(V) = 1 − 1/(1 + (V/b1)^b2)."),
    ),
  ),
  resolutionMm: v.exactOptional(positive("FWHM of the reconstruction.")),
});

/** A library of cameras (schema "gyre.camera/1"). Unknown fields are refused. */
export const cameraSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(v.string()),
    schema: v.literal("gyre.camera/1"),
    notice: v.exactOptional(v.string()),
    settings: v.array(setting),
  }),
  v.title("Cameras of Gyre: calibration, dead time and recovery as measured"),
);

/**
 * The camera library in the text of a file (docs/schemas/camera.schema.json).
 *
 * @throws InputError naming the file and the place in it; ids that come twice and unknown nuclides are refused.
 */
export function parseCameras(json: string, fileName: string): CameraSetting[] {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw new InputError(
      `${fileName}: not JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const result = v.safeParse(cameraSchema, data);
  if (!result.success) throw new InputError(`${fileName}: ${describeIssue(result.issues)}`);
  const { settings } = result.output;
  const ids = settings.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new InputError(`${fileName}: two settings have the id "${twice}"`);
  return settings.map(({ factor, ...rest }) => ({
    ...rest,
    nuclide: nuclide(rest.nuclide).name,
    factor: { ...factor, relativeUncertainty: factor.relativeUncertainty },
    deadTimeS: rest.deadTimeS,
    recovery: rest.recovery,
    resolutionMm: rest.resolutionMm,
  }));
}

/** A library as the text of a file that `parseCameras` reads. */
export const writeCameras = (settings: readonly CameraSetting[]): string =>
  `${JSON.stringify({ schema: "gyre.camera/1", notice: NOTICE, settings }, null, 2)}\n`;
