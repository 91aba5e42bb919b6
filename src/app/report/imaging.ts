import { threeFigures } from "../threeFigures";
import { alignmentItems } from "./alignments";
import type { ReportInput, ReportSection } from "./section";

/** Camera, corrections and scans. */
export function imagingSection({ study, result }: ReportInput): ReportSection {
  const { partialVolumeFwhmMm } = result.prescription;
  const { camera } = study;
  return {
    title: "Imaging",
    items: [
      { name: "Camera and collimator", value: camera && `${camera.name}, ${camera.collimator}` },
      { name: "Reconstruction", value: camera?.reconstruction },
      {
        name: "Calibration factor and how it was found",
        value:
          camera &&
          `${camera.factor.note}, ${camera.nuclide}, ${camera.measuredOn}${camera.factor.relativeUncertainty === undefined ? "" : `, ± ${threeFigures(100 * camera.factor.relativeUncertainty)} %`}`,
      },
      { name: "Attenuation and scatter correction", value: undefined },
      {
        name: "Dead-time correction",
        value:
          camera?.deadTimeS === undefined
            ? undefined
            : `${threeFigures(1e6 * camera.deadTimeS)} µs`,
      },
      {
        name: "Partial-volume correction",
        value:
          partialVolumeFwhmMm === undefined
            ? "none"
            : `spill between structures undone at ${threeFigures(partialVolumeFwhmMm)} mm resolution`,
      },
      {
        name: "Registration",
        value:
          result.alignments.length > 1
            ? `${result.prescription.registration} to the reference scan`
            : "one scan",
      },
      ...alignmentItems(study.timePoints, result.alignments),
    ],
    table: {
      head: ["Scan", "Modality", "Nuclide", "h after administration", "Voxel, mm", "CT"],
      rows: study.timePoints.map((scan, n) => [
        `${scan.label}${n === study.reference ? " (reference)" : ""}`,
        scan.modality,
        scan.nuclide,
        threeFigures(scan.hoursAfterAdministration),
        scan.activity.grid.spacingMm.map(threeFigures).join(" × "),
        scan.anatomy ? "yes" : "none",
      ]),
    },
  };
}
