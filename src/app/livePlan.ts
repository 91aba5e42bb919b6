import { liveStructure } from "../dosimetry/dvhLive";
import { changedMatrix } from "../planning/changedMatrix";
import { decayWeight, type RegionChanges } from "../planning/regionChange";
import { type SMatrix, sMatrixOf, weightedMean } from "../planning/sMatrix";
import { type WhatIfStructure, whatIf, whatIfStructure } from "../planning/whatIf";
import { forEachVoxel } from "../volume/mask";
import type { Volume } from "../volume/volume";
import { inPlaceDoses } from "./inPlaceDose";
import type { PlanResult } from "./planResult";
import type { WhatIf } from "./session";

/** A result made ready for what-ifs on kinetics and mass: each structure's voxels gathered once. */
export interface LivePlan {
  readonly result: PlanResult;
  readonly structures: readonly WhatIfStructure[];
  /** As calculated. */
  readonly matrix: SMatrix;
}

/** Gathers the voxels. Costs about as much as one pass over the dose of every source region. */
export function livePlan(result: PlanResult): LivePlan {
  const live = result.structures.map((structure) => liveStructure(structure, result.basisGyPerGBq));
  const inPlace = result.structures.map((structure) => inPlaceVoxels(structure, result));
  const matrix = sMatrixOf(
    live,
    result.regions.map(({ structureId }) => structureId),
  );
  return {
    result,
    structures: live.map((voxels, s) =>
      whatIfStructure(result.structureDoses[s]!, voxels, inPlace[s]),
    ),
    matrix: daughtersLeave(result)
      ? {
          ...matrix,
          inPlaceGyPerGBq: live.map(({ voxelsMl }, s) =>
            inPlace[s] === undefined
              ? undefined
              : Float64Array.from(inPlace[s], (dose) => (dose ? weightedMean(dose, voxelsMl) : 0)),
          ),
        }
      : matrix,
  };
}

/** Where all decays are where they were formed, the basis has their doses already. */
const daughtersLeave = ({ chain, prescription: { daughters = {} } }: PlanResult): boolean =>
  chain !== undefined && Object.keys(daughters).length > 0;

function inPlaceVoxels(
  structure: PlanResult["structures"][number],
  result: PlanResult,
): (Float32Array | undefined)[] | undefined {
  const doses = daughtersLeave(result) ? inPlaceDoses(result, structure.id) : undefined;
  return doses?.map((dose) => dose && liveStructure(structure, [dose]).basisGyPerGBq[0]);
}

/** The result under a what-if: its protocol, and the doses of every structure. The dose volume stays as calculated: see `doseUnder`. */
export function planUnder(
  { result, structures }: Pick<LivePlan, "result" | "structures">,
  { protocol, regions }: Pick<WhatIf, "protocol" | "regions">,
): PlanResult {
  const asked = protocol
    ? { ...result, prescription: { ...result.prescription, protocol } }
    : result;
  if (isUnchanged(regions)) return asked;
  const structureDoses = whatIf(structures, result.regions, regions);
  return { ...asked, structureDoses, dvhs: structureDoses.map(({ dvh }) => dvh) };
}

/** The S-matrix under the same changes. */
export const matrixUnder = ({ result, matrix }: LivePlan, regions: RegionChanges): SMatrix =>
  isUnchanged(regions) ? matrix : changedMatrix(matrix, result.regions, regions);

/**
 * The dose volume under changes of kinetics and mass: Σ w_s·D_s. In every voxel that a structure of changed mass touches its self-dose
 * (`inPlaceDoses`) is divided by the factor, as in its histogram.
 */
export function doseUnder(result: PlanResult, changes: RegionChanges): Volume<"doseGyPerGBq"> {
  const { doseGyPerGBq, basisGyPerGBq, regions, structures } = result;
  if (isUnchanged(changes)) return doseGyPerGBq;
  const values = Float32Array.from(doseGyPerGBq.values);
  const weights = regions.map((region) => decayWeight(region, changes[region.structureId]));
  for (const [s, weight] of weights.entries()) {
    const { values: own } = basisGyPerGBq[s]!;
    if (weight !== 1) for (let v = 0; v < values.length; v++) values[v]! += (weight - 1) * own[v]!;
  }
  for (const { id, mask } of structures) {
    const massFactor = changes[id]?.massFactor ?? 1;
    if (massFactor === 1) continue;
    for (const [s, dose] of (inPlaceDoses(result, id) ?? []).entries()) {
      if (!dose) continue;
      const inside = weights[s]! * (1 / massFactor - 1);
      forEachVoxel(mask, (v) => {
        values[v]! += inside * dose.values[v]!;
      });
    }
  }
  return { ...doseGyPerGBq, values };
}

const isUnchanged = (regions: RegionChanges) => Object.keys(regions).length === 0;
