import {
  byAnalogy,
  GLAND_HINTS,
  KIDNEY_23,
  MARROW_2,
  meanGoal,
  meanLimit,
  REVIEW,
} from "../criteria";
import type { Protocol } from "../protocol";
import { KIDNEY, TUMOUR } from "../tissues";

/** RBE of alphas for effects with a threshold. */
export const RBE_DETERMINISTIC = 5; // MIRD Pamphlet 22, J Nucl Med 51 (2010) 311; 3 to 5 in use

const PSMA = {
  disease: "metastatic castration-resistant prostate cancer",
  carrier: "PSMA",
  route: "intravenous",
  kinetics: "measured",
  measured: ["serial SPECT/CT"],
  source: REVIEW,
} as const;

export const PROSTATE_PROTOCOLS: readonly Protocol[] = [
  {
    ...PSMA,
    id: "lu177-psma",
    title: "177Lu-PSMA, prostate cancer",
    nuclide: "Lu-177",
    limits: [KIDNEY_23, MARROW_2, ...GLAND_HINTS],
    goals: [
      meanGoal("tumour-10", TUMOUR, 10, {
        source: "Violet et al., J Nucl Med 60 (2019) 517",
        label: "Tumour, mean dose a cycle",
        per: "cycle",
        confirm: true,
      }),
    ],
    standardActivity: { kind: "fixed", activityGBq: 7.4 },
    cycles: 6,
    weeksBetweenCycles: 6,
    notes: [
      "No limit of the salivary and lacrimal glands is agreed; theirs are shown and do not bind.",
    ],
    research: false,
  },
  {
    ...PSMA,
    id: "ac225-psma",
    title: "225Ac-PSMA, prostate cancer",
    nuclide: "Ac-225",
    limits: [
      byAnalogy(KIDNEY_23, RBE_DETERMINISTIC),
      ...GLAND_HINTS.map((hint) => byAnalogy(hint, RBE_DETERMINISTIC)),
    ],
    goals: [],
    standardActivity: { kind: "perKg", gbqPerKg: 1e-4 },
    cycles: 4,
    weeksBetweenCycles: 8,
    notes: [
      "Dry mouth limits this therapy in practice, at salivary doses that no agreed limit describes.",
      "Daughters are taken to decay where they arise unless a share is set to leave.",
    ],
    research: false,
  },
  {
    ...PSMA,
    id: "bi213-psma",
    title: "213Bi-PSMA, prostate cancer",
    nuclide: "Bi-213",
    limits: [
      meanLimit("kidney-30-rbe", KIDNEY, 30, {
        source: "Kratochwil et al., EJNMMI 45 (2018) 31",
        label: "Kidney, mean dose, RBE-weighted",
        rbeAlpha: RBE_DETERMINISTIC,
      }),
      ...GLAND_HINTS.map((hint) => byAnalogy(hint, RBE_DETERMINISTIC)),
    ],
    goals: [],
    standardActivity: { kind: "byDosimetry" },
    cycles: 1,
    weeksBetweenCycles: undefined,
    notes: [],
    research: true,
  },
];
