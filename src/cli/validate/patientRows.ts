import { humanTiacs } from "../../kinetics/biodistribution";
import { largestActivity } from "../../planning/largestActivity";
import type { PatientData, PatientSeries } from "../../planning/patientData";
import { patientFigures } from "../../planning/patientFigures";
import { protocol } from "../../planning/protocols";
import { figureRow as row, type ValidationRow } from "./row";

const TIMES_H = [2, 6, 24, 48, 96, 144];

/** Readings of one exponential with these residence times, as samples and probe give them. */
function patient(): PatientData {
  const series = <U extends string>(
    unit: U,
    start: number,
    ratePerH: number,
  ): PatientSeries<U> => ({
    unit,
    decayCorrectedTo: "measurement",
    nuclide: "I-131",
    administeredMBq: 1000,
    readings: TIMES_H.map((timeH) => ({ timeH, value: start * Math.exp(-ratePerH * timeH) })),
  });
  return {
    weightKg: 70,
    blood: series("kBq/mL", 50, 0.05 / 0.8),
    wholeBody: series("MBq", 1000, 1 / 17.3),
  };
}

/** What measurements of the patient and of animals give, against closed forms. */
export function patientRows(): ValidationRow[] {
  const { limits } = protocol("i131-thyroid-carcinoma");
  const { measured, wholeBody } = patientFigures(patient(), { nuclide: "I-131", limits });
  const { activityGBq, notHeld } = largestActivity({ structures: [], measured, limits, cycles: 1 });
  const lassmann = "Lassmann et al., EJNMMI 35 (2008) 1405, closed form";
  const body = { animalBodyG: 25, humanBodyG: 73000, animalOrganG: 0.3, humanOrganG: 310 };
  const sparks = "Sparks and Aydogan (1999), closed form";
  const combined = humanTiacs(
    {
      organ: "kidney",
      animalOrganG: body.animalOrganG,
      humanOrganG: body.humanOrganG,
      curve: {
        timesH: [1, 4, 12, 24, 48],
        percentPerG: [1, 4, 12, 24, 48].map((t) => 20 * 2 ** (-t / 10)),
      },
    },
    body,
    159.5,
  ).find(({ scaling }) => scaling === "combined")!;
  const share = (0.06 * (310 / 73000)) / (0.3 / 25);
  const factor = (73000 / 25) ** 0.25;
  return [
    row(
      "residence time in the body, from six probe readings",
      "closed form",
      "h",
      17.3,
      wholeBody!.residenceH,
      0.1,
    ),
    row(
      "blood dose of 131I, from samples and probe readings",
      lassmann,
      "Gy/GBq",
      0.1055,
      measured.bloodGyPerGBq ?? Number.NaN,
      0.1,
    ),
    row(
      "largest activity for 2 Gy to the blood, from samples and readings",
      lassmann,
      "GBq",
      18.95,
      activityGBq ?? Number.NaN,
      0.1,
    ),
    row(
      "share of the limits of that protocol that are checked",
      "closed form",
      "%",
      100,
      100 * (1 - notHeld.length / limits.length),
      0.1,
    ),
    row(
      "TIAC of a kidney, mass and time scaled",
      sparks,
      "h",
      share / (Math.LN2 / (10 * factor) + Math.LN2 / 159.5),
      combined.tiacH,
      0.1,
    ),
  ];
}
