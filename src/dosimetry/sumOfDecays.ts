import { voxelCount } from "../volume/grid";
import type { Volume } from "../volume/volume";

/** Decays of all volumes together, in f64. */
export function sumOfDecays(decays: readonly Volume<"decays">[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(voxelCount(decays[0]!.grid));
  for (const { values } of decays)
    for (let at = 0; at < values.length; at++) all[at]! += values[at]!;
  return all;
}
