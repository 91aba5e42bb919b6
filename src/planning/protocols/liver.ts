import {
  GLASS_LIVER_LIMITS,
  LIPIODOL_LIVER_40,
  LUNG_LIMITS,
  meanGoal,
  meanLimit,
  REVIEW,
} from "../criteria";
import type { Protocol } from "../protocol";
import { NORMAL_LIVER, TUMOUR } from "../tissues";

const MICROSPHERES = {
  nuclide: "Y-90",
  disease: "hepatocellular carcinoma, liver metastases",
  route: "intra-arterial",
  kinetics: "permanent",
  cycles: 1,
  weeksBetweenCycles: undefined,
  measured: ["99mTc-MAA SPECT/CT", "lung shunt"],
  source: REVIEW,
  research: false,
} as const;

const WITHOUT_TUMOURS =
  "Limits speak of the liver without its tumours, which are taken off a liver that was drawn with them.";

export const LIVER_PROTOCOLS: readonly Protocol[] = [
  {
    ...MICROSPHERES,
    id: "y90-glass",
    title: "90Y glass microspheres",
    carrier: "glass microspheres",
    limits: [...GLASS_LIVER_LIMITS, ...LUNG_LIMITS],
    goals: [
      meanGoal("tumour-205", TUMOUR, 205, {
        source: `Garin et al., Lancet Gastroenterol Hepatol 6 (2021) 17; ${REVIEW}`,
        label: "Tumour, at least",
      }),
      meanGoal("tumour-250", TUMOUR, 250, {
        source: `Garin et al., Lancet Gastroenterol Hepatol 6 (2021) 17; ${REVIEW}`,
        label: "Tumour, if possible",
        informational: true,
      }),
    ],
    standardActivity: { kind: "byDosimetry" },
    notes: [WITHOUT_TUMOURS],
  },
  {
    ...MICROSPHERES,
    id: "y90-resin",
    title: "90Y resin microspheres",
    carrier: "resin microspheres",
    limits: [
      meanLimit("liver-40", NORMAL_LIVER, 40, {
        source: "Levillain et al., EJNMMI 48 (2021) 1570",
        confirm: true,
      }),
      ...LUNG_LIMITS,
    ],
    goals: [
      meanGoal("tumour-100", TUMOUR, 100, {
        source: "Levillain et al., EJNMMI 48 (2021) 1570",
        label: "Tumour, at least",
        confirm: true,
      }),
      meanGoal("tumour-120", TUMOUR, 120, {
        source: "Levillain et al., EJNMMI 48 (2021) 1570",
        label: "Tumour, if possible",
        informational: true,
        confirm: true,
      }),
    ],
    standardActivity: { kind: "bodySurface" },
    notes: [WITHOUT_TUMOURS],
  },
  {
    ...MICROSPHERES,
    id: "ho166-microspheres",
    title: "166Ho microspheres",
    nuclide: "Ho-166",
    carrier: "poly-L-lactic acid microspheres",
    limits: [
      meanLimit("liver-60", NORMAL_LIVER, 60, { source: REVIEW, confirm: true }),
      LUNG_LIMITS[0]!,
    ],
    goals: [],
    standardActivity: { kind: "perKgLiver", gbqPerKg: 3.78 },
    notes: [
      WITHOUT_TUMOURS,
      "The standard activity gives 60 Gy to the whole perfused liver. A 166Ho scout dose images better than 99mTc-MAA and adds its own dose.",
    ],
    research: true,
  },
  {
    ...MICROSPHERES,
    id: "i131-lipiodol",
    title: "131I-Lipiodol",
    nuclide: "I-131",
    carrier: "Lipiodol",
    kinetics: "measured",
    limits: [LUNG_LIMITS[0]!, LIPIODOL_LIVER_40],
    goals: [],
    standardActivity: { kind: "fixed", activityGBq: 2.2 },
    measured: ["serial SPECT/CT"],
    notes: [],
  },
];
