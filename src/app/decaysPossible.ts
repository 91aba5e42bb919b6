import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { sentenceName } from "../volume/readableName";
import type { RegionResult } from "./planResult";

/** What calibration and noise can add to a curve that holds all that was given from the first moment to the last decay. */
const TOLERANCE = 1.2;

/** Spheres hold all that was given, in single precision. */
const ROUNDING = 1.001;

type Integrated = Pick<RegionResult, "name" | "tiacH" | "timesH">;

/**
 * Refuses curves with more decays than all that was administered could ever give, 1.44 half-lives per Bq: readings that do not determine the curve between
 * them and the administration.
 *
 * @throws InputError naming the region.
 */
export function refuseImpossible(regions: readonly Integrated[], nuclideName: string): void {
  const mostH = meanLifeH(nuclideName);
  for (const { name, tiacH, timesH } of regions)
    if (tiacH > TOLERANCE * mostH)
      throw new InputError(
        `${sentenceName(name)}: its curve through the readings at ${timesH.map((h) => Number(h.toPrecision(4))).join(", ")} h comes to ${tiacH.toPrecision(3)} h per Bq administered; expected at most ${mostH.toFixed(0)} h, the decays of all that was given; check the times of the scans, or choose a kinetic model that so few readings determine`,
      );
}

/** The same of all regions together, said rather than refused. */
export function totalDecaysDoubt(regions: readonly Integrated[], nuclideName: string): string[] {
  const mostH = meanLifeH(nuclideName);
  const totalH = regions.reduce((sum, { tiacH }) => sum + Math.max(0, tiacH), 0);
  if (totalH <= ROUNDING * mostH) return [];
  return [
    `All regions together come to ${totalH.toFixed(0)} h per Bq administered, more than the ${mostH.toFixed(0)} h of all that was given: check calibration, unit, times and decay correction.`,
  ];
}

/** Curves that begin with more than was given: readings too late, or too close together, to say what came before them. Trapezoids take nothing back but decay. */
export const startDoubts = (
  regions: readonly Pick<RegionResult, "name" | "fit">[],
  administeredMBq: number,
): string[] =>
  regions.flatMap(({ name, fit: { model, terms } }) => {
    const atStartMBq = terms.reduce((sum, { amplitudeMBq }) => sum + amplitudeMBq, 0);
    if (model === "trapezoid" || atStartMBq <= TOLERANCE * administeredMBq) return [];
    return [
      `${sentenceName(name)}: at the administration its curve stands at ${Number(atStartMBq.toPrecision(3))} MBq, more than the ${administeredMBq} MBq given: its readings do not say what came before them.`,
    ];
  });

const meanLifeH = (name: string) => nuclide(name).halfLifeS / HOUR_S / Math.LN2;
