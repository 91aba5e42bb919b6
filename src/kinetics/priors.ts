import { independentPrior, type LogNormal, type PopulationPrior } from "./population";

/** Uptake is over within hours; no population of it is published with the half-lives. */
const UPTAKE_HALF_LIFE_H: LogNormal = [1, 0.5];

/**
 * Populations that ship with the program. Every source says what is published and what is assumed: amounts are worked back from published doses per
 * activity with the mass named in the line, spreads are wide guesses, uptake is one for all. Replace them by your own patients (`learnPopulation`).
 */
export const PRIORS: readonly PopulationPrior[] = [
  dotatate("kidney", [0.0115, 0.35], 51, "one kidney of 155 g; 0.38–0.57 Gy/GBq"),
  dotatate("kidneys", [0.023, 0.35], 51, "both kidneys, 310 g; 0.38–0.57 Gy/GBq"),
  dotatate("liver", [0.062, 0.45], 67, "1800 g; 0.1–0.8 Gy/GBq"),
  dotatate("spleen", [0.016, 0.45], 67, "150 g; 0.4–2 Gy/GBq"),
  dotatate("tumour", [0.003, 1.5], 77, "any size: the amount is as good as free"),
  psma(
    "kidney",
    [0.021, 0.35],
    [35.5, 0.55],
    "one kidney of 155 g; 0.39–0.88 Gy/GBq; range 8.5–152 h",
  ),
  psma(
    "kidneys",
    [0.042, 0.35],
    [35.5, 0.55],
    "both kidneys, 310 g; 0.39–0.88 Gy/GBq; range 8.5–152 h",
  ),
  psma("parotid", [0.003, 0.5], [42.2, 0.4], "one gland of 25 g; 0.2–2 Gy/GBq"),
  psma("liver", [0.08, 1], [22.9, 0.4], "the amount is as good as free"),
  psma("spleen", [0.02, 1], [16.8, 0.4], "the amount is as good as free"),
  psma("marrow", [0.01, 1], [32, 0.4], "the amount is as good as free"),
  psma("tumour", [0.003, 1.5], [50, 0.5], "any size: the amount is as good as free"),
];

function dotatate(organ: string, amount: LogNormal, halfLifeH: number, basis: string) {
  const halfLife = `effective half-life ${halfLifeH} h: assumed, near published means`;
  return shipped("177Lu-DOTATATE", organ, amount, [halfLifeH, 0.3], halfLife, basis);
}

function psma(organ: string, amount: LogNormal, halfLifeH: LogNormal, basis: string) {
  const published =
    organ === "tumour"
      ? `effective half-life ${halfLifeH[0]} h: assumed`
      : `effective half-life ${halfLifeH[0]} h: published median`;
  return shipped("177Lu-PSMA-617", organ, amount, halfLifeH, published, basis);
}

function shipped(
  radiopharmaceutical: string,
  organ: string,
  amplitudePerMBq: LogNormal,
  effectiveHalfLifeH: LogNormal,
  halfLife: string,
  basis: string,
): PopulationPrior {
  const about = {
    name: `${radiopharmaceutical}/${organ}`,
    radiopharmaceutical,
    organ,
    nuclide: "Lu-177",
    patients: 0,
    source: `${halfLife}; amount assumed (${basis}); spreads and an uptake half-life of ${UPTAKE_HALF_LIFE_H[0]} h assumed`,
  };
  return independentPrior(about, amplitudePerMBq, effectiveHalfLifeH, UPTAKE_HALF_LIFE_H);
}
