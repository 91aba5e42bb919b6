import {
  bedOf,
  bedOfCycles,
  doseOfBedInCycles,
  LOW_LET,
  mixedFieldBed,
  protractionFactor,
  protractionFactorOfSum,
} from "../../physics/radiobiology";
import { largestActivity } from "../../planning/largestActivity";
import { protocol } from "../../planning/protocols";
import { bloodDoseGyPerGBq } from "../../planning/radioiodine";
import { adaptiveRows } from "./adaptiveRows";
import { alphaRows } from "./alphaRows";
import type { ValidationSection } from "./context";
import { gammaRows } from "./gammaRows";
import { measuredErrorRows } from "./measuredErrorRows";
import { microsphereRows } from "./microsphereRows";
import { patientRows } from "./patientRows";
import { riskRows } from "./riskRows";
import { figureRow as row, type ValidationRow } from "./row";
import { spherePlanRows } from "./spherePlanRows";

/** The published and closed figures of radiobiology and of the planners. */
export const planningSection: ValidationSection = {
  title: "Planning",
  about:
    "Doses are exact here: what is checked are the formulas. BED of kidneys with α/β 2.6 Gy and repair in 2.8 h, of liver with 2.5 Gy and 2.5 h.",
  needs: [],
  rows: async ({ gpu, work }) => [
    ...radiobiology(),
    ...microsphereRows(),
    ...(await spherePlanRows(gpu, work)),
    ...radioiodine(),
    ...patientRows(),
    ...riskRows(),
    ...measuredErrorRows(),
    ...adaptiveRows(),
    ...alphaRows(),
    ...(await gammaRows(work)),
  ],
};

const KIDNEY = { alphaBetaGy: 2.6, repairHalfLifeH: 2.8 };
const DALE = "Dale, Br J Radiol 58 (1985) 515, closed form";

function radiobiology(): ValidationRow[] {
  const protraction = protractionFactor(KIDNEY.repairHalfLifeH, 51);
  const kidney = mixedFieldBed(LOW_LET, protraction, KIDNEY.alphaBetaGy);
  const mixed = mixedFieldBed({ alphaShare: 2 / 3, rbeMax: 5 }, protraction, KIDNEY.alphaBetaGy);
  const equal = protractionFactorOfSum([{ amplitude: 1, ratePerH: Math.LN2 / 2.8 }], 2.8);
  return [
    row(
      "BED of 23 Gy to a kidney, T_eff 51 h, one cycle",
      DALE,
      "Gy",
      33.59,
      bedOfCycles(23, 1, KIDNEY, 51),
      0.02,
    ),
    row(
      "BED of 23 Gy to a kidney, T_eff 51 h, four cycles",
      DALE,
      "Gy",
      25.65,
      bedOfCycles(23, 4, KIDNEY, 51),
      0.02,
    ),
    row(
      "BED of 50 Gy of 90Y to the liver",
      DALE,
      "Gy",
      87.54,
      bedOfCycles(50, 1, { alphaBetaGy: 2.5, repairHalfLifeH: 2.5 }, 64.1),
      0.02,
    ),
    ...(
      [
        [27, 24.09],
        [28, 24.9],
        [40, 34.16],
      ] as const
    ).map(([bed, dose]) =>
      row(
        `dose of a kidney BED of ${bed} Gy in four cycles`,
        DALE,
        "Gy",
        dose,
        doseOfBedInCycles(kidney, bed, 4),
        0.04,
      ),
    ),
    row(
      "BED of 2 Gy of alphas (RBE 5) and 1 Gy of betas",
      "MIRD Pamphlet 22, closed form",
      "Gy",
      11.02,
      bedOf(mixed, 3),
      0.01,
    ),
    row(
      "general G of one exponential with T_rep = T_eff",
      "Lea–Catcheside factor 1/2",
      "",
      0.5,
      equal,
      1e-9,
    ),
  ];
}

function radioiodine(): ValidationRow[] {
  const bloodGyPerGBq = bloodDoseGyPerGBq(8e-4, 17.3, 70);
  const { activityGBq } = largestActivity({
    structures: [],
    measured: { bloodGyPerGBq },
    limits: protocol("i131-thyroid-carcinoma").limits,
    cycles: 1,
  });
  const source = "Lassmann et al., EJNMMI 35 (2008) 1405, closed form";
  return [
    row(
      "blood dose of 131I, 70 kg, 17.3 h whole body, 8e-4 h a mL",
      source,
      "Gy/GBq",
      0.1055,
      bloodGyPerGBq,
      0.1,
    ),
    row(
      "largest activity for 2 Gy to the blood",
      source,
      "GBq",
      18.95,
      activityGBq ?? Number.NaN,
      0.1,
    ),
  ];
}

/** A kidney and a marrow that are both near their limits. */
