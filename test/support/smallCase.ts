import { writeNifti } from "../../src/formats/nifti/write";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";

const SIZE = 16;
const TIMES_H = [4, 24, 72, 120];
const EFFECTIVE_HALF_LIFE_H = { kidney: 50, tumour: 80, body: 40 };
const KIDNEY = 1;
const TUMOUR = 2;

/** 16³ voxels of 5 mm around the patient's origin. */
export const SMALL_GRID: Grid = {
  size: [SIZE, SIZE, SIZE],
  spacingMm: [5, 5, 5],
  originMm: [-37.5, -37.5, -37.5],
  axes: PATIENT_AXES,
};

/** The NIfTI file of one number a voxel. */
export function smallVolume(valueAt: (voxel: Triple) => number, fileName = "x.nii.gz") {
  const values = new Float32Array(SIZE ** 3);
  for (const n of values.keys())
    values[n] = valueAt([n % SIZE, Math.floor(n / SIZE) % SIZE, Math.floor(n / SIZE ** 2)]);
  return writeNifti({ grid: SMALL_GRID, values }, { fileName, description: "test" });
}

/** All decays in one voxel. */
export const pointSource = (decays: number, at: Triple = [8, 8, 8]) =>
  smallVolume((voxel) => (voxel.every((n, c) => n === at[c]) ? decays : 0));

/** Two boxes: label 1 of 4×6×6 voxels, label 2 of 3³. */
export const smallLabels = () => smallVolume(labelAt);

/** The least patient that a plan can be made for, in files: four scans of 16³ voxels, a label map and case.json. */
export function smallCase(): Record<string, Uint8Array | string> {
  const scans = TIMES_H.map((hours) => [
    `scan_${hours}h.nii.gz`,
    smallVolume((voxel) => bqPerMl(labelAt(voxel), hours)),
  ]);
  return {
    ...Object.fromEntries(scans),
    "labels.nii.gz": smallLabels(),
    "case.json": JSON.stringify(smallCaseJson()),
  };
}

/** What case.json says; a test changes what it is about. */
export const smallCaseJson = () => ({
  schema: "gyre.case/1",
  patient: "Sixteen cubed",
  administration: { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7400 },
  scans: TIMES_H.map((hours) => ({
    id: `h${hours}`,
    label: `${hours} h`,
    modality: "SPECT",
    nuclide: "Lu-177",
    image: { nifti: `scan_${hours}h.nii.gz`, unit: "Bq/mL", decayCorrectedTo: "scan" },
    hoursAfterAdministration: hours,
  })),
  reference: "h24",
  structures: [
    {
      labels: "labels.nii.gz",
      onScan: "h24",
      names: {
        [KIDNEY]: { id: "kidney", name: "Kidney", role: "organ" },
        [TUMOUR]: { id: "tumour", name: "Tumour", role: "tumour" },
      },
    },
  ],
  protocol: { name: "lu177-dotatate" },
  kinetics: { model: "auto" },
  dose: { method: "kernel", kernelDensityGPerCm3: 1.04 },
  registration: "headers",
});

function labelAt([i, j, k]: Triple): number {
  const within = (n: number, from: number, to: number) => n >= from && n < to;
  if (within(i, 3, 7) && within(j, 5, 11) && within(k, 5, 11)) return KIDNEY;
  return within(i, 10, 13) && within(j, 8, 11) && within(k, 8, 11) ? TUMOUR : 0;
}

function bqPerMl(label: number, hours: number): number {
  const { kidney, tumour, body } = EFFECTIVE_HALF_LIFE_H;
  if (label === KIDNEY) return 1e6 * 2 ** (-hours / kidney);
  return label === TUMOUR ? 2e6 * 2 ** (-hours / tumour) : 2e4 * 2 ** (-hours / body);
}
