import type { FinishedCurve } from "../kinetics/finishedCurve";
import { organOf } from "../kinetics/priorFor";
import type { Study } from "../volume/study";
import type { PlanResult } from "./planResult";

/**
 * What a finished patient leaves to its populations: readings of organs that the program knows by a word of its own, so that no name of a structure, of
 * the patient or of a scan is kept, and no date. Readings left out or not above zero stay out.
 */
export function finishedCurves(
  { regions, prescription }: PlanResult,
  { administration }: Study,
): FinishedCurve[] {
  const { nuclide, carrier } = { ...administration, nuclide: prescription.nuclide };
  return regions.flatMap((region) => {
    const organ = organOf(region);
    const counting = [...region.timesH.keys()].filter(
      (i) => region.weights[i]! > 0 && region.activityMBq[i]! > 0 && region.timesH[i]! > 0,
    );
    if (organ === undefined || counting.length === 0) return [];
    const percentOf = (mbq: readonly number[], digits: number) =>
      counting.map((i) =>
        Number(((100 * mbq[i]!) / administration.activityMBq).toPrecision(digits)),
      );
    return [
      {
        radiopharmaceutical: labelled(nuclide, carrier),
        nuclide,
        organ,
        massG: Number(region.massG.toPrecision(4)),
        timesH: counting.map((i) => Number(region.timesH[i]!.toPrecision(4))),
        administeredPercent: percentOf(region.activityMBq, 6),
        ...(region.sigmaMBq ? { sigmaPercent: percentOf(region.sigmaMBq, 3) } : {}),
      },
    ];
  });
}

/** "Lu-177", "DOTATATE" → "177Lu-DOTATATE". */
function labelled(nuclide: string, carrier: string): string {
  const [element, mass] = nuclide.split("-");
  return `${mass}${element}-${carrier}`;
}
