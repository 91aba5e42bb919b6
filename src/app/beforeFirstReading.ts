import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { sentenceName } from "../volume/readableName";
import type { RegionResult } from "./planResult";

/** From this share of the integral on the readings only trim what is supposed. */
const MOSTLY = 0.5;

type Read = Pick<RegionResult, "name" | "timesH" | "activityMBq" | "fit">;

/** A sentence for each region whose decays lie mostly before its first reading, where its curve is supposed and not seen: short-lived nuclides under the biology of long-lived ones. */
export const beforeFirstReading = (regions: readonly Read[], nuclideName: string): string[] =>
  regions.flatMap((region) => {
    const share = shareBefore(region, nuclideName);
    if (!(share > MOSTLY)) return [];
    const { name, timesH } = region;
    return [
      `${sentenceName(name)}: ${(100 * share).toFixed(0)} % of the integral lies before the first reading (${Number(timesH[0]!.toPrecision(3))} h): uptake and early clearance are supposed there, not measured.`,
    ];
  });

/** Of a trapezoid the first reading is taken back by decay. */
function shareBefore({ timesH, activityMBq, fit }: Read, nuclideName: string): number {
  const first = timesH[0]!;
  const decay = (Math.LN2 * HOUR_S) / nuclide(nuclideName).halfLifeS;
  const before =
    fit.model === "trapezoid"
      ? (activityMBq[0]! * Math.expm1(decay * first)) / decay
      : fit.terms.reduce(
          (sum, { amplitudeMBq, ratePerH }) =>
            sum - (amplitudeMBq * Math.expm1(-ratePerH * first)) / ratePerH,
          0,
        );
  return fit.tiaMBqH > 0 ? before / fit.tiaMBqH : 0;
}
