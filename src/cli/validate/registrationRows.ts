import type { ValidationSection } from "./context";
import { LUTETIUM_PATIENT } from "./lutetiumPatient";
import { patientAlignmentRows } from "./patientAlignmentRows";
import { rigidMotionRows } from "./rigidMotionRows";
import { sliceRows } from "./sliceRows";
import { smoothDeformationRows } from "./smoothDeformationRows";
import { stillOrganRows } from "./stillOrganRows";
import { warpRows } from "./warpRows";

export const registrationSection: ValidationSection = {
  title: "Registration",
  about:
    "Brain slices with known transforms (ITK's examples), a volume warped by a known displacement field (STIR), and a brain volume moved by transforms of our own (fixed seed): errors are distances at points all over the head. Then two noisy CTs of one phantom that lies still. Last the two SPECT of a real patient, a day apart, by the lesions drawn on each.",
  needs: ["registration-2d", "registration-warp", "registration-brain", LUTETIUM_PATIENT],
  rows: async (context) => [
    ...(await sliceRows(context)),
    ...warpRows(context.reference),
    ...(await rigidMotionRows(context)),
    ...(await smoothDeformationRows(context)),
    ...(await stillOrganRows(context)),
    ...(await patientAlignmentRows(context)),
  ],
};
