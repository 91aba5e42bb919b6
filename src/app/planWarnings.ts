import { sentenceName } from "../volume/readableName";
import type { Administration, Structure } from "../volume/study";
import type { Volume } from "../volume/volume";
import { beforeFirstReading } from "./beforeFirstReading";
import { borderWarnings } from "./borderWarnings";
import { type Correction, correctionWarnings } from "./correction";
import { daughterWarnings } from "./daughterLines";
import { decayStateDoubts } from "./decayStateDoubts";
import { startDoubts, totalDecaysDoubt } from "./decaysPossible";
import { notCountedNote } from "./diagnosticNotes";
import { fitWarnings } from "./fitWarnings";
import { limitsOfCase, onesidedLimits, unweighedLimits } from "./limitDoubts";
import { checkWarnings } from "./planChecks";
import type { PlanResult } from "./planResult";
import { structureDoubts } from "./structureDoubts";
import { transferNotes } from "./transferNotes";

/** What a result does not carry itself. */
interface Circumstances {
  /** What the scans show. */
  readonly administration: Administration;
  /** Every structure of the study on the dose grid, empty ones too. */
  readonly placed: readonly Structure[];
  readonly hasCt: boolean;
  readonly correction: Correction;
  /** Of each source region. */
  readonly decays: readonly Volume<"decays">[];
}

/** The sentences that a reader must see beside the numbers of a plan: from the images to the dose. */
export const planWarnings = (
  result: Omit<PlanResult, "warnings" | "adapter" | "peakGpuBytes" | "seconds">,
  { administration, placed, hasCt, correction, decays }: Circumstances,
): string[] => [
  ...placed
    .filter(({ mask }) => mask.occupancy.length === 0)
    .map(({ name }) => `${sentenceName(name)} lies outside the dose grid and is left out.`),
  ...(hasCt ? [] : [NO_CT]),
  ...structureDoubts(result.structures, result.structureDoses),
  ...onesidedLimits(result.prescription, result.structureDoses),
  ...unweighedLimits(result.prescription, result.structureDoses),
  ...limitsOfCase(result.prescription),
  ...transferNotes(administration, result.prescription),
  ...correctionWarnings(result.structures, correction),
  ...result.alignments.flatMap(({ notes }) => notes),
  ...result.closure.findings,
  ...decayStateDoubts(result.regions, administration, result.prescription.nuclide),
  ...(result.impurities ?? []).flatMap(({ notes }) => notes),
  ...(result.diagnosticDose?.notes ?? notCountedNote(administration, result.prescription)),
  ...(result.voxelKinetics?.sentences ?? []),
  ...result.regions.flatMap(fitWarnings),
  ...beforeFirstReading(result.regions, result.prescription.nuclide),
  ...startDoubts(result.regions, administration.activityMBq),
  ...totalDecaysDoubt(result.regions, result.prescription.nuclide),
  ...daughterWarnings(result),
  ...checkWarnings(result),
  ...borderWarnings({ ...result, decays }),
];

const NO_CT =
  "The reference scan has no CT: every voxel is taken as the medium of the dose kernel, and masses are volume times its density.";
