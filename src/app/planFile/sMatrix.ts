import { regionStatistics } from "../../volume/statistics";
import type { PlanResult } from "../planResult";

/** Mean dose of each structure (row) from each source region (column), Gy per GBq. */
export function sMatrix({ structures, regions, basisGyPerGBq }: PlanResult) {
  return {
    sources: regions.map(({ structureId }) => structureId),
    targets: structures.map(({ id, mask }) => ({
      structureId: id,
      meanGyPerGBq: basisGyPerGBq.map(({ values }) => regionStatistics(mask, values).mean),
    })),
  };
}
