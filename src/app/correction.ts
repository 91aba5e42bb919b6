import { InputError } from "../inputError";
import type { CameraSetting } from "../quantification/camera";
import type { RecoveryCurve } from "../quantification/recovery";
import { volumeMl } from "../volume/mask";
import type { Structure } from "../volume/study";
import type { Prescription } from "./planResult";

/** How activities are corrected for partial volume: nothing, spill at a resolution, or a recovery curve. */
export interface Correction {
  readonly fwhmMm: number | undefined;
  readonly curve: RecoveryCurve | undefined;
}

type Asked = Pick<Prescription, "partialVolume" | "partialVolumeFwhmMm">;

/**
 * What the prescription asks for, with the resolution of the camera where it states none.
 *
 * @throws InputError where the method needs a curve or a resolution that is not known.
 */
export function correctionOf(
  { partialVolume, partialVolumeFwhmMm }: Asked,
  camera: CameraSetting | undefined,
): Correction {
  const fwhmMm = resolutionOf(partialVolumeFwhmMm, camera);
  if (partialVolume === "none") return { fwhmMm: undefined, curve: undefined };
  if (partialVolume === undefined) return { fwhmMm, curve: undefined };
  if (fwhmMm === undefined)
    throw new InputError(
      `partialVolume: "${partialVolume}" needs the resolution of the scans (resolutionFwhmMm, or that of the camera)`,
    );
  if (partialVolume === "transferMatrix") return { fwhmMm, curve: undefined };
  if (!camera?.recovery)
    throw new InputError(
      `partialVolume: "recovery" needs a camera with a recovery curve${camera ? `; ${camera.name} has none` : ""}`,
    );
  return { fwhmMm, curve: camera.recovery };
}

/** FWHM as the case states it, else as it was measured of the camera. */
export const resolutionOf = (
  statedMm: number | undefined,
  camera: CameraSetting | undefined,
): number | undefined => statedMm ?? camera?.resolutionMm;

/** What a recovery curve cannot say of these structures. */
export function correctionWarnings(
  structures: readonly Structure[],
  { curve }: Correction,
): string[] {
  if (!curve) return [];
  const [least, most] = curve.rangeMl;
  const beyond = structures.filter(
    ({ role, mask }) => role !== "body" && (volumeMl(mask) < least || volumeMl(mask) > most),
  );
  return [
    `Recovery was measured with inserts of the shape "${curve.geometry}" and applied to every structure; other shapes are known to differ by up to 22 %.`,
    ...(beyond.length === 0
      ? []
      : [
          `${beyond.map(({ name }) => name).join(", ")}: beyond the inserts of ${least.toPrecision(3)} to ${most.toPrecision(3)} mL whose recovery was measured.`,
        ]),
  ];
}
