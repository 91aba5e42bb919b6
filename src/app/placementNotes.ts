import type { WholeAlignment } from "../registration/alignByImages";
import { toScan } from "../registration/deformedMap";
import { type Grid, type Triple, toPatientMm } from "../volume/grid";
import type { EmissionScan } from "../volume/study";

/** Where scans of another session lie against the plan, and by what that is known: a sentence each. `grid` is that of the plan. */
export const placementNotes = (
  scans: readonly Pick<EmissionScan, "label">[],
  alignments: readonly WholeAlignment[],
  grid: Grid,
): string[] =>
  scans.map(({ label }, n) => {
    const alignment = alignments[n]!;
    const mm = Math.round(shiftMm(alignment, grid));
    return `The scan at ${label} lies ${mm} mm from the planning scan (at the middle of its grid), ${WAYS[alignment.by]}${agreement(alignment)}.`;
  });

const WAYS: Readonly<Record<WholeAlignment["by"], string>> = {
  reference: "which it is",
  headers: "as the headers have it, which no image confirms",
  CT: "as the CTs have it",
  emission: "as the emission images have it",
  user: "where the user placed it",
};

const agreement = ({ correlation }: WholeAlignment): string =>
  correlation
    ? `: they correlate to ${correlation.after.toFixed(2)}, by the headers to ${correlation.before.toFixed(2)}`
    : "";

function shiftMm(alignment: WholeAlignment, grid: Grid): number {
  const middle = toPatientMm(grid, grid.size.map((n) => (n - 1) / 2) as unknown as Triple);
  const there = toScan(alignment)(middle);
  return Math.hypot(...middle.map((mm, c) => there[c]! - mm));
}
