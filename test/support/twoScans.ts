import { writeNifti } from "../../src/formats/nifti/write";
import { parseCase } from "../../src/records/caseFile";
import type { Case } from "../../src/records/caseSchema";
import { loadStudy } from "../../src/records/loadStudy";
import type { Grid } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { centredGrid, volumeOf } from "./shapes";

/** Grid of the scans. */
export const SPECT = centredGrid([10, 8, 6], 10);
/** Grid of CT and labels. */
export const CT = centredGrid([20, 16, 12], 5);
/** 1 MBq/mL in 480 mL: 480 MBq. */
export const BQ_PER_ML = 1e6;
/** A volume of values along x. */
export const nifti = (grid: Grid, valueAt: (x: number) => number) =>
  writeNifti(
    volumeOf("image", grid, ([x]) => valueAt(x)),
    { fileName: "a.nii", description: "" },
  );
export const FILES: Record<string, Uint8Array> = {
  "s1.nii": nifti(SPECT, () => BQ_PER_ML),
  "s2.nii": nifti(SPECT, () => BQ_PER_ML / 2),
  "ct.nii": nifti(CT, (x) => (x < 0 ? 40 : -700)),
  // Label 7 is the left half, label 9 one slice of 5 mm.
  "labels.nii": nifti(CT, (x) => (x > 45 ? 9 : x > 0 ? 7 : 0)),
};
export const readFrom =
  (files: Record<string, Uint8Array>) =>
  async (path: string): Promise<Uint8Array> =>
    files[path]!;
const scan = (id: string, nifti: string, hours: number) => ({
  id,
  label: id,
  modality: "SPECT" as const,
  nuclide: "177Lu",
  image: { nifti, unit: "Bq/mL" as const, decayCorrectedTo: "scan" as const },
  hoursAfterAdministration: hours,
});
/** Two scans, a CT of the first and two structures. */
export const CASE: Case = {
  schema: "gyre.case/1",
  patient: "A",
  administration: { nuclide: "lu177", carrier: "DOTATATE", activityMBq: 1000 },
  scans: [{ ...scan("s1", "s1.nii", 24), anatomy: { nifti: "ct.nii" } }, scan("s2", "s2.nii", 96)],
  reference: "s1",
  structures: [
    {
      labels: "labels.nii",
      onScan: "s1",
      names: {
        "7": { id: "left", name: "left half", role: "organ" },
        "9": { id: "rim", name: "rim", role: "other" },
      },
    },
  ],
  protocol: { name: "lu177-dotatate" },
  kinetics: { model: "auto" },
  dose: { method: "local", kernelDensityGPerCm3: 1.04 },
  registration: "translation",
};
export type Edit = (data: Case) => void;
/** The study of the case as edited. */
export const load = (edit: Edit = () => {}, files = FILES) => {
  const data = structuredClone(CASE);
  edit(data);
  return loadStudy(parseCase(JSON.stringify(data), "case.json"), readFrom(files), quietWork());
};
/** What reading the case as edited ends with, as text. */
export const message = (edit: Edit, files = FILES) =>
  load(edit, files).then(
    () => "it was read",
    (error: Error) => `${error.name}: ${error.message}`,
  );
