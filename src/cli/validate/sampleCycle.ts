import { ctBytes, sampleCase, spectBytes } from "../../app/sampleCase";
import {
  SAMPLE_ACTIVITY_MBQ,
  SAMPLE_CAMERA,
  SAMPLE_LATER_CT_GRID,
  SAMPLE_PHANTOM,
  SAMPLE_SHIFTS_MM,
  SAMPLE_SPECT_GRID,
  SAMPLE_TIMES_H,
  trueActivityMBq,
} from "../../app/samplePatient";
import type { ScannedCycle } from "../../records/givenCycleSchema";
import type { Triple } from "../../volume/grid";
import { simulateCt, simulateEmission } from "../../volume/simulateScan";

/** What became of the sample patient between two cycles. */
export interface SecondCycle {
  /** Times the uptake of the first cycle, by region. */
  readonly uptake: Readonly<Record<string, number>>;
  /** How far the patient lies from where they lay in the first cycle, mm. */
  readonly shiftMm: Triple;
  readonly activityMBq: number;
}

/** The next cycle of the sample patient as a user has it: files by name, and what a case says of them. `scans` are places in `SAMPLE_TIMES_H`. */
export function sampleCycle(
  { uptake, shiftMm, activityMBq }: SecondCycle,
  scans: readonly number[],
): { readonly files: Map<string, Uint8Array<ArrayBuffer>>; readonly cycle: ScannedCycle } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const [first] = sampleCase(["4 h", "24 h", "4 d", "7 d"]).scans;
  const told = scans.map((scan): ScannedCycle["scans"][number] => {
    const [spect, ct] = [`cycle2/spect_${scan + 1}.nii.gz`, `cycle2/ct_${scan + 1}.nii.gz`];
    const hours = SAMPLE_TIMES_H[scan]!;
    const shift = SAMPLE_SHIFTS_MM[scan]!.map((mm, c) => mm + shiftMm[c]!) as unknown as Triple;
    const mbq = trueActivityMBq(hours).map(
      (a, r) => (a * activityMBq * (uptake[SAMPLE_PHANTOM[r]!.id] ?? 1)) / SAMPLE_ACTIVITY_MBQ,
    );
    const camera = { ...SAMPLE_CAMERA, seed: SAMPLE_CAMERA.seed + OTHER_DAY + scan };
    files.set(
      spect,
      spectBytes(simulateEmission(SAMPLE_PHANTOM, mbq, SAMPLE_SPECT_GRID, camera, shift), spect),
    );
    files.set(
      ct,
      ctBytes(
        simulateCt(SAMPLE_PHANTOM, SAMPLE_LATER_CT_GRID, 12, camera.seed + OTHER_DAY, shift),
        ct,
      ),
    );
    return {
      ...first!,
      id: `cycle2_${scan + 1}`,
      label: `${hours} h`,
      image: { nifti: spect, unit: "Bq/mL", decayCorrectedTo: "scan" },
      hoursAfterAdministration: hours,
      anatomy: { nifti: ct },
    };
  });
  return { files, cycle: { activityMBq, scans: told } };
}

/** Far from the seeds of the first cycle. */
const OTHER_DAY = 1000;
