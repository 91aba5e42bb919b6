import { expect, test } from "vitest";
import type { Case } from "../../src/records/caseFile";
import { loadEarlierCycle } from "../../src/records/loadEarlierCycle";

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

test("three scans have kinetics of their own", async () => {
  expect(await load(caseOf(3), planOf([region("kidney")]))).toEqual({});
});

test.each([
  ["a trapezoid", { model: "trapezoid" }, "received trapezoid in cycle1/plan.json"],
  ["a half-life of others", { method: "madsen2018" }, "received madsen2018"],
])("%s is refused with a sentence", async (_, changes, sentence) => {
  const plan = planOf([region("kidney", changes)]);

  await expect(load(caseOf(1), plan)).rejects.toThrow(sentence);
  await expect(load(caseOf(1, { kidney: "auto" }), plan)).resolves.toEqual({});
});

test("the plan of another patient is refused", async () => {
  await expect(load(caseOf(1), planOf([], "P2"))).rejects.toThrow('plan of patient "P1"');
});
