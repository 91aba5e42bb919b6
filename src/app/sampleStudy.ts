import { labelMasks } from "../volume/labelMasks";
import { labels } from "../volume/phantom";
import { type Camera, PERFECT_CAMERA, simulateCt, simulateEmission } from "../volume/simulateScan";
import type { EmissionScan, Structure, Study } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import {
  SAMPLE_ACTIVITY_MBQ,
  SAMPLE_CAMERA,
  SAMPLE_CT_GRID,
  SAMPLE_LATER_CT_GRID,
  SAMPLE_LU177,
  SAMPLE_PATIENT,
  SAMPLE_PHANTOM,
  SAMPLE_REFERENCE,
  SAMPLE_SHIFTS_MM,
  SAMPLE_SPECT_GRID,
  SAMPLE_STRUCTURES,
  SAMPLE_TIMES_H,
  type SampleEmitter,
  trueActivityMBq,
} from "./samplePatient";

/** What of a real scan the simulated ones have. All false: the truth on a grid, for tests. */
export interface SampleRealism {
  /** The camera's resolution. */
  readonly blur: boolean;
  /** Counting noise of the scans and quantum noise of the CTs. */
  readonly noise: boolean;
  /** The patient lies elsewhere in every scan. */
  readonly shifts: boolean;
}

export const AS_SCANNED: SampleRealism = { blur: true, noise: true, shifts: true };

const SCAN_LABELS = ["4 h", "24 h", "4 d", "7 d"] as const;
const CT_NOISE_HU = 12;

/** The sample patient as a study in memory, after 177Lu or what else it was given; the same numbers in every run. Some seconds of work. */
export const sampleStudy = (realism: SampleRealism, emitter = SAMPLE_LU177): Study => ({
  patient: "Sample patient",
  administration: {
    nuclide: emitter.nuclide,
    carrier: "DOTATATE",
    activityMBq: SAMPLE_ACTIVITY_MBQ,
    at: undefined,
  },
  timePoints: SAMPLE_TIMES_H.map((_, scan) => sampleScan(scan, realism, emitter)),
  reference: SAMPLE_REFERENCE,
  structures: sampleStructures(),
  warnings: [],
});

/** One scan with its CT, by its place in `SAMPLE_TIMES_H`. */
export function sampleScan(
  scan: number,
  realism: SampleRealism,
  emitter = SAMPLE_LU177,
): EmissionScan {
  const hours = SAMPLE_TIMES_H[scan]!;
  const label = SCAN_LABELS[scan]!;
  return {
    id: `spect_${scan + 1}`,
    label,
    modality: "SPECT",
    nuclide: emitter.nuclide,
    activity: simulateEmission(
      SAMPLE_PHANTOM,
      trueActivityMBq(hours, emitter.nuclide),
      SAMPLE_SPECT_GRID,
      cameraOf(scan, realism, emitter),
      shiftOf(scan, realism),
    ),
    hoursAfterAdministration: hours,
    frameOfReferenceUid: undefined,
    anatomy: {
      id: `ct_${scan + 1}`,
      label: `CT, ${label}`,
      volume: sampleCt(scan, realism),
      frameOfReferenceUid: undefined,
    },
  };
}

/** The CT of a scan: fine for the reference, coarse for the others. */
export const sampleCt = (scan: number, realism: SampleRealism): Volume<"hounsfield"> =>
  simulateCt(
    SAMPLE_PHANTOM,
    scan === SAMPLE_REFERENCE ? SAMPLE_CT_GRID : SAMPLE_LATER_CT_GRID,
    realism.noise ? CT_NOISE_HU : 0,
    SAMPLE_CAMERA.seed + CT_SEEDS + scan,
    shiftOf(scan, realism),
  );

/** Far from the seeds of the scans. */
const CT_SEEDS = 100;

/** Numbers of `sampleLabels`: 1 for the first of `SAMPLE_STRUCTURES`, and so on. */
export const sampleLabelOf = (id: (typeof SAMPLE_STRUCTURES)[number]): number =>
  SAMPLE_STRUCTURES.indexOf(id) + 1;

/** The structures as a label map on the reference CT. */
export function sampleLabels(): Volume<"labels"> {
  const numberOf = SAMPLE_PATIENT.map(({ id }) => SAMPLE_STRUCTURES.indexOf(id as never) + 1);
  const regions = labels(SAMPLE_PHANTOM, SAMPLE_CT_GRID);
  return volume(
    "labels",
    SAMPLE_CT_GRID,
    regions.map((region) => numberOf[region - 1] ?? 0),
  );
}

function sampleStructures(): Structure[] {
  const { grid, values } = sampleLabels();
  const masks = labelMasks(grid, values, new Set(SAMPLE_STRUCTURES.map(sampleLabelOf)));
  return SAMPLE_STRUCTURES.map((id) => {
    const { name, role } = SAMPLE_PATIENT.find((region) => region.id === id)!;
    return { id, name, role, mask: masks.get(sampleLabelOf(id))!, source: "sample patient" };
  });
}

const cameraOf = (
  scan: number,
  { blur, noise }: SampleRealism,
  { camera }: SampleEmitter,
): Camera => ({
  ...(blur ? camera : PERFECT_CAMERA),
  countsPerMBq: noise ? camera.countsPerMBq : 0,
  seed: camera.seed + scan,
});

const shiftOf = (scan: number, { shifts }: SampleRealism) =>
  shifts ? SAMPLE_SHIFTS_MM[scan]! : ([0, 0, 0] as const);
