import { plan } from "../../src/app/pipeline";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { writeNifti } from "../../src/formats/nifti/write";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import type { Role } from "../../src/volume/study";
import { quietWork } from "../../src/work";
import { withGpu } from "./gpu";

const SIZE = 24;
export const LIVER_GRID: Grid = {
  size: [SIZE, SIZE, SIZE],
  spacingMm: [8, 8, 8],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
export const VOXEL_KG = 0.8 ** 3 / 1000;

/** A box of whole voxels with activity, which earlier boxes lie over; `counts` undefined draws it without any. */
export interface LiverBox {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
  readonly counts?: number;
}

/** The case and the files of a 99mTc-MAA scan of boxes in water. Every box is a label map of its own, so that they may overlap. */
export async function liverBoxCase(
  boxes: readonly LiverBox[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, Uint8Array | string>> {
  const valuesOf = (valueAt: (voxel: readonly number[]) => number) =>
    Float32Array.from({ length: SIZE ** 3 }, (_, n) =>
      valueAt([n % SIZE, Math.floor(n / SIZE) % SIZE, Math.floor(n / SIZE ** 2)]),
    );
  const inside = ({ from, to }: LiverBox, voxel: readonly number[]) =>
    voxel.every((n, c) => n >= from[c]! && n < to[c]!);
  const file = (values: Float32Array) =>
    writeNifti({ grid: LIVER_GRID, values }, { fileName: "x.nii.gz", description: "test" });
  const active = boxes.filter(({ counts }) => counts !== undefined);
  const files: Record<string, Uint8Array | string> = {
    "maa.nii.gz": await file(
      valuesOf((voxel) => active.find((box) => inside(box, voxel))?.counts ?? 0),
    ),
  };
  for (const box of boxes)
    files[`${box.id}.nii.gz`] = await file(valuesOf((voxel) => (inside(box, voxel) ? 1 : 0)));
  files["case.json"] = JSON.stringify({
    schema: "gyre.case/1",
    patient: "Liver in boxes",
    administration: { nuclide: "Tc-99m", carrier: "MAA", activityMBq: 150 },
    scans: [
      {
        id: "maa",
        label: "MAA",
        modality: "SPECT",
        nuclide: "Tc-99m",
        image: { nifti: "maa.nii.gz", unit: "relative" },
        hoursAfterAdministration: 1,
      },
    ],
    reference: "maa",
    structures: boxes.map(({ id, name, role }) => ({
      labels: `${id}.nii.gz`,
      onScan: "maa",
      names: { 1: { id, name, role } },
    })),
    protocol: { name: "y90-glass" },
    kinetics: { model: "permanent" },
    dose: { method: "local", kernelDensityGPerCm3: 1 },
    registration: "headers",
    ...more,
  });
  return files;
}

/** The plan of such a case. */
export async function liverBoxPlan(
  boxes: readonly LiverBox[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<PlanResult> {
  const files = await liverBoxCase(boxes, more);
  const data = parseCase(files["case.json"] as string, "case.json");
  const study = await loadStudy(data, async (path) => files[path] as Uint8Array, quietWork());
  let result!: PlanResult;
  await withGpu(async (gpu) => {
    result = await plan(gpu, study, prescriptionOf(data), quietWork());
  });
  return result;
}

/** Liver of 12³ voxels, right and left half each a territory, a tumour of 4³ in the right and one of 4×4×4 across both; lungs of 12×12×8 above. */
export const TWO_TERRITORIES: readonly LiverBox[] = [
  {
    id: "right-tumour",
    name: "Right tumour",
    role: "tumour",
    from: [7, 9, 4],
    to: [11, 13, 8],
    counts: 6,
  },
  {
    id: "middle-tumour",
    name: "Middle tumour",
    role: "tumour",
    from: [10, 9, 9],
    to: [14, 13, 13],
    counts: 3,
  },
  {
    id: "right",
    name: "Right lobe",
    role: "territory",
    from: [6, 6, 2],
    to: [12, 18, 14],
    counts: 1,
  },
  {
    id: "left",
    name: "Left lobe",
    role: "territory",
    from: [12, 6, 2],
    to: [16, 18, 14],
    counts: 0.5,
  },
  { id: "liver", name: "Liver", role: "organ", from: [6, 6, 2], to: [18, 18, 14], counts: 0 },
  { id: "lungs", name: "Lungs", role: "organ", from: [6, 6, 15], to: [18, 18, 23], counts: 0.1 },
];
