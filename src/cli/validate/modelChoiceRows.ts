import { aicc } from "../../kinetics/aicc";
import { fitTimeActivity } from "../../kinetics/fit";
import { atMost, type ValidationRow, validationRow } from "./row";

const HURVICH = "Hurvich and Tsai, Biometrika 76 (1989) 297, closed form";
/** Share of the administered activity and half-lives in h, as published for such organs. */
const ORGANS = {
  "a kidney": [
    [100, 50],
    [-100, 0.7],
  ],
  "a tumour": [
    [100, 78],
    [-100, 1.5],
  ],
  "the whole body": [
    [86, 2.1],
    [14, 44],
  ],
} as const;
const SCHEDULES_H = [
  [4, 24, 96],
  [4, 24, 72, 168],
  [1, 4, 24, 72, 168],
  [1, 4, 24, 48, 96, 168],
];

/** The criterion that models are chosen by, and what it chooses from exact readings. */
export function modelChoiceRows(): ValidationRow[] {
  const leastReadings = (sigmaKnown: boolean) => {
    let n = 1;
    while (aicc(1, n, 3, sigmaKnown) === undefined) n++;
    return n;
  };
  const exact = (what: string, unit: string, expected: number, ours: number) =>
    validationRow({ what, source: HURVICH, unit, expected, ours, limitPercent: 1e-9 });
  return [
    exact("AICc of χ² = 8, 6 readings, 2 parameters, σ known", "", 16, aicc(8, 6, 2, true)!),
    exact(
      "readings from which 3 parameters can be compared, σ known",
      "readings",
      5,
      leastReadings(true),
    ),
    exact("the same where only the ratios of σ are known", "readings", 6, leastReadings(false)),
    ...Object.entries(ORGANS).map(([organ, terms]) =>
      atMost(
        `exact readings of ${organ}, 3 to 6 scans, σ of 5 % or unknown, model chosen by itself: largest error of the TIA`,
        "closed form",
        "%",
        Math.max(...SCHEDULES_H.flatMap((timesH) => automaticErrors(terms, timesH))),
        10,
      ),
    ),
  ];
}

function automaticErrors(
  terms: readonly (readonly [number, number])[],
  timesH: readonly number[],
): number[] {
  const truth = terms.reduce((sum, [a, halfLife]) => sum + (a * halfLife) / Math.LN2, 0);
  const activityMBq = timesH.map((t) =>
    terms.reduce((sum, [a, halfLife]) => sum + a * 2 ** (-t / halfLife), 0),
  );
  const asked = { timesH, activityMBq, physicalHalfLifeH: 159.53, model: "auto" } as const;
  return [{}, { sigmaMBq: activityMBq.map((a) => 0.05 * a) }].map((known) =>
    Math.abs(100 * (fitTimeActivity({ ...asked, ...known }).tiaMBqH / truth - 1)),
  );
}
