import { sentenceName } from "../../volume/readableName";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** Structures with their masses. */
export function structuresSection({ result }: ReportInput): ReportSection {
  return {
    title: "Structures",
    items: [
      {
        name: "Masses",
        value: "volume times density of its voxels, from the CT of the reference scan",
      },
      { name: "Observer of the contours", value: undefined },
    ],
    table: {
      head: ["Structure", "Role", "Source", "mL", "g"],
      rows: result.structureDoses.map(({ structureId, name, role, volumeMl, massG }) => [
        sentenceName(name),
        role,
        result.structures.find(({ id }) => id === structureId)?.source ?? "",
        threeFigures(volumeMl),
        threeFigures(massG),
      ]),
    },
  };
}
