import { expect, test } from "vitest";
import { populationsToCsv, readPopulations } from "../../src/kinetics/populationCsv";
import { populationsToJson } from "../../src/kinetics/populationFile";
import { PRIORS } from "../../src/kinetics/priors";

const own = PRIORS.slice(0, 2).map((prior) => ({
  ...prior,
  name: `${prior.name}, own "3" curves`,
  logCovariance: [
    [0.09, 0.01, -0.005],
    [0.01, 0.04, 0.002],
    [-0.005, 0.002, 0.16],
  ],
  patients: 3,
}));

test("populations come back from CSV and from JSON as they went", () => {
  const [first] = readPopulations(populationsToCsv(own), "own.csv");
  const { amplitudePerMBq, ...halfLives } = first!.median;

  expect(amplitudePerMBq).toBeCloseTo(own[0]!.median.amplitudePerMBq, 12);
  expect(halfLives).toEqual({
    effectiveHalfLifeH: own[0]!.median.effectiveHalfLifeH,
    uptakeHalfLifeH: own[0]!.median.uptakeHalfLifeH,
  });
  expect({ ...first, median: undefined }).toEqual({ ...own[0], median: undefined });
  expect(readPopulations(populationsToJson(own), "own.json")).toEqual(own);
});

test.each([
  [/0\.16/, "-0.16", /own\.csv, population 1: logCovariance expects/],
  [/0\.09/, "much", /own\.csv:3:var_ln_amplitude/],
  [/effective_half_life_h/, "half_life", /effective_half_life_h/],
])("%s written as %s is refused by file and field", (what, as, reason) => {
  expect(() => readPopulations(populationsToCsv(own).replace(what, as), "own.csv")).toThrow(reason);
});
