import type { Study } from "../volume/study";
import type { CalibrationFactor } from "./calibration";
import type { RecoveryCurve } from "./recovery";

/** One way of imaging with a camera, and all that was measured of it; kept, and used for every patient imaged so. */
export interface CameraSetting {
  readonly id: string;
  /** As a reader sees it: camera, collimator, nuclide, window, reconstruction. */
  readonly name: string;
  readonly nuclide: string;
  readonly collimator: string;
  /** Energy window: 208 keV ± 10 %. */
  readonly window?: string;
  readonly reconstruction: string;
  /** When the phantom was measured, ISO 8601 date. */
  readonly measuredOn: string;
  readonly factor: CalibrationFactor;
  /** Paralysable; undefined where not measured. */
  readonly deadTimeS: number | undefined;
  readonly recovery: RecoveryCurve | undefined;
  /** Resolution of the reconstruction, FWHM. */
  readonly resolutionMm: number | undefined;
}

/** A study with the camera that its scans were made by, where the case names one. */
export interface ImagedStudy extends Study {
  readonly camera?: CameraSetting;
}
