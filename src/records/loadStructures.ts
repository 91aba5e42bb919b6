import { looksLikeDicom, parseDicomFile } from "../formats/dicom/dicomFile";
import { dicomHeader, objectName } from "../formats/dicom/header";
import { type RtRegion, rtStructureSet } from "../formats/dicom/rtStruct";
import { readNifti } from "../formats/nifti/read";
import { TOTAL_SEGMENTATOR } from "../formats/totalSegmentator";
import { InputError } from "../inputError";
import { maskFromContours } from "../volume/contours";
import { labelMasks } from "../volume/labelMasks";
import type { EmissionScan, Structure } from "../volume/study";
import type { CaseStructureName } from "./caseSchema";
import type { ReadFile } from "./loadImage";
import { loadSegments } from "./loadSegments";

/** Structures of a file and what it says beside them. */
export interface LoadedStructures {
  readonly structures: readonly Structure[];
  readonly notes: readonly string[];
}

type Names = Readonly<Record<string, CaseStructureName>> | "TotalSegmentator 2 total";

/**
 * The named labels of a label map (NIfTI, or the segments of a DICOM segmentation) as structures on its grid, in the order of their numbers.
 *
 * @throws InputError when a value is no label (no whole number from 0) or a named label has no voxel.
 */
export async function loadLabelMap(
  path: string,
  names: Names,
  readFile: ReadFile,
): Promise<LoadedStructures> {
  const bytes = await readFile(path);
  if (typeof names !== "string" && looksLikeDicom(bytes)) return loadSegments(bytes, path, names);
  const { grid, values, notes } = readNifti(bytes, path);
  const odd = values.find((value) => !Number.isInteger(value) || value < 0 || value > MAX_LABEL);
  if (odd !== undefined)
    throw new InputError(`${path}: holds the value ${odd}; expected whole numbers from 0 on`);
  const known =
    typeof names === "string"
      ? TOTAL_SEGMENTATOR
      : new Map(Object.entries(names).map(([label, name]) => [Number(label), name]));
  const masks = labelMasks(grid, values, new Set(known.keys()));
  const structures = [...known].flatMap(([label, { id, name, role }]): Structure[] => {
    const mask = masks.get(label);
    if (mask) return [{ id, name, role, mask, source: `${path}, label ${label}` }];
    // A segmentation of everything lacks what is outside its field of view; what a case names by hand must be there.
    if (typeof names === "string") return [];
    throw new InputError(`${path}: label ${label} (${name}) has no voxel`);
  });
  if (structures.length === 0) throw new InputError(`${path}: holds none of the named labels`);
  return { structures, notes };
}

/**
 * The named regions of an RTSTRUCT as fractional masks on the grid of the scan they were drawn on: its CT when there is one in
 * the contours' frame of reference, else the scan itself.
 *
 * @throws InputError when the file is no RTSTRUCT, lacks a named region, or was drawn in another frame of reference.
 */
export async function loadContours(
  path: string,
  rois: Readonly<Record<string, CaseStructureName>>,
  scan: EmissionScan,
  readFile: ReadFile,
): Promise<LoadedStructures> {
  const item = parseDicomFile(await readFile(path), path);
  const header = dicomHeader(item);
  if (header.kind !== "RTSTRUCT")
    throw new InputError(
      `${path}: ${header.kind === "other" ? objectName(header) : header.kind}; expected an RTSTRUCT`,
    );
  const { regions } = rtStructureSet(item);
  const notes: string[] = [];
  const structures = Object.entries(rois).map(([roi, { id, name, role }]): Structure => {
    const region = regions.find((candidate) => candidate.name === roi);
    if (!region)
      throw new InputError(
        `${path}: has no ROI "${roi}"; expected one of ${regions.map((r) => r.name).join(", ")}`,
      );
    if (region.skippedContours > 0)
      notes.push(
        `${path}: ${region.skippedContours} contours of "${roi}" enclose no area and are left out.`,
      );
    return { id, name, role, mask: maskOf(region, scan, path), source: `${path}, ROI ${roi}` };
  });
  return { structures, notes };
}

function maskOf(
  { name, contours, frameOfReferenceUid }: RtRegion,
  scan: EmissionScan,
  path: string,
) {
  const ct = scan.anatomy;
  const frames = [ct?.frameOfReferenceUid, scan.frameOfReferenceUid].filter((f) => f !== undefined);
  if (
    frameOfReferenceUid !== undefined &&
    frames.length > 0 &&
    !frames.includes(frameOfReferenceUid)
  )
    throw new InputError(
      `${path}: ROI "${name}" was drawn in the frame of reference ${frameOfReferenceUid}; that of scan ${scan.id} is ${frames.join(" or ")}`,
    );
  const onScan = frameOfReferenceUid === scan.frameOfReferenceUid && frames.length > 0;
  const isOfCt = ct && (!onScan || ct.frameOfReferenceUid === scan.frameOfReferenceUid);
  const grids = isOfCt ? [ct.volume.grid, scan.activity.grid] : [scan.activity.grid];
  for (const grid of grids) {
    const mask = maskFromContours(contours, grid, CONTOUR_SAMPLES);
    if (mask && mask.occupancy.length > 0) return mask;
  }
  throw new InputError(
    `${path}: ROI "${name}" (${contours.length} contours) covers no voxel of scan ${scan.id}, or its contours are not parallel to the slices`,
  );
}

/** Points a voxel and axis: shares of a voxel to 1/64. */
const CONTOUR_SAMPLES = 4;

/** Whole numbers above this are not exact in f32. */
const MAX_LABEL = 2 ** 24;
