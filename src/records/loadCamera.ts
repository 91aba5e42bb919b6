import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import type { CameraSetting } from "../quantification/camera";
import { parseCameras } from "./cameraFile";
import type { Case } from "./caseSchema";
import type { ReadFile } from "./loadImage";

/**
 * The setting of the case's camera for the nuclide of its scans, or the one that was chosen in its place; undefined where there is neither.
 *
 * @throws InputError where none fits, several do, or scans of several nuclides ask for one.
 */
export async function loadCamera(
  { camera, cameraSetting, scans }: Case,
  readFile: ReadFile,
  chosen?: CameraSetting,
): Promise<CameraSetting | undefined> {
  if (chosen) return fittingCamera(chosen, scans);
  if (camera === undefined) {
    if (cameraSetting !== undefined)
      throw new InputError(`cameraSetting: "${cameraSetting}" needs a camera`);
    return undefined;
  }
  const settings = parseCameras(new TextDecoder().decode(await readFile(camera)), camera);
  const seen = [...new Set(scans.map((scan) => nuclide(scan.nuclide).name))];
  if (seen.length > 1)
    throw new InputError(`camera: expected scans of one nuclide, received ${seen.join(", ")}`);
  const fitting = settings.filter(
    ({ id, nuclide: calibrated }) =>
      calibrated === seen[0] && (cameraSetting === undefined || id === cameraSetting),
  );
  if (fitting.length === 1) return fitting[0];
  const held = settings.map(({ id, nuclide: calibrated }) => `${id} (${calibrated})`).join(", ");
  throw new InputError(
    `${camera}: expected one setting for ${seen[0]}${cameraSetting === undefined ? "" : ` of the id "${cameraSetting}"`}, received ${held || "none"}${fitting.length > 1 ? "; say which by cameraSetting" : ""}`,
  );
}

function fittingCamera(chosen: CameraSetting, scans: Case["scans"]): CameraSetting {
  const seen = [...new Set(scans.map((scan) => nuclide(scan.nuclide).name))];
  if (seen.length === 1 && seen[0] === chosen.nuclide) return chosen;
  throw new InputError(
    `camera ${chosen.name}: expected a calibration of ${seen.join(" and ")}, which the scans show, received one of ${chosen.nuclide}`,
  );
}
