import { writeNifti } from "../formats/nifti/write";
import type { Case } from "../records/caseSchema";
import { resolutionMm } from "../volume/simulateScan";
import type { Volume } from "../volume/volume";
import type { Work } from "../work";
import {
  SAMPLE_ACTIVITY_MBQ,
  SAMPLE_CAMERA,
  SAMPLE_NUCLIDE,
  SAMPLE_PATIENT,
  SAMPLE_REFERENCE,
  SAMPLE_STRUCTURES,
  SAMPLE_TIMES_H,
} from "./samplePatient";
import { AS_SCANNED, sampleLabelOf, sampleLabels, sampleScan } from "./sampleStudy";

const LABELS_FILE = "labels.nii.gz";
const spectFile = (scan: number) => `spect_${scan + 1}.nii.gz`;
const ctFile = (scan: number) => `ct_${scan + 1}.nii.gz`;

/** All files of the bundled case, by name: scans in Bq/mL, CTs in Hounsfield units, the label map, and case.json. The same bytes in every run. */
export async function sampleCaseFiles(work: Work): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const scans = [];
  for (const scan of SAMPLE_TIMES_H.keys()) {
    await new Promise((resolve) => setTimeout(resolve));
    work.signal.throwIfAborted();
    work.report("Simulating scans", scan / SAMPLE_TIMES_H.length);
    const simulated = sampleScan(scan, AS_SCANNED);
    scans.push(simulated);
    files.set(spectFile(scan), spectBytes(simulated.activity, spectFile(scan)));
    files.set(ctFile(scan), ctBytes(simulated.anatomy!.volume, ctFile(scan)));
  }
  files.set(LABELS_FILE, labelBytes());
  const json = `${JSON.stringify(sampleCase(scans.map(({ label }) => label)), null, 2)}\n`;
  files.set("case.json", new TextEncoder().encode(json));
  return files;
}

/** The case file of the sample patient; one label a scan. */
export const sampleCase = (labels: readonly string[]): Case => ({
  schema: "gyre.case/1",
  patient: "Sample patient (synthetic)",
  administration: {
    nuclide: SAMPLE_NUCLIDE,
    carrier: "DOTATATE",
    activityMBq: SAMPLE_ACTIVITY_MBQ,
  },
  scans: SAMPLE_TIMES_H.map((hours, scan) => ({
    id: `spect_${scan + 1}`,
    label: labels[scan]!,
    modality: "SPECT",
    nuclide: SAMPLE_NUCLIDE,
    image: { nifti: spectFile(scan), unit: "Bq/mL", decayCorrectedTo: "scan" },
    hoursAfterAdministration: hours,
    anatomy: { nifti: ctFile(scan) },
  })),
  reference: `spect_${SAMPLE_REFERENCE + 1}`,
  structures: [
    {
      labels: LABELS_FILE,
      onScan: `spect_${SAMPLE_REFERENCE + 1}`,
      names: Object.fromEntries(
        SAMPLE_STRUCTURES.map((id) => {
          const { name, role } = SAMPLE_PATIENT.find((region) => region.id === id)!;
          return [sampleLabelOf(id), { id, name, role }];
        }),
      ),
    },
  ],
  resolutionFwhmMm: Number(resolutionMm(SAMPLE_CAMERA).toFixed(1)),
  protocol: { name: "lu177-dotatate" },
  kinetics: { model: "auto", readingErrorPercent: 5 },
  dose: { method: "densityScaledKernel", kernelDensityGPerCm3: 1.04 },
  registration: "translation",
});

/** 16-bit multiples of the smallest power of two that holds the hottest voxel: at most 1/32,767 of it off. */
export function spectBytes({ grid, values }: Volume<"activityBqPerMl">, fileName: string) {
  const hottest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const step = 2 ** Math.ceil(Math.log2(hottest / 32767));
  const rounded = values.map((value) => Math.round(value / step) * step);
  return writeNifti(
    { grid, values: rounded },
    { fileName, description: "Lu-177 activity, Bq/mL at the time of the scan; simulated", step },
  );
}

export const ctBytes = (ct: Volume<"hounsfield">, fileName: string) =>
  writeNifti(ct, { fileName, description: "CT, Hounsfield units; simulated" });

export const labelBytes = () =>
  writeNifti(sampleLabels(), { fileName: LABELS_FILE, description: "structure numbers" });
