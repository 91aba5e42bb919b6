import { sphereMask, sphereRadiusMm } from "../volume/sphereMask";
import type { Structure } from "../volume/study";
import type { PlanResult } from "./planResult";

/** The id of the small volume of interest of a structure. */
export const smallVoiId = (structureId: string): string => `small:${structureId}`;

/** The small volumes of interest as spheres on the grid of the structures, to be outlined; each under an id of its own. */
export function smallVoiStructures({ smallVolumes = [], structures }: PlanResult): Structure[] {
  const grid = structures[0]?.mask.grid;
  if (!grid) return [];
  return smallVolumes.flatMap(({ structureId, centreMm, volumeMl }) => {
    const whole = structures.find(({ id }) => id === structureId);
    const mask = sphereMask(grid, centreMm, sphereRadiusMm(volumeMl));
    if (!whole || mask.occupancy.length === 0) return [];
    return [{ ...whole, id: smallVoiId(structureId), name: `${whole.name}, small volume`, mask }];
  });
}
