import { liveStructure } from "../dosimetry/dvhLive";
import { changedMatrix } from "../planning/changedMatrix";
import { decayWeight, type RegionChanges } from "../planning/regionChange";
import { type SMatrix, sMatrixOf } from "../planning/sMatrix";
import { type WhatIfStructure, whatIf, whatIfStructure } from "../planning/whatIf";
import { forEachVoxel } from "../volume/mask";
import type { Volume } from "../volume/volume";
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
  return {
    result,
    structures: live.map((voxels, s) => whatIfStructure(result.structureDoses[s]!, voxels)),
    matrix: sMatrixOf(
      live,
      result.regions.map(({ structureId }) => structureId),
    ),
  };
}

/** The result under a what-if: its protocol, and the doses of every structure. The dose volume stays as calculated: see `doseUnder`. */
export function planUnder(
  { result, structures }: LivePlan,
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
 * The dose volume under changes of kinetics and mass: Σ w_s·D_s. In every voxel that a structure of changed mass touches its self-dose is
 * divided by the factor, as in its histogram.
 */
export function doseUnder(result: PlanResult, changes: RegionChanges): Volume<"doseGyPerGBq"> {
  const { doseGyPerGBq, basisGyPerGBq, regions, structures } = result;
  if (isUnchanged(changes)) return doseGyPerGBq;
  const values = Float32Array.from(doseGyPerGBq.values);
  regions.forEach((region, s) => {
    const change = changes[region.structureId];
    if (!change) return;
    const own = basisGyPerGBq[s]!.values;
    const weight = decayWeight(region, change);
    if (weight !== 1) for (let v = 0; v < values.length; v++) values[v]! += (weight - 1) * own[v]!;
    const inside = weight * (1 / (change.massFactor ?? 1) - 1);
    const structure = structures.find(({ id }) => id === region.structureId);
    if (inside === 0 || !structure) return;
    forEachVoxel(structure.mask, (v) => {
      values[v]! += inside * own[v]!;
    });
  });
  return { ...doseGyPerGBq, values };
}

const isUnchanged = (regions: RegionChanges) => Object.keys(regions).length === 0;
