import type { Quantity, Volume } from "../volume/volume";
import { type TissueMap, toScan } from "./deformedMap";
import { boxCorrelation, type StructureView } from "./structureMatch";

/**
 * Why a deformation found by CT is not to be believed, as the end of a sentence; undefined where it is. The emission images, which had no part in finding
 * it, must agree about the structures that stand out in them at least as well as under the linear map alone: a field that follows the noise of the CTs, or
 * a breath that the emission scan did not take, makes them agree less.
 */
export function judgedByEmission(
  views: readonly StructureView[],
  moving: Volume<Quantity>,
  map: TissueMap,
): string | undefined {
  const clear = views.filter(({ standsOut }) => standsOut);
  const bent = toScan(map);
  const pairs = clear.flatMap((view) => {
    const linear = boxCorrelation(view, moving, map.transform);
    const deformed = boxCorrelation(view, moving, bent);
    return linear === undefined || deformed === undefined ? [] : [{ linear, deformed }];
  });
  if (pairs.length === 0) return undefined;
  const mean = (of: "linear" | "deformed") =>
    pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [linear, deformed] = [mean("linear"), mean("deformed")];
  return deformed < linear
    ? `makes the emission images agree less about the structures (mean correlation ${deformed.toFixed(3)} against ${linear.toFixed(3)})`
    : undefined;
}
