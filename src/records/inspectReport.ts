import { isoOf, type Moment } from "../formats/dicom/time";
import type { Grid } from "../volume/grid";
import type { Inventory } from "./inventory";

/** An inventory as plain data (docs/schemas/inspect.schema.json); null where the files do not say. */
export type InspectReport = ReturnType<typeof inspectReport>;

export const inspectReport = (inventory: Inventory) => ({
  schema: "gyre.inspect/1" as const,
  patients: inventory.patients,
  scans: inventory.scans.map((scan) => ({
    id: scan.id,
    label: scan.label,
    modality: scan.modality,
    nuclide: scan.nuclide ?? null,
    units: scan.units,
    decayCorrection: scan.decayCorrection ?? null,
    conversion: scan.conversion,
    administeredMBq: scan.administeredMBq ?? null,
    administeredAt: iso(scan.administeredAt),
    scanAt: iso(scan.scanAt),
    hoursAfterAdministration: scan.hoursAfterAdministration ?? null,
    totalMBqAtScan: scan.totalMBq ?? null,
    frameOfReferenceUid: scan.frameOfReferenceUid ?? null,
    anatomyId: scan.anatomyId ?? null,
    seriesUid: scan.seriesUid,
    ...geometry(scan.grid),
    files: scan.files,
  })),
  anatomies: inventory.anatomies.map((anatomy) => ({
    id: anatomy.id,
    label: anatomy.label,
    frameOfReferenceUid: anatomy.frameOfReferenceUid ?? null,
    seriesUid: anatomy.seriesUid,
    ...geometry(anatomy.grid),
    files: anatomy.files,
  })),
  structureSets: inventory.structureSets.map((set) => ({
    file: set.file,
    kind: set.kind,
    label: set.label,
    onId: set.onId ?? null,
    structures: set.regions.map(({ number, name, voxels, volumeMl }) => ({
      number,
      name,
      voxels: voxels ?? null,
      volumeMl: volumeMl ?? null,
    })),
  })),
  doses: inventory.doses.map(({ grid, frameOfReferenceUid, ...dose }) => ({
    ...dose,
    frameOfReferenceUid: frameOfReferenceUid ?? null,
    ...geometry(grid),
  })),
  images: inventory.images.map(({ grid, ...image }) => ({ ...image, ...geometry(grid) })),
  ignored: inventory.ignored,
  problems: inventory.problems,
  questions: inventory.questions,
});

const iso = (moment: Moment | undefined): string | null => (moment ? isoOf(moment) : null);

const geometry = ({ size, spacingMm, originMm, axes }: Grid) => ({
  size,
  spacingMm,
  originMm,
  axes,
});
