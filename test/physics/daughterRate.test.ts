import { expect, test } from "vitest";
import { batemanActivity } from "../../src/physics/bateman";
import { chainGroups } from "../../src/physics/chainGroups";
import { deliveredTerms, deliveryOf } from "../../src/physics/daughterRate";
import { nuclide } from "../../src/physics/nuclides";
import { HOUR_S } from "../../src/physics/units";

const th227 = nuclide("Th-227");
const groups = chainGroups(th227);
const physical = (Math.LN2 * HOUR_S) / th227.halfLifeS;

test("Ra-223 in Th-227 that stays where it is has the activity of Bateman's equation", () => {
  const terms = deliveredTerms(
    [{ amplitude: 1, ratePerH: physical }],
    deliveryOf(groups, {}, [0, 1, 0], "tumour"),
  );
  for (const hours of [1, 24, 240, 1920]) {
    const activity = terms.reduce(
      (sum, { amplitude, ratePerH }) => sum + amplitude * Math.exp(-ratePerH * hours),
      0,
    );
    expect(activity / batemanActivity(th227, "Ra-223", hours * HOUR_S)).toBeCloseTo(1, 8);
  }
});

test("over all time a daughter that stays decays as often as its parent, cleared ones less by λ/(λ + λ_biological)", () => {
  const radium = nuclide("Ra-223").halfLifeS / HOUR_S;
  for (const biologicalHalfLifeH of [undefined, radium, 24]) {
    const fates = biologicalHalfLifeH === undefined ? {} : { "Ra-223": { biologicalHalfLifeH } };
    const parent = [
      { amplitude: 3, ratePerH: 0.02 },
      { amplitude: -1, ratePerH: 0.5 },
    ];
    const total = (weights: number[]) =>
      deliveredTerms(parent, deliveryOf(groups, fates, weights, "tumour")).reduce(
        (sum, { amplitude, ratePerH }) => sum + amplitude / ratePerH,
        0,
      );
    const share =
      biologicalHalfLifeH === undefined ? 1 : biologicalHalfLifeH / (biologicalHalfLifeH + radium);
    expect(total([0, 1, 0]) / total([1, 0, 0])).toBeCloseTo(share, 8);
  }
});

test("equal rates of parent and daughter stay finite", () => {
  const rate = (Math.LN2 * HOUR_S) / nuclide("Ra-223").halfLifeS;
  const terms = deliveredTerms(
    [{ amplitude: 1, ratePerH: rate }],
    deliveryOf(groups, {}, [0, 1, 0], "tumour"),
  );
  const at = 1 / rate;
  const activity = terms.reduce(
    (sum, { amplitude, ratePerH }) => sum + amplitude * Math.exp(-ratePerH * at),
    0,
  );
  expect(activity).toBeCloseTo(Math.exp(-1), 4);
});
