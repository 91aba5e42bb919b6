import type { DicomHeader } from "../formats/dicom/header";

/** PatientIDs of the files in order, and a sentence where the files seem to belong to more than one patient. */
export function patientsOf(headers: readonly DicomHeader[]): {
  readonly patients: readonly string[];
  readonly problem: string | undefined;
} {
  const patients = distinct(headers.map(({ patientId }) => patientId));
  if (patients.length > 1)
    return {
      patients,
      problem: `The files belong to ${patients.length} patients (${quoted(patients)}); a plan needs those of one.`,
    };
  const names = new Map(headers.map(({ patientName }) => [comparable(patientName), patientName]));
  names.delete("");
  const shown = [...names.values()].sort();
  return {
    patients,
    problem:
      shown.length > 1
        ? `The files name ${shown.length} patients (${quoted(shown)}) ${patients.length === 1 ? `under one PatientID "${patients[0]}"` : "and no PatientID"}; make sure that they are of one before planning.`
        : undefined,
  };
}

const distinct = (texts: readonly string[]) =>
  [...new Set(texts)].filter((text) => text !== "").sort();
const quoted = (texts: readonly string[]) => texts.map((text) => `"${text}"`).join(", ");

/** Case, accents and how the parts of a name are set apart tell no two patients apart. */
const comparable = (name: string) =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toUpperCase()
    .replaceAll(/[\s^=,.]+/g, " ")
    .trim();
