import { hasDoseBefore } from "../doseBefore";
import { criteriaOf } from "../planView";
import { sphereComparison } from "../sphereComparison";
import { isOfSpheres } from "../sphereModel";
import { comparisonRows, shuntText, territoryRows, whereItGoes } from "../sphereTexts";
import type { ReportInput, ReportSection } from "./section";

/** Ways to the activity of spheres, lung shunt and injections; no section for other plans. */
export function spheresSections({ result, whatIf, basis }: ReportInput): ReportSection[] {
  const { prescription } = result;
  if (!isOfSpheres(prescription)) return [];
  const { protocol, patient: measured = {}, spheres: stated = {} } = prescription;
  const comparison = sphereComparison(result, {
    regions: whatIf.regions,
    basis,
    limits: criteriaOf(protocol, whatIf).limits,
    wishes: { ...stated, ...whatIf.spheres },
    patient: whatIf.patient ?? measured,
    hasDoseBefore: hasDoseBefore(whatIf),
  });
  if (typeof comparison === "string") return [];
  const { activityGBq } = whatIf;
  const { tumourGy, perfusedGy } = comparison;
  const vial = whatIf.spheres?.vial;
  return [
    {
      title: "Microspheres",
      items: [
        { name: "Activity injected", value: whereItGoes(comparison, activityGBq) },
        {
          name: "Lung shunt",
          value: shuntText(comparison, stated.shunt, whatIf.spheres?.shunt),
        },
        {
          name: "Dose wanted in the tumour that gets least",
          value: tumourGy === undefined ? undefined : `${tumourGy} Gy`,
        },
        { name: "Dose wanted in the perfused volume", value: `${perfusedGy} Gy` },
        ...(vial
          ? [
              {
                name: "Vial",
                value: `${vial.residualPercent} % taken to be left in vial, line and catheter; calibrated ${vial.hoursToInjection} h before the injection`,
              },
            ]
          : []),
        ...comparison.notes.map((value, n) => ({ name: `Note ${n + 1}`, value })),
      ],
      table: comparisonRows(comparison, activityGBq),
    },
    ...(comparison.territories.length > 1
      ? [
          {
            title: "Injections",
            items: [],
            table: territoryRows(comparison, activityGBq),
          },
        ]
      : []),
  ];
}
