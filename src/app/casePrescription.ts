import type { Protocol } from "../planning/protocol";
import type { Case } from "../records/caseFile";
import { loadEarlierCycle } from "../records/loadEarlierCycle";
import type { ReadFile } from "../records/loadImage";
import { loadPatient } from "../records/loadPatient";
import type { Prescription } from "./planResult";
import { prescriptionOf } from "./prescriptionOf";
import { withChoices } from "./refit";

/** What a case asks for, with what its files tell of the patient and of an earlier cycle. See `prescriptionOf` for `chosen` and errors. */
export const casePrescription = async (
  data: Case,
  readFile: ReadFile,
  chosen?: Protocol,
): Promise<Prescription> => ({
  ...withChoices(prescriptionOf(data, chosen), await loadEarlierCycle(data, readFile)),
  ...(await loadPatient(data, readFile)),
});
