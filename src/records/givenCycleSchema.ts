import * as v from "valibot";
import { administration } from "./administrationSchema";
import { choicesPerStructure } from "./kineticChoiceSchema";
import { REGISTRATIONS } from "./registrationName";
import { id, path, scan } from "./scanSchema";
import { MODELS, positive } from "./schemaParts";

/** A cycle of the course that was given: its activity alone, its own scans, its dose, or the plan that they were calculated by separately. */
export const givenCycle = v.strictObject({
  activityMBq: v.exactOptional(
    positive("Administered activity; in place of `administration`. A plan has its own."),
  ),
  administration: v.exactOptional(
    v.strictObject({
      ...administration.entries,
      nuclide: v.exactOptional(administration.entries.nuclide),
    }),
  ),
  date: v.exactOptional(
    v.pipe(
      v.string(),
      v.isoDate(),
      v.description("Day of the administration, where its time is not given: 2026-03-02."),
    ),
  ),
  scans: v.exactOptional(
    v.pipe(
      v.array(scan),
      v.minLength(1),
      v.description(
        "Of this cycle alone, in order of time. They are brought to the reference scan of the case, whose structures and CT they are evaluated with.",
      ),
    ),
  ),
  reference: v.exactOptional(
    v.pipe(
      id,
      v.description(
        "Which of the scans shows where decays are; without it the one whose time is nearest to that of the reference of the case.",
      ),
    ),
  ),
  registration: v.exactOptional(
    v.pipe(
      v.picklist(REGISTRATIONS),
      v.description(
        "How the scans are brought to the reference of the case. Without it as there; rigid where the case goes by headers, which know nothing of another day.",
      ),
    ),
  ),
  kinetics: v.exactOptional(
    v.strictObject({
      model: v.exactOptional(v.picklist(MODELS)),
      perStructure: v.exactOptional(choicesPerStructure),
    }),
  ),
  dose: v.exactOptional(
    v.pipe(
      path,
      v.description(
        "Its dose as a file, NIfTI or DICOM RT Dose, in the patient coordinates of the plan, relative to the case file.",
      ),
    ),
  ),
  doseUnit: v.exactOptional(
    v.pipe(
      v.picklist(["Gy", "Gy per GBq"]),
      v.description("What the values of `dose` are, where the file does not say it."),
    ),
  ),
  plan: v.exactOptional(
    v.pipe(path, v.description("plan.json of this cycle's own scans, relative to the case file.")),
  ),
});

/** A cycle as a case tells it. */
export type CaseCycle = v.InferOutput<typeof givenCycle>;

/** One that is told by its scans. */
export type ScannedCycle = CaseCycle & Required<Pick<CaseCycle, "scans">>;
