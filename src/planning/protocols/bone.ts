import { byAnalogy, MARROW_2, meanGoal, REVIEW } from "../criteria";
import type { Protocol } from "../protocol";
import { LESION } from "../tissues";
import { RBE_DETERMINISTIC } from "./prostate";

const BONE = {
  disease: "painful bone metastases",
  route: "intravenous",
  limits: [MARROW_2],
  goals: [],
  cycles: 1,
  weeksBetweenCycles: undefined,
  source: REVIEW,
  research: false,
} as const;

export const BONE_PROTOCOLS: readonly Protocol[] = [
  {
    ...BONE,
    id: "sm153-lexidronam",
    title: "153Sm-lexidronam",
    nuclide: "Sm-153",
    carrier: "lexidronam (EDTMP)",
    kinetics: "measured",
    goals: [
      meanGoal("lesion-21", LESION, 21, {
        source: REVIEW,
        label: "Osteosarcoma lesion, mean dose",
      }),
    ],
    standardActivity: { kind: "perKg", gbqPerKg: 0.037 },
    measured: ["serial SPECT/CT", "serial whole-body counts"],
    notes: [],
  },
  {
    ...BONE,
    id: "sr89-chloride",
    title: "89Sr chloride",
    nuclide: "Sr-89",
    carrier: "SrCl2",
    kinetics: "prior",
    standardActivity: { kind: "fixed", activityGBq: 0.148 },
    measured: [],
    notes: [
      "89Sr emits almost no photons: its kinetics come from 85Sr or a bone scan, not from its own images.",
    ],
  },
  {
    ...BONE,
    id: "re186-hedp",
    title: "186Re-HEDP",
    nuclide: "Re-186",
    carrier: "HEDP",
    kinetics: "measured",
    standardActivity: { kind: "fixed", activityGBq: 1.3 },
    measured: ["serial SPECT/CT", "serial whole-body counts"],
    notes: ["Show the whole-body dose beside that of the marrow: no limit of it is agreed."],
  },
  {
    ...BONE,
    id: "ra223-chloride",
    title: "223Ra chloride",
    disease: "bone metastases of castration-resistant prostate cancer",
    nuclide: "Ra-223",
    carrier: "RaCl2",
    kinetics: "prior",
    limits: [{ ...byAnalogy(MARROW_2, RBE_DETERMINISTIC), informational: true }],
    cycles: 6,
    weeksBetweenCycles: 4,
    standardActivity: { kind: "perKg", gbqPerKg: 55e-6 },
    measured: ["serial planar scans"],
    notes: [
      "A mean dose of the marrow overstates what alphas on bone surfaces do to it: the limit is shown and does not bind.",
    ],
  },
  {
    ...BONE,
    id: "sn117m-dtpa",
    title: "117mSn-DTPA",
    nuclide: "Sn-117m",
    carrier: "DTPA",
    kinetics: "measured",
    limits: [byAnalogy(MARROW_2)],
    standardActivity: { kind: "byDosimetry" },
    measured: ["serial SPECT/CT"],
    notes: [],
    research: true,
  },
];
