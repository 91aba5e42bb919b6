import type { PatientFigures } from "../planning/patientFigures";
import type { Retention } from "../planning/release";
import type { PlanResult } from "./planResult";
import { rateTermsOf } from "./structureFacts";

/** What stays in the body of one GBq, MBq over time: by the probe, else as the images show it; undefined where neither has exponentials. */
export function retentionPerGBq(
  { regions }: PlanResult,
  { wholeBody }: Pick<PatientFigures, "wholeBody">,
): { readonly retention: Retention; readonly source: string } | undefined {
  if (wholeBody && wholeBody.fit.model !== "trapezoid")
    return {
      retention: wholeBody.fit.terms.map(({ amplitudeMBq, ratePerH }) => ({
        amplitude: amplitudeMBq * 10,
        ratePerH,
      })),
      source: "whole-body readings",
    };
  const terms = regions.map(({ tiacH, fit }) => scaledTerms(tiacH, fit));
  if (terms.length === 0 || terms.some((of) => of === undefined)) return undefined;
  return { retention: terms.flatMap((of) => of ?? []), source: "all source regions of the images" };
}

/** The terms of a region such that their integral is its decays: MBq per GBq. */
function scaledTerms(tiacH: number, fit: PlanResult["regions"][number]["fit"]) {
  if (!(tiacH > 0)) return [];
  const terms = rateTermsOf(tiacH, fit);
  if (!terms) return undefined;
  const integral = terms.reduce((sum, { amplitude, ratePerH }) => sum + amplitude / ratePerH, 0);
  return terms.map(({ amplitude, ratePerH }) => ({
    amplitude: (amplitude * tiacH * 1000) / integral,
    ratePerH,
  }));
}
