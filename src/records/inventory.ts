import type { DicomSource } from "../formats/dicom/header";
import type { Moment } from "../formats/dicom/time";
import type { Grid } from "../volume/grid";
import type { Volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type IgnoredFile, type InputFile, sortFiles } from "./inputFiles";
import type { Findings, InventoryQuestion } from "./inventoryFindings";
import { findAnatomies, findScans } from "./inventoryImages";
import { patientsOf } from "./inventoryPatients";
import { findSegmentations } from "./inventorySegmentations";
import { findDoses, findNiftiFiles, findStructureSets } from "./inventoryStructures";

/** What a heap of files holds: everything a case can be made of, and everything that stands in its way. */
export interface Inventory {
  /** PatientIDs, one unless patients were mixed. */
  readonly patients: readonly string[];
  /** In order of time; scans of unknown time last. */
  readonly scans: readonly InventoryScan[];
  readonly anatomies: readonly InventoryAnatomy[];
  readonly structureSets: readonly InventoryStructureSet[];
  readonly doses: readonly InventoryDose[];
  /** NIfTI volumes that are no label map: what they show must be said. */
  readonly images: readonly InventoryImage[];
  readonly ignored: readonly IgnoredFile[];
  /** What cannot be used or contradicts itself, as sentences. */
  readonly problems: readonly string[];
  /** What only the user can say. */
  readonly questions: readonly InventoryQuestion[];
}

/** One emission scan. */
export interface InventoryScan {
  readonly id: string;
  readonly label: string;
  readonly modality: "SPECT" | "PET";
  readonly seriesUid: string;
  readonly studyUid: string;
  readonly files: readonly string[];
  readonly nuclide: string | undefined;
  /** As the files state them: BQML, GML; for NM where the scale comes from. */
  readonly units: string;
  readonly decayCorrection: string | undefined;
  readonly conversion: string;
  readonly administeredMBq: number | undefined;
  readonly administeredAt: Moment | undefined;
  readonly scanAt: Moment | undefined;
  readonly hoursAfterAdministration: number | undefined;
  readonly frameOfReferenceUid: string | undefined;
  readonly grid: Grid;
  /** In the whole volume at the start of the scan; undefined when the scale is open. */
  readonly totalMBq: number | undefined;
  /** The CT of the same session. */
  readonly anatomyId: string | undefined;
  /** Activity in Bq/mL at the start of the scan. */
  readonly readActivity: (work: Work) => Promise<Volume<"activityBqPerMl">>;
}

export interface InventoryAnatomy {
  readonly id: string;
  readonly label: string;
  readonly seriesUid: string;
  readonly studyUid: string;
  readonly files: readonly string[];
  readonly frameOfReferenceUid: string | undefined;
  readonly grid: Grid;
  readonly readHounsfield: (work: Work) => Promise<Volume<"hounsfield">>;
}

/** Regions of one file. */
export interface InventoryStructureSet {
  readonly file: string;
  readonly kind: "RTSTRUCT" | "SEG" | "labels";
  readonly label: string;
  /** The scan or CT it was drawn on, or a dose in the same frame of reference; undefined when none is here. */
  readonly onId: string | undefined;
  readonly regions: readonly InventoryRegion[];
}

/** `voxels` counts centres inside (fractions of a segment add up), on the grid it was drawn on; `volumeMl` is that of the polygons, or of the voxels of a label or segment. */
export interface InventoryRegion {
  readonly number: number;
  readonly name: string;
  readonly voxels: number | undefined;
  readonly volumeMl: number | undefined;
}

export interface InventoryDose {
  readonly id: string;
  readonly file: string;
  readonly units: "GY" | "RELATIVE";
  /** PHYSICAL or EFFECTIVE: what the file calls its dose. */
  readonly type: string;
  readonly summation: string;
  readonly maximum: number;
  readonly grid: Grid;
  readonly frameOfReferenceUid: string | undefined;
}

export interface InventoryImage {
  readonly file: string;
  readonly grid: Grid;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Takes stock of a heap of files: DICOM and NIfTI, in whatever folders, with whatever else lies between them.
 * What cannot be read becomes a problem, never a failure of the whole.
 */
export async function takeInventory(files: readonly InputFile[], work: Work): Promise<Inventory> {
  const sorted = await sortFiles(files, partOf(work, 0, 0.3));
  const ofKind = (kind: DicomSource["header"]["kind"]) =>
    sorted.dicom.filter(({ header }) => header.kind === kind);
  const found: Findings = { problems: [], questions: [] };
  const anatomies = await findAnatomies(ofKind("CT"), found);
  const emission = [...ofKind("PT"), ...ofKind("NM")];
  const scans = await findScans(emission, anatomies, found, partOf(work, 0.3, 0.8));
  const doses = await findDoses(ofKind("RTDOSE"), found, work);
  const drawables = [...scans, ...anatomies, ...doses];
  const structureSets = await findStructureSets(ofKind("RTSTRUCT"), drawables, found, work);
  const segmentations = await findSegmentations(ofKind("SEG"), drawables, found, work);
  const nifti = await findNiftiFiles(sorted.nifti, drawables, found, partOf(work, 0.8, 1));
  const { patients, problem } = patientsOf(sorted.dicom.map(({ header }) => header));
  if (problem) found.problems.unshift(problem);
  return {
    patients,
    scans,
    anatomies,
    structureSets: [...structureSets, ...segmentations, ...nifti.labels],
    doses,
    images: nifti.images,
    ignored: sorted.ignored,
    problems: [...new Set(found.problems)],
    questions: found.questions,
  };
}
