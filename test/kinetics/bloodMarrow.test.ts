import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import {
  marrowComparison,
  marrowFromBlood,
  marrowFromImage,
  marrowToBloodRatio,
} from "../../src/kinetics/bloodMarrow";

/** Mean electron energy of 177Lu, 0.147 MeV. */
const LU177 = { selfJPerDecay: 0.147 * 1.602176634e-13, marrowG: 1170 };
const ALONE = { ...LU177, remainderGyPerDecay: 0, remainderTiacH: 0 };

test("RMBLR is 0.19/(1 − haematocrit) in plasma and 1 for peptides", () => {
  expect(marrowToBloodRatio({ kind: "plasma", haematocrit: 0.45 })).toBeCloseTo(0.34545, 5);
  expect(marrowToBloodRatio({ kind: "peptide" })).toBe(1);
  expect(() => marrowToBloodRatio({ kind: "plasma", haematocrit: 45 })).toThrow(InputError);
});

test("1e-4 h/mL in blood give the marrow of a peptide 1.06⁻¹·1e-4 h a gram and 8.0 mGy/GBq", () => {
  const { tiacH, gyPerGBq } = marrowFromBlood({ ...ALONE, bloodTiacHPerMl: 1e-4, ratio: 1 });

  expect(tiacH).toBeCloseTo((1e-4 / 1.06) * 1170, 12);
  expect(gyPerGBq * 1000).toBeCloseTo(
    ((3.6e12 * 0.147 * 1.602176634e-13 * 1e-4) / 1.06e-3) * 1000,
    9,
  );
  expect(gyPerGBq * 1000).toBeCloseTo(8.0, 1);
});

test("the mass of the marrow does not change its self-dose from blood, and the remainder adds its own", () => {
  const question = { ...LU177, bloodTiacHPerMl: 1e-4, ratio: 1, remainderTiacH: 20 };
  const small = marrowFromBlood({ ...question, remainderGyPerDecay: 1e-16, marrowG: 600 });
  const large = marrowFromBlood({ ...question, remainderGyPerDecay: 1e-16 });

  expect(small.selfGyPerGBq).toBeCloseTo(large.selfGyPerGBq, 12);
  expect(large.crossGyPerGBq).toBeCloseTo(1e-16 * 20 * 3.6e12, 12);
});

test("an image with the concentration of blood gives the dose of blood", () => {
  const blood = marrowFromBlood({ ...ALONE, bloodTiacHPerMl: 1e-4, ratio: 1 });
  const image = marrowFromImage({ ...ALONE, vertebraeTiacH: (1e-4 / 1.06) * 60, vertebraeG: 60 });

  expect(marrowComparison(blood, image).imageOverBlood).toBeCloseTo(1, 12);
});
