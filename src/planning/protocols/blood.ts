import { byAnalogy, goal, limit, MARROW_2, meanGoal, meanLimit, REVIEW } from "../criteria";
import type { Protocol } from "../protocol";
import { ANY_ORGAN, LIVER, MARROW, TUMOUR, WHOLE_BODY } from "../tissues";

const ANTIBODY = {
  route: "intravenous",
  kinetics: "measured",
  cycles: 1,
  weeksBetweenCycles: undefined,
  source: REVIEW,
  research: false,
} as const;

const TOSITUMOMAB_LABEL = "label of 131I-tositumomab (2012)";

export const BLOOD_PROTOCOLS: readonly Protocol[] = [
  {
    ...ANTIBODY,
    id: "i131-apamistamab",
    title: "131I-apamistamab, leukaemia",
    disease: "leukaemia before transplantation",
    nuclide: "I-131",
    carrier: "apamistamab",
    limits: [meanLimit("liver-24", LIVER, 24, { source: REVIEW, confirm: true })],
    goals: [],
    standardActivity: { kind: "byDosimetry" },
    measured: ["serial whole-body counts", "serial SPECT/CT"],
    notes: [
      "The marrow is the target, and is replaced afterwards: its dose is shown and does not limit.",
    ],
  },
  {
    ...ANTIBODY,
    id: "i131-tositumomab",
    title: "131I-tositumomab, lymphoma",
    disease: "non-Hodgkin lymphoma",
    nuclide: "I-131",
    carrier: "tositumomab",
    limits: [
      limit("total-body-0.75", WHOLE_BODY, { kind: "wholeBodyDose" }, 0.75, {
        source: TOSITUMOMAB_LABEL,
        label: "Total body, platelets above 150 G/L",
        when: { factor: "plateletsGPerL", is: "above", value: 150 },
        confirm: true,
      }),
      limit("total-body-0.65", WHOLE_BODY, { kind: "wholeBodyDose" }, 0.65, {
        source: TOSITUMOMAB_LABEL,
        label: "Total body, platelets 100 to 150 G/L",
        when: { factor: "plateletsGPerL", is: "atMost", value: 150 },
        confirm: true,
      }),
    ],
    goals: [
      meanGoal("tumour-2", TUMOUR, 2, { source: REVIEW }),
      goal("tumour-eud-2", TUMOUR, { kind: "eud", alphaPerGy: 0.3 }, 2, {
        source: REVIEW,
        informational: true,
        confirm: true,
      }),
    ],
    standardActivity: { kind: "byDosimetry" },
    measured: ["serial whole-body counts"],
    notes: ["Below 100 G/L platelets the label gives no activity."],
  },
  {
    ...ANTIBODY,
    id: "y90-ibritumomab",
    title: "90Y-ibritumomab tiuxetan, lymphoma",
    disease: "non-Hodgkin lymphoma",
    nuclide: "Y-90",
    carrier: "ibritumomab tiuxetan",
    limits: [
      meanLimit("marrow-3", MARROW, 3, { source: REVIEW }),
      meanLimit("organ-20", ANY_ORGAN, 20, { source: REVIEW, label: "Any organ, mean dose" }),
    ],
    goals: [],
    standardActivity: { kind: "perKg", gbqPerKg: 0.0148, atMostGBq: 1.184 },
    measured: ["serial SPECT/CT"],
    notes: [
      "Kinetics come from 111In-ibritumomab. With platelets of 100 to 149 G/L the label gives 11.1 MBq/kg (confirm).",
    ],
  },
  ...(
    [
      ["cu67-antibody", "67Cu radioimmunotherapy", "Cu-67", undefined],
      ["at211-antibody", "211At radioimmunotherapy", "At-211", 5],
    ] as const
  ).map(
    ([id, title, nuclide, rbeAlpha]): Protocol => ({
      ...ANTIBODY,
      id,
      title,
      disease: "lymphoma and solid tumours",
      nuclide,
      carrier: "antibody",
      limits: [
        byAnalogy(MARROW_2, rbeAlpha),
        byAnalogy(
          meanLimit("organ-20", ANY_ORGAN, 20, { source: REVIEW, label: "Any organ, mean dose" }),
          rbeAlpha,
        ),
      ],
      goals: [],
      standardActivity: { kind: "byDosimetry" },
      measured: ["serial SPECT/CT", "serial blood samples"],
      notes: [],
      research: true,
    }),
  ),
];
