import { sentenceName } from "../volume/readableName";
import type { RegionResult } from "./planResult";

/** What a reader must know of a region's kinetics, as sentences that name it. */
export function fitWarnings({ name, tiacH, fit, leftOut }: RegionResult): string[] {
  const negative =
    tiacH < 0
      ? [
          `${sentenceName(name)}: the activity comes out negative (${fit.tiaMBqH.toPrecision(3)} MBq·h); no dose is given to it.`,
        ]
      : [];
  return [
    ...negative,
    ...[...leftOut, ...fit.flags].map((sentence) => `${sentenceName(name)}: ${sentence}`),
  ];
}
