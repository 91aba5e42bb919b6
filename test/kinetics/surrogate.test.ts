import { describe, expect, test } from "vitest";
import {
  curveUnderNuclide,
  readingUnderNuclide,
  SURROGATE_PAIRS,
  trappedUnderNuclide,
} from "../../src/kinetics/surrogate";
import { nuclide } from "../../src/physics/nuclides";

const IN111 = { nuclide: "In-111", halfLifeH: 67.3 };
const Y90 = { nuclide: "Y-90", halfLifeH: 64.05 };
const TC99M = { nuclide: "Tc-99m", halfLifeH: 6.007 };
const effective = (biologicalH: number, physicalH: number) => 1 / (1 / biologicalH + 1 / physicalH);
const phase = (amplitudeMBq: number, halfLifeH: number) => ({
  amplitudeMBq,
  ratePerH: Math.LN2 / halfLifeH,
});

describe("A curve under another nuclide", () => {
  const terms = [
    phase(20, effective(80, IN111.halfLifeH)),
    phase(-20, effective(2, IN111.halfLifeH)),
  ];
  const question = { terms, administeredMBq: 185, from: IN111, to: Y90 };

  test("has the same biology and the other decay", () => {
    const { tiacH, flags } = curveUnderNuclide(question);

    const hours = effective(80, Y90.halfLifeH) - effective(2, Y90.halfLifeH);
    expect(tiacH).toBeCloseTo(((20 / 185) * hours) / Math.LN2, 9);
    expect(flags).toEqual([]);
  });

  test("is the curve itself under its own nuclide", () => {
    const same = curveUnderNuclide({ ...question, to: IN111 });

    for (const [i, { ratePerH }] of same.terms.entries())
      expect(ratePerH).toBeCloseTo(terms[i]!.ratePerH, 12);
  });

  test("scales with an edited uptake, and says so", () => {
    const halved = curveUnderNuclide({ ...question, uptakeRatio: 0.5 });

    expect(halved.tiacH / curveUnderNuclide(question).tiacH).toBeCloseTo(0.5, 12);
    expect(halved.assumptions.join()).toContain("0.5 times");
  });

  test("never clears backwards: a phase slower than decay is held and flagged", () => {
    const slow = curveUnderNuclide({ ...question, terms: [phase(20, 90)] });

    expect(slow.terms[0]!.ratePerH).toBeCloseTo(Math.LN2 / Y90.halfLifeH, 12);
    expect(slow.flags[0]).toContain("more slowly than In-111 decays");
  });
});

test("Trapped particles decay and nothing else: 30 % of 99mTc at 2 h is 0.3·64.05/ln2 h of 90Y", () => {
  const activityMBq = 100 * 0.3 * 2 ** (-2 / TC99M.halfLifeH);
  const { tiacH } = trappedUnderNuclide({ timeH: 2, activityMBq }, 100, TC99M, Y90);

  expect(tiacH).toBeCloseTo((0.3 * 64.05) / Math.LN2, 9);
});

test("A reading moves by the ratio of the decays", () => {
  const seen = readingUnderNuclide(10, 24, TC99M, Y90);

  expect(seen).toBeCloseTo(10 * 2 ** (24 / TC99M.halfLifeH - 24 / Y90.halfLifeH), 9);
});

test("Every nuclide of the pairs is known to the program", () => {
  for (const { imaging, therapy } of SURROGATE_PAIRS)
    for (const name of [imaging, ...therapy]) expect(nuclide(name).name).toBe(name);
});
