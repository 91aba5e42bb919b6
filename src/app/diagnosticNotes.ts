import { readableName } from "../volume/readableName";
import type { Administration } from "../volume/study";
import type { DiagnosticDose } from "./diagnosticDose";
import { isDiagnostic } from "./diagnosticPurpose";
import type { Prescription } from "./planResult";
import { threeFigures } from "./threeFigures";

/** What gave a diagnostic dose: "diagnostic In-111 DOTATATE, 185 MBq". */
export const diagnosticLabel = ({
  nuclide,
  carrier,
  activityMBq,
}: Pick<DiagnosticDose, "nuclide" | "carrier" | "activityMBq">): string =>
  `diagnostic ${nuclide}${carrier === "not stated" ? "" : ` ${carrier}`}, ${threeFigures(activityMBq)} MBq`;

/** Sentences that go with the dose of a diagnostic administration. */
export function diagnosticNotes(
  given: Omit<DiagnosticDose, "notes">,
  { doseMethod }: Pick<Prescription, "doseMethod">,
): string[] {
  const most = [...given.structures].sort((a, b) => b.meanGy - a.meanGy)[0];
  const label = diagnosticLabel(given);
  const others = given.nuclides.slice(1);
  return [
    ...(most
      ? [
          `${capital(label)}: its own dose, ${threeFigures(most.meanGy)} Gy to ${readableName(most.name)} and less to all others, counts as dose before the therapy.`,
        ]
      : []),
    ...(others.length > 0
      ? [`${capital(label)}: its dose holds that of ${others.join(", ")}.`]
      : []),
    ...(given.method === doseMethod
      ? []
      : [
          `${capital(label)}: photons are most of its dose and would give nothing by local deposition; the kernel of a uniform medium stands in.`,
        ]),
  ];
}

/** That another nuclide of therapy was given before the scans and does not count, where the study does not say what for. */
export const notCountedNote = (
  administration: Administration,
  prescription: Pick<Prescription, "nuclide">,
): string[] => {
  const { nuclide, purpose, activityMBq } = administration;
  if (nuclide === prescription.nuclide || purpose !== undefined) return [];
  if (isDiagnostic(administration, prescription)) return [];
  return [
    `The dose of the ${threeFigures(activityMBq)} MBq ${nuclide} that the scans show is not counted before that of ${prescription.nuclide}: if it was given beside this therapy, state administration.purpose "diagnostic", which counts it.`,
  ];
};

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
