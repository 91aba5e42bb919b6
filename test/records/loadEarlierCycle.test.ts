import { expect, test } from "vitest";
import type { Case } from "../../src/records/caseFile";
import { earlierPlanNotes, loadEarlierCycle } from "../../src/records/loadEarlierCycle";

const TERMS = [{ amplitudeMBq: 80, ratePerH: Math.LN2 / 51 }];
const region = (structureId: string, changes = {}) => ({
  structureId,
  tiacH: 1,
  method: "auto",
  model: "monoExponential",
  terms: TERMS,
  ...changes,
});
const planOf = (regions: readonly object[], patient = "P1") => ({
  schema: "gyre.plan/1",
  patient,
  settings: { protocol: "177Lu", nuclide: "Lu-177" },
  regions,
  structures: [],
  limits: [],
  warnings: [],
});
const caseOf = (scans: number, perStructure: Case["kinetics"]["perStructure"] = {}) =>
  ({
    patient: "P1",
    scans: Array.from({ length: scans }, (_, s) => ({ id: String(s) })),
    kinetics: { model: "auto", earlierPlan: "cycle1/plan.json", perStructure },
  }) as unknown as Case;
const load = (data: Case, plan: object) =>
  loadEarlierCycle(data, async (path) => {
    expect(path).toBe("cycle1/plan.json");
    return new TextEncoder().encode(JSON.stringify(plan));
  });

test("regions without a choice of their own take their curve from the earlier plan", async () => {
  const plan = planOf([region("kidney"), region("liver")]);

  const choices = await load(caseOf(1, { liver: "permanent" }), plan);

  const earlier = { terms: TERMS, nuclide: "Lu-177", source: "cycle1/plan.json" };
  expect(choices).toEqual({ kidney: { method: "earlierCycle", earlier } });
});

test("three scans have kinetics of their own, and a sentence says so", async () => {
  expect(await load(caseOf(3), planOf([region("kidney")]))).toEqual({});
  expect(earlierPlanNotes(caseOf(3))).toEqual([
    "kinetics.earlierPlan: cycle1/plan.json is not used: with 3 scans every region has kinetics of its own.",
  ]);
  expect(earlierPlanNotes(caseOf(2))).toEqual([]);
});

test("a trapezoid runs through its readings that count", async () => {
  const readings = { timesH: [4, 24, 96], activityMBq: [60, 100, 900], weights: [1, 1, 0] };
  const plan = planOf([region("kidney", { model: "trapezoid", ...readings })]);

  const { kidney } = await load(caseOf(1), plan);

  expect(kidney!.earlier!.corners).toEqual([
    { timeH: 4, activityMBq: 60 },
    { timeH: 24, activityMBq: 100 },
  ]);
});

test.each([
  [
    "a trapezoid whose readings are not told",
    { model: "trapezoid" },
    "received trapezoid without readings in cycle1/plan.json",
  ],
  ["a half-life of others", { method: "madsen2018" }, "received madsen2018"],
])("%s is refused with a sentence", async (_, changes, sentence) => {
  const plan = planOf([region("kidney", changes)]);

  await expect(load(caseOf(1), plan)).rejects.toThrow(sentence);
  await expect(load(caseOf(1, { kidney: "auto" }), plan)).resolves.toEqual({});
});

test("the plan of another patient is refused", async () => {
  await expect(load(caseOf(1), planOf([], "P2"))).rejects.toThrow('plan of patient "P1"');
});
