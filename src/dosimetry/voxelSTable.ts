import { csvFile } from "../formats/csv";
import { GRAY_TO_MGY, MBQ_TO_BQ } from "../physics/units";
import type { VoxelKernel } from "./voxelKernel";

/**
 * One octant of a voxel kernel as CSV: columns i, j, k (offsets in voxels along x, y, z) and S in mGy/(MBq s), the unit of MIRD Pamphlet No. 17.
 * A line `# …` each for the notice and for `remarks` stands in front.
 */
export function voxelSTable(
  { size, valuesGyPerDecay }: VoxelKernel,
  remarks: readonly string[],
): string {
  const lines = ["i,j,k,S"];
  let at = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) {
        const s = valuesGyPerDecay[at++]! * GRAY_TO_MGY * MBQ_TO_BQ;
        lines.push(`${i},${j},${k},${s.toPrecision(7)}`);
      }
  return csvFile(lines, remarks);
}
