import { byAnalogy, KIDNEY_23, MARROW_2, meanGoal, meanLimit, REVIEW } from "../criteria";
import type { Protocol } from "../protocol";
import { KIDNEY, SALIVARY, SPINE, THYROID, TUMOUR } from "../tissues";
import { RBE_DETERMINISTIC } from "./prostate";

const RESEARCH = {
  route: "intravenous",
  kinetics: "measured",
  goals: [],
  standardActivity: { kind: "byDosimetry" },
  cycles: 1,
  weeksBetweenCycles: undefined,
  measured: ["serial SPECT/CT"],
  notes: [],
  source: REVIEW,
  research: true,
} as const;

const KIDNEY_AND_MARROW = [byAnalogy(KIDNEY_23), byAnalogy(MARROW_2)];

const astatine = (id: string, title: string, disease: string): Protocol => ({
  ...RESEARCH,
  id,
  title,
  disease,
  nuclide: "At-211",
  carrier: "targeted carrier",
  limits: [
    byAnalogy(
      meanLimit("thyroid-45", THYROID, 45, {
        source: "external beam (Emami et al., IJROBP 21 (1991) 109)",
      }),
      RBE_DETERMINISTIC,
    ),
    byAnalogy(MARROW_2, RBE_DETERMINISTIC),
  ],
  notes: ["Free astatine goes to the thyroid as iodine does: block it, and draw it."],
});

const bismuth = (
  id: string,
  title: string,
  disease: string,
  route: Protocol["route"],
): Protocol => ({
  ...RESEARCH,
  id,
  title,
  disease,
  nuclide: "Bi-213",
  carrier: "targeted carrier",
  route,
  limits: [
    byAnalogy(
      meanLimit("kidney-30", KIDNEY, 30, { source: "Kratochwil et al., EJNMMI 45 (2018) 31" }),
      RBE_DETERMINISTIC,
    ),
    {
      ...byAnalogy(
        meanLimit("salivary-25", SALIVARY, 25, {
          source: "external beam, parotid mean dose (Deasy et al., IJROBP 76 (2010) S58)",
        }),
        RBE_DETERMINISTIC,
      ),
      informational: true,
    },
  ],
});

export const RESEARCH_PROTOCOLS: readonly Protocol[] = [
  {
    ...RESEARCH,
    id: "y90-fapi",
    title: "90Y-FAPI, breast cancer",
    disease: "breast cancer",
    nuclide: "Y-90",
    carrier: "FAPI",
    limits: KIDNEY_AND_MARROW,
    notes: ["Kinetics come from 68Ga-FAPI or bremsstrahlung images."],
  },
  {
    ...RESEARCH,
    id: "lu177-3bp227",
    title: "177Lu-3BP-227, pancreatic cancer",
    disease: "pancreatic cancer",
    nuclide: "Lu-177",
    carrier: "3BP-227",
    limits: KIDNEY_AND_MARROW,
  },
  {
    ...RESEARCH,
    id: "p32-microparticles",
    title: "32P microparticles, pancreatic cancer",
    disease: "pancreatic cancer",
    nuclide: "P-32",
    carrier: "silicon microparticles",
    route: "local",
    kinetics: "permanent",
    limits: [],
    goals: [meanGoal("tumour-100", TUMOUR, 100, { source: REVIEW })],
    measured: [],
    notes: ["The particles stay where they are injected."],
  },
  {
    ...RESEARCH,
    id: "i131-omburtamab",
    title: "131I-omburtamab, neuroblastoma of the central nervous system",
    disease: "neuroblastoma of the central nervous system",
    nuclide: "I-131",
    carrier: "omburtamab",
    route: "intrathecal",
    limits: [
      byAnalogy(
        meanLimit("spinal-cord-45", SPINE, 45, {
          source: "external beam (Kirkpatrick et al., IJROBP 76 (2010) S42)",
        }),
      ),
      byAnalogy(MARROW_2),
    ],
    standardActivity: { kind: "fixed", activityGBq: 1.85 },
    measured: ["serial SPECT/CT", "cerebrospinal fluid samples"],
    notes: ["The target is the cerebrospinal fluid."],
  },
  {
    ...RESEARCH,
    id: "in111-anti-egfr",
    title: "111In-anti-EGFR (Auger), lung and bladder cancer",
    disease: "lung cancer, bladder cancer",
    nuclide: "In-111",
    carrier: "anti-EGFR antibody",
    limits: KIDNEY_AND_MARROW,
    notes: [
      "Auger electrons act within a cell: the mean dose of a voxel says little about their effect.",
    ],
  },
  bismuth("bi213-glioblastoma", "213Bi, glioblastoma (local)", "glioblastoma", "local"),
  bismuth("bi213-bladder", "213Bi, bladder cancer (local)", "bladder cancer", "local"),
  astatine("at211-lung", "211At, lung cancer", "lung cancer"),
  astatine("at211-glioblastoma", "211At, glioblastoma", "glioblastoma"),
];
