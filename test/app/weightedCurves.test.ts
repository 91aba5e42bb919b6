import { expect, test } from "vitest";
import { weightedDvhMarks } from "../../components/dvhMarks";
import type { PlanResult } from "../../src/app/planResult";
import { limitRows, planBasis } from "../../src/app/planView";
import { NO_EDITS } from "../../src/app/session";
import { weightedCurves } from "../../src/app/weightedCurves";
import { doseAtVolumePercent } from "../../src/dosimetry/dvhMetrics";
import { protocol } from "../../src/planning/protocols";
import { limitOf, organ } from "../support/planning";

const kidney = organ("kidney", [1, 3], { alphaShare: 0.75 });
const liver = organ("liver", [1, 2], { alphaShare: 0 });
const planWith = (limits = protocol("ac225-psma").limits) => {
  const structureDoses = [kidney, liver];
  return {
    prescription: { protocol: { ...protocol("ac225-psma"), limits }, nuclide: "Ac-225" },
    regions: [],
    structureDoses,
    dvhs: structureDoses.map(({ dvh }) => dvh),
  } as unknown as PlanResult;
};
const curves = (result: PlanResult, rbeAlpha?: number) =>
  weightedCurves({ result, basis: planBasis(result, { ...NO_EDITS, rbeAlpha }), rbeAlpha });

test("the axis of an organ is weighed by 1 + (RBE − 1)·share: 4 at RBE 5 and 75 % alphas; without alphas it stays", () => {
  const [weighed, same] = curves(planWith())!.dvhs;

  expect(weighed!.meanGy).toBeCloseTo(2 * 4, 9);
  expect(doseAtVolumePercent(weighed!, 50)).toBeCloseTo(4 * doseAtVolumePercent(kidney.dvh, 50), 9);
  expect(same).toBe(liver.dvh);
});

test("the axis follows the RBE of the what-if: 2.5 at RBE 3", () => {
  expect(curves(planWith(), 3)!.dvhs[0]!.meanGy).toBeCloseTo(2 * 2.5, 9);
});

test("without alphas there is no such axis", () => {
  const result = { ...planWith(), structureDoses: [liver], dvhs: [liver.dvh] } as PlanResult;

  expect(curves(result)).toBeUndefined();
});

test("limits stand on the axis by whose RBE they are weighted, and on no other", () => {
  const result = planWith([
    limitOf(23, { id: "weighted", rbeAlpha: 5 }),
    limitOf(20, { id: "other", rbeAlpha: 3 }),
    limitOf(10, { id: "absorbed" }),
  ]);
  const basis = planBasis(result, NO_EDITS);

  const marks = weightedDvhMarks(limitRows(basis, 4), curves(result)!.rbe);

  expect(basis.limits).toHaveLength(3);
  expect(marks).toEqual([
    { structureId: "kidney", doseGy: 23, volumePercent: undefined, met: false },
  ]);
});
