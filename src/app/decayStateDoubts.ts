import { readAsCorrected } from "../kinetics/decayStateDoubt";
import { priorForRegion, priorNamed } from "../kinetics/priorFor";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { readableName } from "../volume/readableName";
import type { Administration } from "../volume/study";
import type { RegionResult } from "./planResult";

type Curve = Pick<RegionResult, "name" | "role" | "timesH" | "fit">;

/**
 * A sentence where the half-lives of several organs together are those of other patients only if the decay correction were wrong in all scans alike: a mistake that
 * no single curve and, without excretions, no account of activity shows.
 */
export function decayStateDoubts(
  regions: readonly Curve[],
  { carrier }: Pick<Administration, "carrier">,
  nuclideName: string,
): string[] {
  const known = regions.flatMap((region) => {
    const { name, timesH, fit } = region;
    const prior = priorForRegion(region, carrier);
    // A half-life that itself rests on others, or on one reading, says nothing beside them.
    if (!prior || timesH.length < 2 || !READ.includes(fit.method)) return [];
    const { median, logCovariance } = priorNamed(prior.name, nuclideName);
    const populationH = [median.effectiveHalfLifeH, Math.sqrt(logCovariance[1]![1]!)] as const;
    return [{ name, effectiveHalfLifeH: fit.effectiveHalfLifeH, populationH }];
  });
  if (!readAsCorrected(known, nuclide(nuclideName).halfLifeS / HOUR_S)) return [];
  const halfLives = known
    .map((k) => `${readableName(k.name)} ${k.effectiveHalfLifeH.toFixed(0)} h`)
    .join(", ");
  return [
    `The half-lives (${halfLives}) are together longer than in other patients with ${carrier}, by about what values corrected to the administration and read as those of the scans would make them: check the decay correction of the scans. About 4 of 100 patients show this by chance.`,
  ];
}

const READ = [
  "auto",
  "monoExponential",
  "uptakeWashout",
  "biExponential",
  "triExponential",
  "trapezoid",
];
