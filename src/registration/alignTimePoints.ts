import type { Gpu } from "../gpu/gpu";
import type { EmissionScan } from "../volume/study";
import { IDENTITY, type Transform } from "../volume/transform";
import { partOf, type Work } from "../work";

/** How time points are brought to the reference scan. */
export type AlignmentMethod = "headers";

/** How one time point lies against the reference. */
export interface Alignment {
  readonly scanId: string;
  /** Reference → this scan, patient mm. */
  readonly transform: Transform;
  /** What drove it, for the report. */
  readonly by: "reference" | "headers";
  /** Sentences about doubts. */
  readonly notes: readonly string[];
}

/** Brings every time point to the reference. By headers, positions are taken as the files state them. */
export async function alignTimePoints(
  _gpu: Gpu,
  timePoints: readonly EmissionScan[],
  reference: number,
  _method: AlignmentMethod,
  work: Work,
): Promise<Alignment[]> {
  const fixed = timePoints[reference]!;
  const alignments: Alignment[] = [];
  for (const [n, moving] of timePoints.entries()) {
    partOf(work, n / timePoints.length, 1).report(`Aligning ${moving.label}`, 0);
    alignments.push(
      moving === fixed
        ? { scanId: moving.id, transform: IDENTITY, by: "reference", notes: [] }
        : {
            scanId: moving.id,
            transform: IDENTITY,
            by: "headers",
            notes: frameNotes(fixed, moving),
          },
    );
  }
  return alignments;
}

function frameNotes(fixed: EmissionScan, moving: EmissionScan): string[] {
  const known = fixed.frameOfReferenceUid !== undefined && moving.frameOfReferenceUid !== undefined;
  if (known && fixed.frameOfReferenceUid === moving.frameOfReferenceUid) return [];
  return [
    `${moving.label}: its headers do not say how it lies against ${fixed.label} (another frame of reference); positions are taken as they stand.`,
  ];
}
