import * as v from "valibot";
import { REGISTRATIONS } from "./registrationName";
import { positive, text } from "./schemaParts";

/** A moment that means this. */
export const time = (meaning: string) =>
  v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description(`${meaning}. ISO 8601 with seconds and an offset: 2026-03-02T09:15:00+01:00.`),
  );
/** A file of the case. */
export const path = text("A file, relative to the case file.");
/** Of a scan or structure. */
export const id = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/),
  v.description("Letters, digits, _ . and -; unique among its kind."),
);

/** A series among DICOM files. */
export const dicomSeries = v.strictObject({
  dicom: v.pipe(v.array(path), v.minLength(1), v.description("All files of the series.")),
  seriesUid: text("SeriesInstanceUID; other series among the files are left out."),
});

const emissionNifti = v.strictObject({
  nifti: path,
  unit: v.pipe(
    v.picklist(["Bq/mL", "kBq/mL", "MBq/mL"]),
    v.description("What the values are: NIfTI does not say."),
  ),
  decayCorrectedTo: v.pipe(
    v.picklist(["scan", "administration"]),
    v.description(
      "The time for which the values hold: that of the scan (no correction beyond it), or the administration (undone on reading).",
    ),
  ),
});

const acquisition = v.pipe(
  v.strictObject({
    durationS: positive("Of the whole scan, as it was counted for the phantom of the camera."),
    observedPerS: v.exactOptional(
      positive("All that the detector saw, counts/s: the dead time of the camera is then undone."),
    ),
    deadTime: v.exactOptional(
      v.pipe(v.literal("left"), v.description("The dead time is not undone, whatever the rate.")),
    ),
  }),
  v.description("The values are counts: the `camera` of the case turns them into activity."),
);

const emissionCounts = v.strictObject({
  nifti: path,
  unit: v.literal("counts"),
  acquisition,
});

const emissionRelative = v.strictObject({
  nifti: path,
  unit: v.pipe(
    v.literal("relative"),
    v.description(
      "Values in any unit, in proportion to the activity: all that was administered is taken to be in the organs and tumours drawn (99mTc-MAA, microspheres).",
    ),
  ),
});

const emissionDicom = v.strictObject({
  ...dicomSeries.entries,
  relative: v.exactOptional(
    v.pipe(
      v.literal(true),
      v.description(
        "Only proportions count: all that was administered is taken to be in the organs and tumours drawn (99mTc-MAA, microspheres).",
      ),
    ),
  ),
  acquisition: v.exactOptional(acquisition),
  decayCorrection: v.exactOptional(
    v.pipe(
      v.picklist(["NONE", "START", "ADMIN"]),
      v.description("To which moment the values are corrected, where the files do not say."),
    ),
  ),
  bqPerMlPerUnit: v.exactOptional(
    positive("Calibration: Bq/mL of one stored unit, where the files are in counts."),
  ),
});

/** One emission scan of a case, with its CT. */
export const scan = v.strictObject({
  id,
  label: text("As a reader sees it: 24 h."),
  modality: v.picklist(["SPECT", "PET"]),
  nuclide: text("The nuclide that the camera saw: Lu-177."),
  image: v.union([emissionNifti, emissionCounts, emissionRelative, emissionDicom]),
  hoursAfterAdministration: v.exactOptional(
    positive("Time of the scan. DICOM scans may leave it, and `acquired`, to their files."),
  ),
  acquired: v.exactOptional(
    time("Time of the scan, instead of the hours; needs the time of the administration"),
  ),
  anatomy: v.exactOptional(v.union([v.strictObject({ nifti: path }), dicomSeries])),
  registration: v.exactOptional(
    v.pipe(
      v.picklist(REGISTRATIONS),
      v.description("How this scan is brought to the reference, in place of the case's way."),
    ),
  ),
});
