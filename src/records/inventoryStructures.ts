import { parseDicomFile } from "../formats/dicom/dicomFile";
import type { DicomHeader, DicomSource } from "../formats/dicom/header";
import { rtDose } from "../formats/dicom/rtDose";
import { type RtRegion, rtStructureSet } from "../formats/dicom/rtStruct";
import { readNifti } from "../formats/nifti/read";
import { MM3_TO_ML } from "../physics/units";
import { contoursMl, maskFromContours } from "../volume/contours";
import { type Grid, sameGrid, voxelVolumeMm3 } from "../volume/grid";
import { occupiedVoxels } from "../volume/mask";
import type { Work } from "../work";
import { type Drawable, drawnOn } from "./drawnOn";
import type { InputFile } from "./inputFiles";
import type {
  InventoryDose,
  InventoryImage,
  InventoryRegion,
  InventoryStructureSet,
} from "./inventory";
import { attempt, type Findings, type InventoryQuestion } from "./inventoryFindings";

const MAX_LABELS = 256; // TotalSegmentator has 117; more distinct numbers are an image
const MIN_EQUAL_NEIGHBOURS = 0.5; // regions hold together, the noise of counts does not

/** Contours with the voxels they hold on the image they were drawn on. */
export async function findStructureSets(
  sources: readonly DicomSource[],
  drawables: readonly Drawable[],
  found: Findings,
  work: Work,
): Promise<InventoryStructureSet[]> {
  const sets: InventoryStructureSet[] = [];
  for (const { header } of sources)
    sets.push(
      ...(await attempt(found, async () => [await structureSet(header, drawables, found, work)])),
    );
  return sets;
}

async function structureSet(
  { item, file, frameOfReferenceUid }: DicomHeader,
  drawables: readonly Drawable[],
  found: Findings,
  work: Work,
): Promise<InventoryStructureSet> {
  const { label, regions, referencedSeriesUids } = rtStructureSet(item);
  const frame = regions[0]?.frameOfReferenceUid ?? frameOfReferenceUid;
  const on = drawnOn(drawables, referencedSeriesUids, frame);
  if (!on)
    found.problems.push(
      `${file}: the image that its contours were drawn on is not among the files.`,
    );
  const counted: InventoryRegion[] = [];
  for (const region of regions) {
    work.signal.throwIfAborted();
    counted.push(countRegion(region, on?.grid, file, found));
    await new Promise((resolve) => setTimeout(resolve)); // a cancellation is heard between regions
  }
  return { file, kind: "RTSTRUCT", label, onId: on?.id, regions: counted };
}

function countRegion(
  { number, name, contours, skippedContours }: RtRegion,
  grid: Grid | undefined,
  file: string,
  found: Findings,
): InventoryRegion {
  if (skippedContours > 0)
    found.problems.push(
      `${file}: "${name}" has ${skippedContours} contours that enclose no area (points or open lines); they are left out.`,
    );
  if (contours.length === 0 && skippedContours === 0)
    found.problems.push(`${file}: "${name}" has no contour.`);
  const mask = grid && maskFromContours(contours, grid);
  if (grid && !mask)
    found.problems.push(
      `${file}: the contours of "${name}" are not parallel to the slices of the image they were drawn on.`,
    );
  if (mask && contours.length > 0 && occupiedVoxels(mask) === 0)
    found.problems.push(
      `${file}: "${name}" holds the centre of no voxel of the image it was drawn on.`,
    );
  return {
    number,
    name,
    voxels: mask && occupiedVoxels(mask),
    volumeMl: grid && contoursMl(contours, grid),
  };
}

/** Dose files with their maximum. */
export async function findDoses(
  sources: readonly DicomSource[],
  found: Findings,
  work: Work,
): Promise<InventoryDose[]> {
  const doses: InventoryDose[] = [];
  for (const { header, read } of sources) {
    work.signal.throwIfAborted();
    const bytes = await read();
    const id = `dose${doses.length + 1}`;
    doses.push(...(await attempt(found, () => [maximumDose(bytes, header.file, id)])));
  }
  return doses;
}

function maximumDose(bytes: Uint8Array, file: string, id: string): InventoryDose {
  const { dose, ...facts } = rtDose(parseDicomFile(bytes, file));
  const maximum = dose.values.reduce((most, value) => Math.max(most, value), 0);
  return { id, file, ...facts, maximum, grid: dose.grid };
}

/** NIfTI files as label maps (few whole numbers from 0 on) or as images whose meaning must be asked. */
export async function findNiftiFiles(
  files: readonly InputFile[],
  drawables: readonly Drawable[],
  found: Findings,
  work: Work,
): Promise<{ labels: InventoryStructureSet[]; images: InventoryImage[] }> {
  const labels: InventoryStructureSet[] = [];
  const images: InventoryImage[] = [];
  for (const [i, { path, read }] of files.entries()) {
    work.signal.throwIfAborted();
    work.report("Reading NIfTI files", i / files.length);
    const bytes = await read();
    for (const { grid, values, notes } of await attempt(found, () => [readNifti(bytes, path)])) {
      found.problems.push(...notes);
      const regions = labelRegions(values, voxelVolumeMm3(grid) * MM3_TO_ML);
      const onId = drawables.find((image) => sameGrid(image.grid, grid))?.id;
      if (regions) labels.push({ file: path, kind: "labels", label: "", onId, regions });
      else images.push({ file: path, grid, ...extent(values) });
    }
  }
  images.sort((a, b) => a.file.localeCompare(b.file, "en", { numeric: true }));
  found.questions.push(...images.map(({ file }) => imageQuestion(file)));
  return { labels, images };
}

const imageQuestion = (file: string): InventoryQuestion => ({
  about: "image",
  question: `${file}: what does it show, a CT in Hounsfield units or an activity (in which unit, from when)? NIfTI does not say.`,
});

/** Voxels of each number; undefined when the numbers are no labels. */
function labelRegions(values: Float32Array, voxelMl: number): InventoryRegion[] | undefined {
  const counts = new Map<number, number>();
  let [labelled, equal] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) continue;
    if (value < 0 || !Number.isInteger(value) || counts.size > MAX_LABELS) return undefined;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    labelled++;
    if (values[i - 1] === value || values[i + 1] === value) equal++;
  }
  const isLabels = counts.size > 0 && counts.size <= MAX_LABELS;
  if (!isLabels || equal < MIN_EQUAL_NEIGHBOURS * labelled) return undefined;
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([number, voxels]) => ({
      number,
      name: `label ${number}`,
      voxels,
      volumeMl: voxels * voxelMl,
    }));
}

function extent(values: Float32Array): { minimum: number; maximum: number } {
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}
