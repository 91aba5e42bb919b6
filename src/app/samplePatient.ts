import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { type Grid, PATIENT_AXES, type Triple } from "../volume/grid";
import type { Phantom, PhantomRegion, Solid } from "../volume/phantom";
import type { Camera } from "../volume/simulateScan";

/**
 * The bundled teaching case: a synthetic patient after 7.4 GBq of 177Lu-DOTATATE with four SPECT/CT scans. Every number below is
 * invented within the ranges published for such patients (kidney 51 h, liver and spleen 67 h, tumour 77 h effective half-life),
 * so the true time-integrated activities are known in closed form.
 */
export const SAMPLE_NUCLIDE = "Lu-177";
export const SAMPLE_ACTIVITY_MBQ = 7400;
export const SAMPLE_TIMES_H = [4.2, 24.5, 95.8, 167.6] as const;
/** The scan that the others are brought to: 24 h, where uptake is complete and counts are many. */
export const SAMPLE_REFERENCE = 1;
/** How far the patient lies from the reference position in each scan, mm. */
export const SAMPLE_SHIFTS_MM: readonly Triple[] = [
  [3.1, -2.2, 4.6],
  [0, 0, 0],
  [-4.3, 1.7, -5.8],
  [2.4, 3.3, 7.1],
];

/** Activity in a region: share of the administered activity × Σ amplitude · 2^(−t / half-life), effective half-lives. */
export interface Kinetics {
  readonly share: number;
  readonly terms: readonly { readonly amplitude: number; readonly effectiveHalfLifeH: number }[];
}

export interface SampleRegion extends PhantomRegion {
  readonly kinetics: Kinetics;
}

/** Uptake within an hour or so, then one effective half-life. */
const uptake = (share: number, uptakeHalfLifeH: number, effectiveHalfLifeH: number): Kinetics => ({
  share,
  terms: [
    { amplitude: 1, effectiveHalfLifeH },
    { amplitude: -1, effectiveHalfLifeH: uptakeHalfLifeH },
  ],
});

const ellipsoid = (centreMm: Triple, semiAxesMm: Triple): Solid => ({
  kind: "ellipsoid",
  centreMm,
  semiAxesMm,
});

const VERTEBRA_CENTRES_Z = [38, 74, 110, 146];

/** Patient millimetres: x to the left, y to the back, z to the head; z = 0 at the iliac crest. */
export const SAMPLE_PATIENT: readonly SampleRegion[] = [
  {
    id: "body",
    name: "body",
    role: "body",
    hounsfield: 20,
    solids: [
      { kind: "cylinder", centreMm: [0, 0, 140], semiAxesMm: [165, 108], halfHeightMm: 220 },
    ],
    kinetics: {
      share: 0.62,
      terms: [
        { amplitude: 0.86, effectiveHalfLifeH: 2.1 },
        { amplitude: 0.14, effectiveHalfLifeH: 44 },
      ],
    },
  },
  {
    id: "lung_left",
    name: "lung_left",
    role: "organ",
    hounsfield: -740,
    solids: [ellipsoid([82, 4, 322], [58, 78, 92])],
    kinetics: uptake(0.002, 0.5, 30),
  },
  {
    id: "lung_right",
    name: "lung_right",
    role: "organ",
    hounsfield: -740,
    solids: [ellipsoid([-84, 4, 330], [56, 78, 88])],
    kinetics: uptake(0.002, 0.5, 30),
  },
  {
    id: "liver",
    name: "liver",
    role: "organ",
    hounsfield: 58,
    solids: [ellipsoid([-72, -4, 192], [74, 78, 72]), ellipsoid([14, -44, 208], [66, 40, 44])],
    kinetics: uptake(0.041, 1.2, 67),
  },
  {
    id: "spleen",
    name: "spleen",
    role: "organ",
    hounsfield: 50,
    solids: [ellipsoid([108, 34, 198], [26, 38, 46])],
    kinetics: uptake(0.0215, 0.9, 67),
  },
  {
    id: "kidney_right",
    name: "kidney_right",
    role: "organ",
    hounsfield: 34,
    solids: [ellipsoid([-66, 44, 96], [28, 26, 54])],
    kinetics: uptake(0.0148, 0.7, 50),
  },
  {
    id: "kidney_left",
    name: "kidney_left",
    role: "organ",
    hounsfield: 34,
    solids: [ellipsoid([64, 46, 108], [28, 27, 55])],
    kinetics: uptake(0.0172, 0.7, 52),
  },
  {
    id: "vertebrae_lumbar",
    name: "vertebrae_lumbar",
    role: "marrow",
    hounsfield: 210,
    solids: VERTEBRA_CENTRES_Z.map((z) => ({
      kind: "cylinder" as const,
      centreMm: [0, 58, z] as const,
      semiAxesMm: [24, 18] as const,
      halfHeightMm: 14,
    })),
    kinetics: uptake(0.0011, 0.4, 40),
  },
  {
    id: "bowel",
    name: "bowel",
    role: "other",
    hounsfield: 22,
    solids: [ellipsoid([6, -42, 52], [84, 38, 42])],
    kinetics: uptake(0.024, 3, 34),
  },
  {
    id: "tumour_liver",
    name: "tumour_liver",
    role: "tumour",
    hounsfield: 44,
    solids: [ellipsoid([-88, -22, 214], [22, 21, 20])],
    kinetics: uptake(0.0196, 1.5, 78),
  },
  {
    id: "tumour_node",
    name: "tumour_node",
    role: "tumour",
    hounsfield: 40,
    solids: [ellipsoid([30, 24, 66], [15, 14, 17])],
    kinetics: uptake(0.0049, 1.5, 74),
  },
];

export const SAMPLE_PHANTOM: Phantom = SAMPLE_PATIENT;

/** Which regions the planner is given as structures; bowel and lungs stay in the remainder, as in an ordinary segmentation. */
export const SAMPLE_STRUCTURES = [
  "liver",
  "spleen",
  "kidney_left",
  "kidney_right",
  "vertebrae_lumbar",
  "tumour_liver",
  "tumour_node",
] as const;

export const SAMPLE_CAMERA: Camera = {
  intrinsicFwhmMm: 7,
  filterFwhmMm: 5,
  countsPerMBq: 9000,
  seed: 20261125,
};
const centred = (size: Triple, spacingMm: Triple, centreMm: Triple): Grid => ({
  size,
  spacingMm,
  originMm: [0, 1, 2].map(
    (c) => centreMm[c]! - (spacingMm[c]! * (size[c]! - 1)) / 2,
  ) as unknown as Triple,
  axes: PATIENT_AXES,
});

const CENTRE_MM: Triple = [0, 0, 150];
export const SAMPLE_SPECT_GRID = centred([84, 60, 80], [4.42, 4.42, 4.42], CENTRE_MM);
export const SAMPLE_CT_GRID = centred([126, 90, 120], [2.95, 2.95, 2.95], CENTRE_MM);
/** The CTs of the other time points serve registration and attenuation only; coarser ones keep the case small. */
export const SAMPLE_LATER_CT_GRID = centred([84, 60, 80], [4.42, 4.42, 4.42], CENTRE_MM);

/** What the patient could have been given instead of 177Lu, under the same biology, and how a camera would see it. */
export interface SampleEmitter {
  readonly nuclide: string;
  readonly camera: Camera;
}

export const SAMPLE_LU177: SampleEmitter = { nuclide: SAMPLE_NUCLIDE, camera: SAMPLE_CAMERA };
/** High-energy collimator: coarser, fewer counts. */
export const SAMPLE_I131: SampleEmitter = {
  nuclide: "I-131",
  camera: { ...SAMPLE_CAMERA, intrinsicFwhmMm: 11, filterFwhmMm: 6, countsPerMBq: 6000 },
};
/** Bremsstrahlung: coarser still, and noisy. */
export const SAMPLE_Y90: SampleEmitter = {
  nuclide: "Y-90",
  camera: { ...SAMPLE_CAMERA, intrinsicFwhmMm: 14, filterFwhmMm: 7, countsPerMBq: 2000 },
};

/** True activity of every region at a time, MBq, in the order of `SAMPLE_PATIENT`; of another nuclide than 177Lu where one is named. */
export function trueActivityMBq(hours: number, nuclideName = SAMPLE_NUCLIDE): number[] {
  const decay = Math.exp(-extraDecayPerH(nuclideName) * hours);
  return SAMPLE_PATIENT.map(
    ({ kinetics: { share, terms } }) =>
      SAMPLE_ACTIVITY_MBQ *
      share *
      decay *
      terms.reduce((sum, t) => sum + t.amplitude * 2 ** (-hours / t.effectiveHalfLifeH), 0),
  );
}

/** True decays per Bq administered of a region, hours: the integral of the curve above. */
export function trueTiacH(id: string, nuclideName = SAMPLE_NUCLIDE): number {
  const region = SAMPLE_PATIENT.find((r) => r.id === id);
  if (!region) throw new Error(`The sample patient has no ${id}`);
  const { share, terms } = region.kinetics;
  const extra = extraDecayPerH(nuclideName);
  return (
    share *
    terms.reduce((sum, t) => sum + t.amplitude / (Math.LN2 / t.effectiveHalfLifeH + extra), 0)
  );
}

/** How much faster this nuclide decays than the one of the effective half-lives, 1/h. */
const extraDecayPerH = (name: string) => decayPerH(name) - decayPerH(SAMPLE_NUCLIDE);
const decayPerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
