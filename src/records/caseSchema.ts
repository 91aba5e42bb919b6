import * as v from "valibot";
import { PARTIAL_VOLUME_METHODS } from "../quantification/partialVolume";
import type { Role } from "../volume/study";
import { administration } from "./administrationSchema";
import { caseProtocolSchema } from "./caseProtocolSchema";
import { daughtersSchema } from "./daughterSchema";
import { givenCycle } from "./givenCycleSchema";
import { choicesPerStructure } from "./kineticChoiceSchema";
import { measurementsSchema } from "./patientSchema";
import { REGISTRATIONS } from "./registrationName";
import { type dicomSeries, id, path, scan } from "./scanSchema";
import { scenarioSchema } from "./scenarioSchema";
import { MODELS, positive, text } from "./schemaParts";
import { caseSpheresSchema } from "./spheresSchema";
import { commonRbe, earlierDoses, isodosesGy, spreadEntries } from "./whatIfSchema";

const ROLES = [
  "organ",
  "tumour",
  "territory",
  "marrow",
  "body",
  "other",
] as const satisfies readonly Role[];
/** The calibration has a field of its own. */
const { calibrationPercent: _, ...spreadOfCase } = spreadEntries;

const structureName = v.strictObject({
  id,
  name: text("As a reader sees it."),
  role: v.picklist(ROLES),
});

const labelMap = v.strictObject({
  labels: v.pipe(path, v.description("A NIfTI file of whole numbers, relative to the case file.")),
  rtstruct: v.exactOptional(v.undefined()),
  onScan: v.pipe(id, v.description("The scan, or the scan of the CT, that it was drawn on.")),
  names: v.pipe(
    v.union([
      v.record(v.pipe(v.string(), v.regex(/^[1-9]\d*$/)), structureName),
      v.literal("TotalSegmentator 2 total"),
    ]),
    v.description("By label number. Labels that are not named are left out."),
  ),
});

const contours = v.strictObject({
  rtstruct: v.pipe(path, v.description("A DICOM RTSTRUCT file, relative to the case file.")),
  onScan: v.pipe(id, v.description("The scan, or the scan of the CT, that it was drawn on.")),
  rois: v.pipe(
    v.record(v.string(), structureName),
    v.description("By ROI name. ROIs that are not named are left out."),
  ),
});

/** What a case file may hold. Unknown fields are refused: a misspelt one would be ignored in silence. */
export const caseSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(v.string()),
    schema: v.literal("gyre.case/1"),
    patient: text("A label, no name: it appears in every report."),
    administration: administration,
    scans: v.pipe(v.array(scan), v.minLength(1), v.description("In order of time.")),
    reference: v.pipe(id, v.description("The scan that all others are brought to.")),
    givenCycles: v.exactOptional(
      v.pipe(
        v.array(givenCycle),
        v.description(
          "Cycles of this course that were given, in their order; limits then speak of those still to come.",
        ),
      ),
    ),
    structures: v.array(v.variant("rtstruct", [labelMap, contours])),
    resolutionFwhmMm: v.exactOptional(
      positive("Resolution of the emission scans; that of the camera where it is left out."),
    ),
    camera: v.exactOptional(
      v.pipe(
        path,
        v.description(
          "A camera library (gyre.camera/1), relative to the case file: factor, dead time, recovery.",
        ),
      ),
    ),
    cameraSetting: v.exactOptional(
      v.pipe(
        id,
        v.description("Which setting of `camera`, where it has several of the scans' nuclide."),
      ),
    ),
    calibrationUncertaintyPercent: v.exactOptional(
      positive(
        "One standard deviation of the calibration of the scans, %; without it that of the camera, else 5.",
      ),
    ),
    measurements: v.exactOptional(
      v.pipe(
        measurementsSchema,
        v.description("What is measured of the patient, images apart; limits rest on it."),
      ),
    ),
    partialVolume: v.exactOptional(
      v.pipe(
        v.picklist(PARTIAL_VOLUME_METHODS),
        v.description(
          "transferMatrix undoes the spill between structures at the resolution; recovery divides the mean of each structure above its surroundings by the curve of the camera; none leaves activities as the images show them. Without it: transferMatrix where a resolution is known, else none.",
        ),
      ),
    ),
    spheres: v.exactOptional(
      v.pipe(
        caseSpheresSchema,
        v.description("Microspheres: doses wanted, lung shunt, activities of the territories."),
      ),
    ),
    protocol: caseProtocolSchema,
    earlier: v.exactOptional(
      v.pipe(
        earlierDoses,
        v.description(
          'Dose before this course, by structure id, or "blood" and "wholeBody"; limits over the course hold it.',
        ),
      ),
    ),
    rbeAlpha: v.exactOptional(commonRbe),
    spread: v.exactOptional(
      v.pipe(
        v.strictObject(spreadOfCase),
        v.description("Standard deviations that the page starts with, %."),
      ),
    ),
    isodosesGy: v.exactOptional(
      v.pipe(isodosesGy, v.description("Doses at which the page draws lines, Gy.")),
    ),
    scenarios: v.exactOptional(
      v.pipe(
        v.union([path, v.array(scenarioSchema)]),
        v.description(
          "What is compared with the plan: scenarios, or a file of them (gyre.scenarios/1), relative to the case file.",
        ),
      ),
    ),
    kinetics: v.strictObject({
      model: v.picklist(MODELS),
      readingErrorPercent: v.exactOptional(
        positive(
          "One standard deviation of a reading of an activity, % of it; without it all readings weigh alike.",
        ),
      ),
      over: v.exactOptional(
        v.pipe(
          v.picklist(["structures", "voxels", "voxelShape"]),
          v.description(
            "structures: one curve a structure, its decays spread as the reference scan shows them. voxels: one exponential a voxel of the aligned scans. voxelShape: voxels say where the decays of a structure are, its own curve how many. Without it: structures.",
          ),
        ),
      ),
      earlierPlan: v.exactOptional(
        v.pipe(
          path,
          v.description(
            "plan.json of an earlier cycle, relative to the case file. With one or two scans, each region without an entry in perStructure takes its kinetics from there, scaled to its readings.",
          ),
        ),
      ),
      perStructure: v.exactOptional(choicesPerStructure),
    }),
    daughters: v.exactOptional(
      v.pipe(
        daughtersSchema,
        v.description(
          "Where daughters of an alpha emitter go, by name: those that live 4 min or longer and bring alphas. Without an entry a daughter decays where it is formed.",
        ),
      ),
    ),
    dose: v.strictObject({
      method: v.picklist(["local", "kernel", "densityScaledKernel", "massPathKernel"]),
      kernelDensityGPerCm3: positive("Density of the medium of the dose kernels."),
    }),
    registration: v.pipe(
      v.picklist(REGISTRATIONS),
      v.description(
        "How the scans are brought to the reference. headers, or none: by their positions alone. translation and rigid: by CT, else by the emission images. affine and deformable: by CT; scans without one are aligned rigidly.",
      ),
    ),
    localRefinement: v.exactOptional(
      v.pipe(
        v.boolean(),
        v.description(
          "Whether organs and lesions that stand out in the emission images may move on their own, each as a rigid body, after the whole was aligned. Without it: no.",
        ),
      ),
    ),
    toConfirm: v.exactOptional(
      v.pipe(
        v.array(v.string()),
        v.description(
          "What was taken from the files or left open and should be looked at. It does not keep the case from being calculated; it goes with every result.",
        ),
      ),
    ),
    openQuestions: v.exactOptional(
      v.pipe(
        v.array(v.string()),
        v.description("What must be settled first. A case that has any is not calculated."),
      ),
    ),
  }),
  v.title("A case of Gyre: one patient's scans, structures and prescription"),
);

export type Case = v.InferOutput<typeof caseSchema>;
export type CaseScan = Case["scans"][number];
export type CaseStructures = Case["structures"][number];
export type CaseImage = CaseScan["image"] | NonNullable<CaseScan["anatomy"]>;
export type CaseDicomSeries = v.InferOutput<typeof dicomSeries>;
export type CaseStructureName = v.InferOutput<typeof structureName>;
