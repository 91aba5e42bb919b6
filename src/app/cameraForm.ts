import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { calibratePhantom, type FilledSpheres } from "../quantification/calibratePhantom";
import {
  type CalibrationFactor,
  factorFromPatient,
  factorFromPlanar,
  startOverMean,
} from "../quantification/calibration";
import type { CameraSetting } from "../quantification/camera";
import { type DeadTimeFit, type DeadTimeReading, fitDeadTime } from "../quantification/deadTime";
import { fitRecovery, type RecoveryReading } from "../quantification/recovery";
import type { PhantomScan } from "../records/phantomScan";
import { type Volume, volume } from "../volume/volume";

/** What the page asks for one camera setting; undefined numbers were left empty. */
export interface CameraForm {
  readonly id: string;
  readonly name: string;
  readonly nuclide: string;
  readonly collimator: string;
  readonly window: string;
  readonly reconstruction: string;
  /** ISO 8601 date. */
  readonly measuredOn: string;
  /** Geometry of the phantom as the report shall name it: walls, filled volume. */
  readonly phantom: string;
  readonly method: CalibrationFactor["method"];
  /** In the phantom, the planar source or the patient, when it was measured. */
  readonly activityMBq: number | undefined;
  readonly activityErrorPercent: number | undefined;
  /** From that measurement to the start of the scan, h. */
  readonly hoursToScan: number | undefined;
  readonly durationS: number | undefined;
  /** Of a planar image. */
  readonly counts: number | undefined;
  readonly backgroundCounts: number | undefined;
  /** Of the administered activity, before the scan. */
  readonly excretedPercent: number | undefined;
  /** A factor that was measured elsewhere. */
  readonly countsPerSPerMBq: number | undefined;
  /** Without the spheres. */
  readonly fillMl: number | undefined;
  /** Volumes of hot spheres in the scan; empty without any. */
  readonly spheresMl: readonly number[];
  /** Concentration of the spheres over that of the background; undefined: cold water. */
  readonly sphereRatio: number | undefined;
  readonly resolutionMm: number | undefined;
  /** Typed points of a recovery curve, in place of spheres in the scan. */
  readonly recoveryPoints: readonly RecoveryReading[];
  readonly deadTimeReadings: readonly DeadTimeReading[];
  /** All that the detector saw in the scan, counts/s: its dead time is then undone in the factor. */
  readonly observedPerS: number | undefined;
}

/** A camera setting with what it was fitted to. */
export interface CalibratedCamera {
  readonly setting: CameraSetting;
  readonly recoveryPoints: readonly RecoveryReading[];
  readonly deadTime:
    | { readonly fit: DeadTimeFit; readonly readings: readonly DeadTimeReading[] }
    | undefined;
  readonly findings: readonly string[];
}

const TYPICAL_RESOLUTION_MM = 10;

/**
 * A camera setting from what was typed and, where the method asks for one, a scan in counts.
 *
 * @throws InputError naming what is missing or does not fit.
 */
export function calibrateFrom(form: CameraForm, scan: PhantomScan | undefined): CalibratedCamera {
  const readings = form.deadTimeReadings;
  const fit = readings.length > 0 ? fitDeadTime(readings) : undefined;
  const found = factorOf(form, scan, fit);
  const recoveryPoints = found.spheres.length > 0 ? found.spheres : form.recoveryPoints;
  const name = nuclide(stated("nuclide", form.nuclide)).name;
  const geometry = form.phantom.trim() === "" ? "" : `; phantom: ${form.phantom.trim()}`;
  return {
    setting: {
      id: stated("id", form.id),
      name: stated("name", form.name),
      nuclide: name,
      collimator: stated("collimator", form.collimator),
      ...(form.window.trim() === "" ? {} : { window: form.window.trim() }),
      reconstruction: stated("reconstruction", form.reconstruction),
      measuredOn: stated("date", form.measuredOn),
      factor: { ...found.factor, note: `${found.factor.note}${geometry}` },
      deadTimeS: fit && fit.tauS > 0 ? fit.tauS : undefined,
      recovery: recoveryPoints.length > 0 ? fitRecovery(recoveryPoints, "sphere") : undefined,
      resolutionMm: form.resolutionMm,
    },
    recoveryPoints,
    deadTime: fit ? { fit, readings } : undefined,
    findings: found.findings,
  };
}

interface Found {
  readonly factor: CalibrationFactor;
  readonly spheres: readonly RecoveryReading[];
  readonly findings: readonly string[];
}

function factorOf(
  form: CameraForm,
  scan: PhantomScan | undefined,
  deadTime: DeadTimeFit | undefined,
): Found {
  const only = (factor: CalibrationFactor): Found => ({ factor, spheres: [], findings: [] });
  switch (form.method) {
    case "typed":
      return only({
        bqPerCountPerS: 1e6 / given("sensitivity, counts/s per MBq", form.countsPerSPerMBq),
        relativeUncertainty: errorOf(form),
        method: "typed",
        note: "typed",
      });
    case "planar":
      return only(
        factorFromPlanar(
          {
            counts: given("counts", form.counts),
            backgroundCounts: form.backgroundCounts ?? 0,
            durationS: given("duration of the scan, s", form.durationS),
          },
          sourceOf(form),
        ),
      );
    case "patientRelative":
      return only(
        factorFromPatient(
          scanOf(form, scan, deadTime),
          sourceOf(form),
          (form.excretedPercent ?? 0) / 100,
        ),
      );
    case "phantom":
      return calibratePhantom({
        scan: scanOf(form, scan, deadTime),
        source: sourceOf(form),
        resolutionMm: form.resolutionMm ?? TYPICAL_RESOLUTION_MM,
        ...(form.fillMl === undefined ? {} : { fillMl: form.fillMl }),
        ...(form.spheresMl.length > 0 ? { spheres: spheresOf(form) } : {}),
      });
    default:
      return form.method satisfies never;
  }
}

const spheresOf = ({ spheresMl, sphereRatio }: CameraForm): FilledSpheres => ({
  volumesMl: spheresMl,
  overBackground: sphereRatio,
});

const errorOf = ({ activityErrorPercent }: CameraForm) =>
  activityErrorPercent === undefined || activityErrorPercent === 0
    ? undefined
    : activityErrorPercent / 100;

function sourceOf(form: CameraForm) {
  const error = errorOf(form);
  return {
    activityMBq: given("activity, MBq", form.activityMBq),
    ...(error === undefined ? {} : { relativeUncertainty: error }),
    hoursToScan: form.hoursToScan ?? 0,
    halfLifeH: nuclide(stated("nuclide", form.nuclide)).halfLifeS / HOUR_S,
  };
}

function scanOf(
  { durationS: typedS, observedPerS, nuclide: name }: CameraForm,
  scan: PhantomScan | undefined,
  deadTime: DeadTimeFit | undefined,
) {
  if (!scan) throw new InputError("camera: expected a scan in counts; load one");
  if (observedPerS !== undefined && !deadTime)
    throw new InputError(
      "camera: the rate of the whole detector needs the readings of the dead time beside it",
    );
  const durationS = given("duration of the scan, s", typedS);
  const halfLifeH = nuclide(stated("nuclide", name)).halfLifeS / HOUR_S;
  return {
    counts: scan.atStart ? meanOf(scan.counts, startOverMean(durationS, halfLifeH)) : scan.counts,
    durationS,
    ...(deadTime && observedPerS !== undefined
      ? { deadTime: { observedPerS, tauS: deadTime.tauS } }
      : {}),
  };
}

/** Counts at the start of the scan as those of its mean rate. */
const meanOf = ({ grid, values }: Volume<"counts">, startOver: number): Volume<"counts"> =>
  volume(
    "counts",
    grid,
    values.map((count) => count / startOver),
  );

function given(what: string, value: number | undefined): number {
  if (value !== undefined && value > 0) return value;
  throw new InputError(
    `camera: ${what}: expected a positive number, received ${value ?? "nothing"}`,
  );
}

function stated(what: string, value: string): string {
  if (value.trim() !== "") return value.trim();
  throw new InputError(`camera: ${what}: expected a text, received nothing`);
}

/** The spheres of the NEMA NU 2 phantom: inner diameters of 10 to 37 mm, mL. */
export const NEMA_SPHERES_ML: readonly number[] = [10, 13, 17, 22, 28, 37].map((mm) =>
  Number((((Math.PI / 6) * mm ** 3) / 1000).toPrecision(4)),
);
