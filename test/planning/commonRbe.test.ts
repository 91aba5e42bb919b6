import { expect, test } from "vitest";
import { commonRbe, RBE_SOURCE } from "../../src/planning/commonRbe";
import { largestActivity } from "../../src/planning/largestActivity";
import { protocol } from "../../src/planning/protocols";
import { criteriaUnder } from "../../src/planning/scenario";
import { limitOf, organ } from "../support/planning";

const limits = [
  limitOf(30, { id: "weighted", rbeAlpha: 5 }),
  limitOf(40, { id: "own", rbeAlpha: 5 }),
  limitOf(23, { id: "absorbed" }),
  limitOf(28, {
    id: "bed",
    metric: { kind: "bed", of: "meanDose", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 },
  }),
];
const changes = { own: { rbeAlpha: 3 } };

test("one RBE goes to all limits that weigh alphas and to BED; own values and absorbed dose stay", () => {
  const rbe = criteriaUnder(limits, changes, 4).map(({ id, rbeAlpha }) => [id, rbeAlpha]);

  expect(rbe).toEqual([
    ["weighted", 4],
    ["own", 3],
    ["absorbed", undefined],
    ["bed", 4],
  ]);
});

test("the field says what the protocol has, from where, and who keeps an own value", () => {
  const common = commonRbe(protocol("ac225-psma").limits, {}, undefined)!;
  const kept = commonRbe(limits, changes, 4)!;

  expect(common).toMatchObject({ rbeAlpha: 5, ofProtocol: [5], source: RBE_SOURCE, own: [] });
  expect(kept).toMatchObject({ rbeAlpha: 4, ofProtocol: [5, 1], weighed: 3 });
  expect(kept.own).toEqual([{ id: "own", label: "Kidney mean dose", rbeAlpha: 3 }]);
  expect(commonRbe([limitOf(23)], {}, undefined)).toBeUndefined();
});

test("213Bi: with 30 Gy(RBE) on 1.62 Gy/GBq the activity goes as 1/RBE: 3.7 GBq at 5, 6.17 at 3", () => {
  const structures = [organ("kidney", [1.62, 1.62], { alphaShare: 1 })];
  const at = (rbeAlpha?: number) =>
    largestActivity({
      structures,
      limits: criteriaUnder([limits[0]!], {}, rbeAlpha),
      cycles: 1,
    }).activityGBq;

  expect(at()).toBeCloseTo(30 / 8.1, 3);
  expect(at(3)).toBeCloseTo(30 / 4.86, 3);
});

test("a BED of alphas and betas follows the RBE: 2 and 1 Gy have 11.020 Gy at 5", () => {
  const structure = organ("kidney", [3, 3], { alphaShare: 2 / 3, effectiveHalfLifeH: 51 });
  const bedGy = 5 * 2 + 1 + (2.8 / 53.8 / 2.6) * 1 ** 2;

  const { activityGBq } = largestActivity({
    structures: [structure],
    limits: criteriaUnder([{ ...limits[3]!, value: bedGy }], {}, 5),
    cycles: 1,
  });

  expect(bedGy).toBeCloseTo(11.02, 3);
  expect(activityGBq).toBeCloseTo(1, 6);
});
