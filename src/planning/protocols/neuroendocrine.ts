import {
  byAnalogy,
  goal,
  KIDNEY_23,
  KIDNEY_BED_LIMITS,
  limit,
  MARROW_2,
  REVIEW,
} from "../criteria";
import type { Protocol } from "../protocol";
import { TUMOUR, WHOLE_BODY } from "../tissues";

const PEPTIDE = {
  disease: "neuroendocrine tumours",
  route: "intravenous",
  kinetics: "measured",
  limits: [KIDNEY_23, ...KIDNEY_BED_LIMITS, MARROW_2],
  goals: [],
  cycles: 4,
  weeksBetweenCycles: 8,
  measured: ["serial SPECT/CT"],
  source: REVIEW,
  research: false,
} as const;

const AMINO_ACIDS = "Doses are those under the kidney protection that the patient received.";

const MIBG = {
  nuclide: "I-131",
  carrier: "iobenguane",
  route: "intravenous",
  kinetics: "measured",
  limits: [
    limit("whole-body-4", WHOLE_BODY, { kind: "wholeBodyDose" }, 4, {
      source:
        "Buckley et al., J Nucl Med 50 (2009) 1518; Gaze et al., Cancer Biother Radiopharm 20 (2005) 195",
      label: "Whole body, both administrations",
    }),
    MARROW_2,
  ],
  goals: [goal("tumour-70", TUMOUR, { kind: "mean" }, 70, { source: REVIEW })],
  cycles: 2,
  weeksBetweenCycles: 2,
  measured: ["serial whole-body counts", "serial SPECT/CT"],
  source: REVIEW,
  research: false,
} as const;

export const NEUROENDOCRINE_PROTOCOLS: readonly Protocol[] = [
  {
    ...PEPTIDE,
    id: "lu177-dotatate",
    title: "177Lu-DOTATATE, neuroendocrine tumours",
    nuclide: "Lu-177",
    carrier: "DOTATATE",
    standardActivity: { kind: "fixed", activityGBq: 7.4 },
    notes: [AMINO_ACIDS],
  },
  {
    ...PEPTIDE,
    id: "lu177-dotatoc",
    title: "177Lu-DOTATOC, neuroendocrine tumours",
    nuclide: "Lu-177",
    carrier: "DOTATOC",
    standardActivity: { kind: "fixed", activityGBq: 7.4 },
    notes: [AMINO_ACIDS],
  },
  {
    ...PEPTIDE,
    id: "y90-dotatoc",
    title: "90Y-DOTATOC, neuroendocrine tumours",
    nuclide: "Y-90",
    carrier: "DOTATOC",
    standardActivity: { kind: "byDosimetry" },
    notes: [
      AMINO_ACIDS,
      "The 7.4 GBq of 177Lu is no standard for 90Y, whose decays each give about six times the energy.",
      "Kinetics come from 111In or 68Ga imaging of the same peptide.",
    ],
  },
  {
    ...MIBG,
    id: "i131-mibg-neuroblastoma",
    title: "131I-iobenguane, neuroblastoma",
    disease: "neuroblastoma",
    standardActivity: { kind: "perKg", gbqPerKg: 0.444 },
    notes: ["The second administration is scaled from the whole-body dose of the first."],
  },
  {
    ...MIBG,
    id: "i131-mibg-phaeochromocytoma",
    title: "131I-iobenguane, phaeochromocytoma, paraganglioma, carcinoid",
    disease: "phaeochromocytoma, paraganglioma, carcinoid",
    weeksBetweenCycles: 13,
    standardActivity: { kind: "fixed", activityGBq: 18.5 },
    notes: ["The second administration is scaled from the whole-body dose of the first."],
  },
  {
    ...PEPTIDE,
    id: "in111-pentetreotide",
    title: "111In-pentetreotide, neuroendocrine tumours",
    nuclide: "In-111",
    carrier: "pentetreotide",
    limits: [byAnalogy(KIDNEY_23), byAnalogy(MARROW_2)],
    standardActivity: { kind: "byDosimetry" },
    notes: [
      "Auger electrons act within a cell: the mean dose of a voxel says little about their effect.",
    ],
    research: true,
  },
];
