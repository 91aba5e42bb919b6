import type { CameraForm } from "../src/app/cameraForm";

export type TextKey = "name" | "collimator" | "window" | "reconstruction" | "phantom";
export type NumberKey = {
  [K in keyof CameraForm]: CameraForm[K] extends number | undefined ? K : never;
}[keyof CameraForm];

/** Which hot spheres a phantom holds. */
export const SPHERES = [
  ["none", "none: a cylinder"],
  ["nema", "NEMA, 10 to 37 mm"],
  ["own", "others"],
] as const;
export type SpheresOf = (typeof SPHERES)[number][0];

/** Ways to a camera, as they are offered. */
export const METHODS = [
  ["phantom", "phantom scan"],
  ["planar", "planar source or sweep"],
  ["patientRelative", "patient scan as a whole"],
  ["typed", "typed"],
] as const satisfies readonly (readonly [CameraForm["method"], string])[];

export const TEXTS: readonly (readonly [TextKey, string])[] = [
  ["name", "Name"],
  ["collimator", "Collimator"],
  ["window", "Energy window"],
  ["reconstruction", "Reconstruction"],
  ["phantom", "Phantom (wall, fill)"],
];

const SCANS = ["phantom", "patientRelative"] as const;
/** Numbers with their titles, and the methods that ask for them. */
export const NUMBERS: readonly (readonly [NumberKey, string, readonly CameraForm["method"][]])[] = [
  ["countsPerSPerMBq", "Sensitivity (counts/s per MBq)", ["typed"]],
  ["activityMBq", "Activity when measured (MBq)", [...SCANS, "planar"]],
  ["hoursToScan", "From then to the scan (h)", [...SCANS, "planar"]],
  ["activityErrorPercent", "Error of it, 1 SD (%)", [...SCANS, "planar", "typed"]],
  ["durationS", "Duration (s)", [...SCANS, "planar"]],
  ["counts", "Counts", ["planar"]],
  ["backgroundCounts", "Background counts", ["planar"]],
  ["excretedPercent", "Excreted by then (%)", ["patientRelative"]],
  ["fillMl", "Filled without spheres (mL)", ["phantom"]],
  ["observedPerS", "Whole detector (counts/s)", [...SCANS]],
];

/** Before anything is typed. */
export const EMPTY_CAMERA: CameraForm = {
  id: "",
  name: "",
  nuclide: "Lu-177",
  collimator: "",
  window: "",
  reconstruction: "",
  measuredOn: "",
  phantom: "",
  method: "phantom",
  activityMBq: undefined,
  activityErrorPercent: undefined,
  hoursToScan: undefined,
  durationS: undefined,
  counts: undefined,
  backgroundCounts: undefined,
  excretedPercent: undefined,
  countsPerSPerMBq: undefined,
  fillMl: undefined,
  spheresMl: [],
  sphereRatio: undefined,
  resolutionMm: undefined,
  recoveryPoints: [],
  deadTimeReadings: [],
  observedPerS: undefined,
};

/** An id of letters, digits and underscores from a name. */
export const cameraIdOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "") || "camera";
