import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** Who was given what, and when. */
export function radiopharmaceuticalSection({
  study: { patient, administration },
  result,
}: ReportInput): ReportSection {
  return {
    title: "Patient and radiopharmaceutical",
    items: [
      { name: "Patient", value: patient },
      {
        name: "Therapy",
        value: `${result.prescription.nuclide}, ${result.prescription.protocol.carrier}`,
      },
      {
        name: "Administered before the scans",
        value: `${threeFigures(administration.activityMBq)} MBq ${administration.nuclide} ${administration.carrier}`,
      },
      { name: "Time of administration", value: administration.at },
      { name: "Residual activity in syringe and line", value: undefined },
    ],
  };
}
