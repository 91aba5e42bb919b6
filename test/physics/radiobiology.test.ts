import { expect, test } from "vitest";
import { normalCumulative, normalQuantile } from "../../src/physics/normal";
import {
  bedOf,
  bedOfCycles,
  bedOfFractions,
  bedOfTumourControl,
  biologicallyEffectiveDose,
  complicationProbability,
  doseOfBed,
  doseOfBedInCycles,
  equieffectiveDose,
  generalisedUniformDoseOf,
  LOW_LET,
  mixedFieldBed,
  protractionFactor,
  protractionFactorOfSum,
  repopulationLossGy,
  tumourControl,
  uniformDoseOf,
} from "../../src/physics/radiobiology";

const kidney = { alphaBetaGy: 2.6, repairHalfLifeH: 2.8 };

test.each([
  [1, 33.59],
  [4, 25.65],
])("23 Gy to a kidney in %i cycle(s) of T_eff 51 h has a BED of %f Gy", (cycles, bedGy) => {
  expect(bedOfCycles(23, cycles, kidney, 51)).toBeCloseTo(bedGy, 2);
});

test("50 Gy of 90Y in the liver have a BED of 87.54 Gy", () => {
  const liver = { alphaBetaGy: 2.5, repairHalfLifeH: 2.5 };

  expect(bedOfCycles(50, 1, liver, 64.1)).toBeCloseTo(87.54, 2);
});

test.each([
  [27, 24.09],
  [28, 24.9],
  [40, 34.16],
])("a BED of %f Gy in four cycles takes %f Gy", (bedGy, doseGy) => {
  const response = mixedFieldBed(LOW_LET, protractionFactor(2.8, 51), 2.6);

  expect(doseOfBedInCycles(response, bedGy, 4)).toBeCloseTo(doseGy, 2);
  expect(bedOfCycles(doseOfBedInCycles(response, bedGy, 4), 4, kidney, 51)).toBeCloseTo(bedGy, 9);
});

test.each([51, 2.8, 0.01, 5000])(
  "the general G of one exponential of %f h is T_rep/(T_rep + T_eff), also where both are equal",
  (halfLifeH) => {
    const terms = [{ amplitude: 7, ratePerH: Math.LN2 / halfLifeH }];

    const general = protractionFactorOfSum(terms, 2.8);

    expect(general / protractionFactor(2.8, halfLifeH)).toBeCloseTo(1, 12);
  },
);

test("one exponential written as two equal ones has the same G", () => {
  const ratePerH = Math.LN2 / 51;
  const halves = [
    { amplitude: 0.3, ratePerH },
    { amplitude: 0.7, ratePerH },
  ];

  expect(protractionFactorOfSum(halves, 2.8)).toBeCloseTo(protractionFactor(2.8, 51), 12);
});

test.each([1.5, 2.8, 40])(
  "G of uptake and washout equals the double integral over time (T_rep %f h)",
  (repairHalfLifeH) => {
    const terms = [
      { amplitude: 1, ratePerH: Math.LN2 / 50 },
      { amplitude: -1, ratePerH: Math.LN2 / 4 },
    ];

    const numeric = integratedG(terms, repairHalfLifeH);

    expect(protractionFactorOfSum(terms, repairHalfLifeH) / numeric).toBeCloseTo(1, 4);
  },
);

test("2 Gy of alphas with RBE 5 and 1 Gy of betas have a BED of 11.020 Gy", () => {
  const field = { alphaShare: 2 / 3, rbeMax: 5 };
  const response = mixedFieldBed(field, protractionFactor(2.8, 51), 2.6);

  expect(bedOf(response, 3)).toBeCloseTo(11.02, 3);
  expect(doseOfBed(response, bedOf(response, 3))).toBeCloseTo(3, 12);
});

test("with alphas in the quadratic term that BED grows by (9 - 1)·G/(α/β)", () => {
  const g = protractionFactor(2.8, 51);
  const field = { alphaShare: 2 / 3, rbeMax: 5, alphaInQuadratic: true };

  const grown = bedOf(mixedFieldBed(field, g, 2.6), 3);

  expect(grown).toBeCloseTo(11 + (9 * g) / 2.6, 12);
});

test("alphas alone take BED/RBE: the inverse holds where the quadratic term vanishes", () => {
  const response = mixedFieldBed({ alphaShare: 1, rbeMax: 5 }, 0.05, 2.6);

  expect(doseOfBed(response, 30)).toBe(6);
  expect(doseOfBed(response, -1)).toBe(0);
});

test("30 fractions of 2 Gy are their own EQD2", () => {
  const bedGy = bedOfFractions(60, 30, 3);

  expect(bedGy).toBeCloseTo(100, 12);
  expect(equieffectiveDose(bedGy, 3)).toBeCloseTo(60, 12);
});

test("EQD2 equals D(α/β + D·G)/(α/β + 2)", () => {
  const g = protractionFactor(2.8, 51);

  expect(equieffectiveDose(biologicallyEffectiveDose(23, g, 2.6), 2.6)).toBeCloseTo(
    (23 * (2.6 + 23 * g)) / 4.6,
    12,
  );
});

test("repopulation takes nothing before its start and K a day after it", () => {
  const course = { lossGyPerDay: 0.5, kickOffDays: 21 };

  expect(repopulationLossGy({ ...course, treatmentDays: 20 })).toBe(0);
  expect(repopulationLossGy({ ...course, treatmentDays: 31 })).toBe(5);
});

test("a uniform dose is its own EUD and gEUD; a cold part lowers the EUD below the mean", () => {
  expect(uniformDoseOf([{ share: 1, gy: 17 }], 0.3)).toBeCloseTo(17, 12);
  expect(generalisedUniformDoseOf([{ share: 1, gy: 17 }], -8)).toBeCloseTo(17, 12);
  const mixed = [
    { share: 0.9, gy: 20 },
    { share: 0.1, gy: 0 },
  ];
  expect(uniformDoseOf(mixed, 0.3)).toBeCloseTo(-Math.log(0.9 * Math.exp(-6) + 0.1) / 0.3, 12);
  expect(generalisedUniformDoseOf(mixed, 1)).toBeCloseTo(18, 12);
});

test("a TCP of 1/e leaves one clonogen on average, and its BED is found back", () => {
  expect(tumourControl(1e7, 0.3, Math.log(1e7) / 0.3)).toBeCloseTo(Math.exp(-1), 12);
  expect(tumourControl(1e7, 0.3, bedOfTumourControl(1e7, 0.3, 0.9))).toBeCloseTo(0.9, 12);
});

test("half of the patients complain at TD50, and 84.13 % one standard deviation above it", () => {
  expect(complicationProbability(28, 28, 0.1)).toBe(0.5);
  expect(complicationProbability(30.8, 28, 0.1)).toBeCloseTo(0.841344746, 9);
});

test.each([
  [0, 0.5],
  [1.959963985, 0.975],
  [-3, 1.349898032e-3],
  [3.1, 0.999032397],
  [-6, 9.865876e-10],
])("the normal distribution function at %f is %f", (x, p) => {
  expect(normalCumulative(x) / p).toBeCloseTo(1, 7);
  expect(normalQuantile(normalCumulative(x))).toBeCloseTo(x, 7);
});

/** 2/D² ∫ R(t) ∫_0^t R(w) e^(−μ(t−w)) dw dt by stepping the damage that is still open to repair. */
function integratedG(
  terms: readonly { readonly amplitude: number; readonly ratePerH: number }[],
  repairHalfLifeH: number,
): number {
  const mu = Math.LN2 / repairHalfLifeH;
  const rate = (t: number) =>
    terms.reduce((sum, { amplitude, ratePerH }) => sum + amplitude * Math.exp(-ratePerH * t), 0);
  const stepH = 0.01;
  let dose = 0;
  let open = 0;
  let pairs = 0;
  for (let t = stepH / 2; t < 1500; t += stepH) {
    const added = rate(t) * stepH;
    pairs += added * (open * Math.exp((-mu * stepH) / 2) + added / 2);
    open = open * Math.exp(-mu * stepH) + added * Math.exp((-mu * stepH) / 2);
    dose += added;
  }
  return (2 * pairs) / dose ** 2;
}
