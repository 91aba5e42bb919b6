import * as v from "valibot";
import { assaySchema, excretionSchema } from "./administrationFields";
import { time } from "./scanSchema";
import { positive, text } from "./schemaParts";

/** What was given, and how it is known. */
export const administration = v.strictObject({
  nuclide: text("What was given before these scans: Lu-177."),
  carrier: v.exactOptional(text("The molecule or particle: DOTATATE.")),
  activityMBq: positive("Administered activity, residue in the syringe taken off."),
  purpose: v.exactOptional(
    v.pipe(
      v.picklist(["diagnostic", "therapy"]),
      v.description(
        "diagnostic: given for images, and its own dose counts before the therapy; therapy: a cycle. Without it an imaging nuclide that stands in for the planned one is diagnostic, all else is not.",
      ),
    ),
  ),
  at: v.exactOptional(time("Time of the administration")),
  assay: v.exactOptional(
    v.pipe(
      assaySchema,
      v.description("Where the activity comes from; needs the time of the administration."),
    ),
  ),
  excretion: v.exactOptional(
    v.pipe(
      excretionSchema,
      v.description("Urine, stool and blood drawn: closes the account of activity."),
    ),
  ),
});
