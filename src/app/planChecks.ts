import { liveStructure } from "../dosimetry/dvhLive";
import { type SecondCheck, secondCheck } from "../dosimetry/secondCheck";
import { chainGroups } from "../physics/chainGroups";
import { nuclide } from "../physics/nuclides";
import { plausibilityWarnings } from "../planning/plausibility";
import { selfAndCross, sMatrixOf } from "../planning/sMatrix";
import { sentenceName } from "../volume/readableName";
import { daughterLeads, ownEmittersAt } from "./daughterPlaces";
import type { PlanResult } from "./planResult";

type Checked = Pick<
  PlanResult,
  "prescription" | "regions" | "structures" | "basisGyPerGBq" | "structureDoses"
>;

/** The self-dose of every structure that is a source region, against that of a sphere of its mass by other code. */
export function secondChecksOf(result: Checked): SecondCheck[] {
  const { prescription, regions, structures, basisGyPerGBq } = result;
  const matrix = sMatrixOf(
    structures.map((structure) => liveStructure(structure, basisGyPerGBq)),
    regions.map(({ structureId }) => structureId),
  );
  const groups = chainGroups(nuclide(prescription.nuclide));
  const leads = daughterLeads(groups, prescription.daughters ?? {}, regions);
  const checked = regions.flatMap((region, place) => {
    const target = matrix.targets.findIndex(({ id }) => id === region.structureId);
    if (target < 0) return [];
    const { selfGyPerGBq } = selfAndCross(matrix, target);
    const emitters = ownEmittersAt(groups, leads, place);
    return [{ ...region, planGyPerGBq: selfGyPerGBq, emitters }];
  });
  return secondCheck(checked, nuclide(prescription.nuclide));
}

/** Sentences on what the second check and the literature find wrong or rare in a plan. */
export const checkWarnings = (result: Checked): string[] => [
  ...secondChecksOf(result)
    .filter(({ flagged }) => flagged)
    .map(
      ({ name, differencePercent }) =>
        `${sentenceName(name)}: the self-dose differs by ${signedPercent(differencePercent)} from that of a sphere of its mass; beyond 10 % only a thin or very small structure explains it.`,
    ),
  ...plausibilityWarnings(result.prescription.protocol, result.structureDoses),
];

const signedPercent = (percent: number) =>
  `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(0)} %`;
