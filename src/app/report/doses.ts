import { atActivity } from "../../dosimetry/dvh";
import { doseAtVolumePercent, doseMetrics, volumeAtDosePercent } from "../../dosimetry/dvhMetrics";
import type { StructureDose } from "../../planning/structureDose";
import { sentenceName } from "../../volume/readableName";
import { rbeOfAll, weightedMean } from "../rbeWeighted";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** The dose of every structure at the activity of the plan. */
export function dosesSection({ ahead, whatIf, basis }: ReportInput): ReportSection {
  const rbe = rbeOfAll(ahead.structureDoses, [...basis.limits, ...basis.goals], whatIf.rbeAlpha);
  const weighted = (dose: StructureDose) => {
    const own = rbe.get(dose.structureId);
    const perGBq = own && weightedMean(dose, own.rbeAlpha);
    return own && perGBq !== undefined
      ? [threeFigures(own.rbeAlpha), threeFigures(perGBq * whatIf.activityGBq)]
      : ["–", "–"];
  };
  return {
    title: `Absorbed dose at ${threeFigures(whatIf.activityGBq)} GBq over ${(whatIf.given ?? []).length > 0 ? "the cycles to come" : "all cycles"}, Gy`,
    items: [],
    table: {
      head: [
        "Structure",
        "Gy/GBq",
        "Mean",
        "D98",
        "D90",
        "D50",
        "D2",
        "V20, %",
        "Half-life, h",
        ...(rbe.size > 0 ? ["RBE of alphas", "Mean, Gy(RBE)"] : []),
      ],
      rows: ahead.structureDoses.map((dose) => {
        const { name, meanGyPerGBq, dvh, effectiveHalfLifeH } = dose;
        const at = atActivity(dvh, whatIf.activityGBq);
        const { d98Gy, d50Gy, d2Gy } = doseMetrics(at);
        return [
          sentenceName(name),
          threeFigures(meanGyPerGBq),
          threeFigures(at.meanGy),
          threeFigures(d98Gy),
          threeFigures(doseAtVolumePercent(at, 90)),
          threeFigures(d50Gy),
          threeFigures(d2Gy),
          threeFigures(volumeAtDosePercent(at, 20)),
          effectiveHalfLifeH === undefined ? "–" : threeFigures(effectiveHalfLifeH),
          ...(rbe.size > 0 ? weighted(dose) : []),
        ];
      }),
    },
  };
}
