import { REVIEW } from "../criteria";
import type { Protocol } from "../protocol";

/** Radiosynovectomy: colloid that stays in the joint; the dose falls with depth below the surface that it covers. */
const synovectomy = (
  id: string,
  title: string,
  nuclide: string,
  standardActivity: Protocol["standardActivity"],
  joint: string,
): Protocol => ({
  id,
  title,
  disease: "arthritis (radiosynovectomy)",
  nuclide,
  carrier: "colloid",
  route: "intra-articular",
  kinetics: "permanent",
  limits: [],
  goals: [],
  standardActivity,
  cycles: 1,
  weeksBetweenCycles: undefined,
  measured: ["surface and thickness of the synovium"],
  notes: [`${joint} The dose at a depth of the synovium is that of a plane source.`],
  source: `${REVIEW}; Kampen et al., EJNMMI 49 (2022) 681 (EANM guideline)`,
  research: false,
});

const BY_JOINT = { kind: "byDosimetry" } as const;

export const LOCAL_PROTOCOLS: readonly Protocol[] = [
  synovectomy(
    "y90-colloid",
    "90Y colloid, knee",
    "Y-90",
    { kind: "fixed", activityGBq: 0.185 },
    "For the knee.",
  ),
  synovectomy("re186-colloid", "186Re colloid", "Re-186", BY_JOINT, "For joints of middle size."),
  synovectomy("er169-colloid", "169Er colloid", "Er-169", BY_JOINT, "For joints of the fingers."),
  synovectomy("p32-colloid", "32P colloid", "P-32", BY_JOINT, "For large joints."),
];
