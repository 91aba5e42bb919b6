import type { Alignment } from "../../registration/alignTimePoints";
import type { EmissionScan } from "../../volume/study";
import type { ReportItem } from "./section";

/** How each scan was brought to the reference and how well: one item a scan but the reference. */
export const alignmentItems = (
  scans: readonly EmissionScan[],
  alignments: readonly Alignment[],
): ReportItem[] =>
  alignments
    .filter(({ by }) => by !== "reference")
    .map((alignment) => ({
      name: `Alignment of ${scans.find(({ id }) => id === alignment.scanId)?.label ?? alignment.scanId}`,
      value: alignmentText(alignment),
    }));

/** Method, what drove it, correlation of those images by the headers and after, and volumes where it may change them; with what is doubtful. */
function alignmentText({
  by,
  method,
  correlation,
  jacobian,
  deformation,
  notes,
}: Alignment): string {
  if (by === "user") return joined(["placed by hand", ...notes]);
  if (method === undefined) return joined(["by the headers alone", ...notes]);
  const figures = correlation
    ? [
        `correlation ${correlation.before.toFixed(3)} by the headers, ${correlation.after.toFixed(3)} after`,
      ]
    : [];
  const volumes = jacobian
    ? [
        deformation
          ? `volumes ×${jacobian.minimum.toFixed(2)} to ×${jacobian.maximum.toFixed(2)} (Jacobian, mean ×${jacobian.mean.toFixed(3)}), folded voxels ${jacobian.folded}`
          : `volume ×${jacobian.mean.toFixed(3)}`,
      ]
    : [];
  return joined([
    `${method} by ${by === "CT" ? "CT" : "the emission images"}`,
    ...figures,
    ...volumes,
    ...notes,
  ]);
}

const joined = (parts: readonly string[]) => parts.join("; ");
