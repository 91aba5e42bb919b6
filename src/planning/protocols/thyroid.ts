import { BLOOD_2, meanGoal, RETENTION_LIMITS, REVIEW } from "../criteria";
import type { Protocol } from "../protocol";
import { GLAND, LESION, NODE, REMNANT } from "../tissues";

const RADIOIODINE = {
  nuclide: "I-131",
  carrier: "NaI",
  route: "oral",
  kinetics: "measured",
  cycles: 1,
  weeksBetweenCycles: undefined,
  research: false,
} as const;

const EANM_BENIGN = "Stokkel et al., EJNMMI 37 (2010) 2218 (EANM guideline)";

/** 131I for benign disease differs only in what dose the gland is to get. */
const hyperthyroidism = (
  id: string,
  disease: string,
  doses: readonly { readonly label: string; readonly gy: number }[],
): Protocol => ({
  ...RADIOIODINE,
  id,
  title: `131I NaI, ${disease}`,
  disease,
  limits: [],
  goals: doses.map(({ label, gy }, n) =>
    meanGoal(`thyroid-${gy}`, GLAND, gy, {
      source: EANM_BENIGN,
      label: `Thyroid, ${label}`,
      informational: n > 0,
      confirm: true,
    }),
  ),
  standardActivity: { kind: "range", fromGBq: 0.4, toGBq: 0.8 },
  measured: ["uptake test"],
  notes: ["No tissue limits the activity; the dose to the gland chooses it."],
  source: REVIEW,
});

export const THYROID_PROTOCOLS: readonly Protocol[] = [
  {
    ...RADIOIODINE,
    id: "i131-thyroid-carcinoma",
    title: "131I NaI, thyroid carcinoma",
    disease: "differentiated thyroid carcinoma",
    limits: [BLOOD_2, ...RETENTION_LIMITS],
    goals: [
      meanGoal("metastasis-40", LESION, 40, { source: REVIEW, label: "Metastasis, at least" }),
      meanGoal("metastasis-50", LESION, 50, {
        source: REVIEW,
        label: "Metastasis, if possible",
        informational: true,
      }),
      meanGoal("node-80", NODE, 80, {
        source: "Maxon et al., J Nucl Med 33 (1992) 1132",
        confirm: true,
      }),
      meanGoal("remnant-300", REMNANT, 300, {
        source: "Maxon et al., N Engl J Med 309 (1983) 937",
      }),
    ],
    standardActivity: { kind: "range", fromGBq: 1.1, toGBq: 7.4 },
    measured: ["serial blood samples", "serial whole-body counts", "serial SPECT/CT"],
    notes: ["A 124I or 123I tracer study gives the kinetics of lesions before therapy."],
    source: REVIEW,
  },
  hyperthyroidism("i131-graves", "Graves' disease", [
    { label: "to restore function", gy: 150 },
    { label: "to ablate", gy: 200 },
    { label: "to ablate, upper end", gy: 300 },
  ]),
  hyperthyroidism("i131-toxic-adenoma", "toxic adenoma", [
    { label: "at least", gy: 300 },
    { label: "upper end", gy: 400 },
  ]),
  hyperthyroidism("i131-multinodular-goitre", "multinodular goitre", [
    { label: "at least", gy: 100 },
    { label: "upper end", gy: 150 },
  ]),
];
