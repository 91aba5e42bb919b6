import { parseDicomFile } from "../formats/dicom/dicomFile";
import type { DicomSource } from "../formats/dicom/header";
import { segmentation } from "../formats/dicom/segmentation";
import { occupiedVoxels, volumeMl } from "../volume/mask";
import type { Work } from "../work";
import { type Drawable, drawnOn } from "./drawnOn";
import type { InventoryStructureSet } from "./inventory";
import { attempt, type Findings } from "./inventoryFindings";

/** DICOM segmentations with the voxels of each segment, on their own grids. */
export async function findSegmentations(
  sources: readonly DicomSource[],
  drawables: readonly Drawable[],
  found: Findings,
  work: Work,
): Promise<InventoryStructureSet[]> {
  const sets: InventoryStructureSet[] = [];
  for (const { header, read } of sources) {
    work.signal.throwIfAborted();
    const bytes = await read();
    sets.push(...(await attempt(found, () => [segments(bytes, header.file, drawables, found)])));
  }
  return sets;
}

function segments(
  bytes: Uint8Array,
  file: string,
  drawables: readonly Drawable[],
  found: Findings,
): InventoryStructureSet {
  const read = segmentation(parseDicomFile(bytes, file));
  found.problems.push(...read.notes);
  return {
    file,
    kind: "SEG",
    label: read.label,
    onId: drawnOn(drawables, read.referencedSeriesUids, read.frameOfReferenceUid)?.id,
    regions: read.segments.map(({ number, name, mask }) => ({
      number,
      name,
      voxels: occupiedVoxels(mask),
      volumeMl: volumeMl(mask),
    })),
  };
}
