import { beforeAll, describe, expect, test } from "vitest";
import { memberShares } from "../../src/app/chainBasis";
import { chainOf, daughterLeads } from "../../src/app/daughterPlaces";
import { withDaughters } from "../../src/app/daughters";
import { doseUnder, livePlan, matrixUnder, planUnder } from "../../src/app/livePlan";
import { daughterActivityMBq, withMeasuredShares } from "../../src/app/measuredShares";
import { doseByMethod, methodQuestion } from "../../src/app/methodDose";
import { plan } from "../../src/app/pipeline";
import { secondChecksOf } from "../../src/app/planChecks";
import { planFile } from "../../src/app/planFile";
import type { PlanResult } from "../../src/app/planResult";
import { planBasis } from "../../src/app/planView";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { reportOf } from "../../src/app/report";
import { NO_EDITS } from "../../src/app/session";
import { protractionFactorOfSum } from "../../src/physics/radiobiology";
import { absorbedGyOf, unitText } from "../../src/planning/limit";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import { regionStatistics } from "../../src/volume/statistics";
import type { Study } from "../../src/volume/study";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { schemaFaults } from "../support/schemaFaults";
import { smallCase, smallCaseJson } from "../support/smallCase";

const meanOf = (result: PlanResult, id: string) =>
  result.structureDoses.find(({ structureId }) => structureId === id)!.meanGyPerGBq;

async function planned(nuclide: string, protocol: string, more: object = {}) {
  const files = smallCase();
  const json = {
    ...smallCaseJson(),
    administration: { nuclide, carrier: "PSMA", activityMBq: 7400 },
    protocol: { name: protocol },
    ...more,
  };
  const data = parseCase(
    JSON.stringify({ ...json, scans: json.scans.map((scan) => ({ ...scan, nuclide })) }),
    "case.json",
  );
  const bytes = async (path: string) => files[path] as Uint8Array;
  const study = await loadStudy(data, bytes, quietWork());
  let result: PlanResult | undefined;
  await withGpu(async (gpu) => {
    result = await plan(gpu, study, { ...prescriptionOf(data), nuclide }, quietWork());
  });
  return { study, result: result! };
}

describe("a plan of Ac-225", () => {
  let result!: PlanResult;
  let study!: Study;
  const groups = chainOf("Ac-225")!;

  beforeAll(async () => {
    ({ result, study } = await planned("Ac-225", "ac225-psma"));
  });

  test("closes its energy, and agrees with the second check", () => {
    expect(Math.abs(result.balance.differencePercent)).toBeLessThan(0.5);
    for (const check of secondChecksOf(result))
      if (check.structureId !== "remainder") expect(check.flagged, check.name).toBe(false);
  });

  test("daughters that all stay change nothing", () => {
    const stays = withDaughters(result, { "Bi-213": { stayingShare: 1, restTo: "kidney" } });
    for (const { structureId: id } of result.structureDoses)
      expect(meanOf(stays, id) / meanOf(result, id)).toBeCloseTo(1, 5);
  });

  test("half of Bi-213 from the tumour to the kidney: the kidney gains its decays, the tumour loses half of what it gave", () => {
    const moved = withDaughters(result, { "Bi-213": { stayingShare: 0.5, restTo: "kidney" } });
    const shares = memberShares(result.chain!, daughterLeads(groups, {}, result.regions));
    const tumour = result.structures.findIndex(({ id }) => id === "tumour");
    const source = result.regions.findIndex(({ structureId }) => structureId === "tumour");
    const ofBismuth = result.chain!.members.reduce(
      (sum, { group }, m) => sum + (group === 2 ? shares[m]![tumour]![source]! : 0),
      0,
    );
    expect(ofBismuth).toBeGreaterThan(0.28);
    expect(meanOf(moved, "tumour") / meanOf(result, "tumour")).toBeCloseTo(1 - ofBismuth / 2, 2);
    expect(meanOf(moved, "kidney")).toBeGreaterThan(meanOf(result, "kidney"));
    expect(moved.warnings.join()).toContain(
      "50 % stay where it is formed, the rest decays in Kidney",
    );
    for (const check of secondChecksOf(moved))
      if (check.structureId !== "remainder") expect(check.flagged, check.name).toBe(false);
  });

  test("a mass divides the dose of all that decays in a region, of daughters from elsewhere too, and not that of daughters that left", () => {
    const fates = { "Bi-213": { stayingShare: 0.5, restTo: "kidney" } };
    const moved = withDaughters(result, fates);
    const excreted = withDaughters(result, { "Bi-213": { stayingShare: 0.5 } });
    const changes = { kidney: { massFactor: 2 }, tumour: { massFactor: 4, uptakeFactor: 0.5 } };
    const live = livePlan(moved);
    const before = live.matrix;
    const without = livePlan(excreted).matrix;
    const after = matrixUnder(live, changes);
    const at = (matrix: typeof before, target: string, source: string) =>
      matrix.gyPerGBq[matrix.targets.findIndex(({ id }) => id === target)]![
        matrix.sourceIds.indexOf(source)
      ]!;

    const cross = at(without, "kidney", "tumour");
    const arrived = at(before, "kidney", "tumour") - cross;
    expect(arrived).toBeGreaterThan(10 * cross);
    expect(at(after, "kidney", "tumour") / (0.5 * (cross + arrived / 2))).toBeCloseTo(1, 4);
    const staysInTumour = at(without, "tumour", "tumour");
    const back = at(before, "tumour", "tumour") - staysInTumour;
    expect(at(after, "tumour", "tumour") / (0.5 * (back + staysInTumour / 4))).toBeCloseTo(1, 4);

    const { structureDoses } = planUnder(live, { protocol: undefined, regions: changes });
    const volume = doseUnder(moved, changes);
    for (const [t, { id, mask }] of result.structures.entries()) {
      const mean = after.gyPerGBq[t]!.reduce((sum, gy) => sum + gy, 0);
      expect(structureDoses[t]!.meanGyPerGBq / mean, id).toBeCloseTo(1, 4);
      expect(regionStatistics(mask, volume.values).mean / mean, id).toBeCloseTo(1, 4);
    }
  });

  test("the plan's own method gives the dose again with daughters elsewhere", () =>
    withGpu(async (gpu) => {
      const moved = withDaughters(result, {
        "Fr-221": { stayingShare: 0.8 },
        "Bi-213": { stayingShare: 0.5, restTo: "kidney", biologicalHalfLifeH: 2 },
      });

      const again = await doseByMethod(gpu, methodQuestion(study, moved, "kernel"), quietWork());

      for (const [s, { meanGy }] of again.dvhs.entries())
        expect(meanGy / moved.structureDoses[s]!.meanGyPerGBq).toBeCloseTo(1, 4);
    }));

  test("with all daughters excreted only Ac-225 is left", () => {
    const alone = withDaughters(result, { "Fr-221": { stayingShare: 0 } });
    const shares = memberShares(result.chain!, daughterLeads(groups, {}, result.regions));
    const tumour = result.structures.findIndex(({ id }) => id === "tumour");
    const source = result.regions.findIndex(({ structureId }) => structureId === "tumour");
    expect(meanOf(alone, "tumour") / meanOf(result, "tumour")).toBeCloseTo(
      shares[0]![tumour]![source]!,
      3,
    );
  });

  test("contributions of the nuclides close to 100 % of every structure", () => {
    const shares = memberShares(
      result.chain!,
      daughterLeads(groups, { "Bi-213": { stayingShare: 0.7, restTo: "kidney" } }, result.regions),
    );
    for (const t of result.structures.keys())
      for (const s of result.regions.keys())
        expect(shares.reduce((sum, member) => sum + member[t]![s]!, 0)).toBeCloseTo(1, 12);
  });

  test("plan.json says how each daughter is treated and what each nuclide gives, closing to the mean dose", () => {
    const moved = withDaughters(result, {
      "Bi-213": { stayingShare: 0.7, restTo: "kidney", source: "a study" },
    });
    const file = planFile(study, moved, [], "2026-01-01T00:00:00Z");
    expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
    expect(file.chain!.daughters.map(({ nuclide }) => nuclide)).toEqual(["Fr-221", "Bi-213"]);
    expect(file.settings.daughters!["Bi-213"]!.stayingShare).toBe(0.7);
    for (const [s, { nuclides }] of file.chain!.structures.entries()) {
      const sum = nuclides.reduce((total, { gyPerGBq }) => total + gyPerGBq, 0);
      expect(sum / file.structures[s]!.meanGyPerGBq).toBeCloseTo(1, 4);
      expect(nuclides.map(({ nuclide }) => nuclide)).toContain("Po-213");
    }
  });

  test("a share of one region alone changes what its parents give, and a measured activity fixes it; both stand in plan.json", () => {
    const own = (stayingShare: number) =>
      withDaughters(result, { "Bi-213": { regions: { kidney: { stayingShare } } } });
    const [all, none] = [own(1), own(0)];
    expect(meanOf(all, "kidney")).toBeCloseTo(meanOf(result, "kidney"), 9);
    expect(meanOf(none, "kidney")).toBeLessThan(0.8 * meanOf(result, "kidney"));
    expect(meanOf(none, "tumour") / meanOf(result, "tumour")).toBeGreaterThan(0.97);

    const question = { groups, regions: result.regions, fates: {} };
    const when = { atH: 24, administeredMBq: 7400 };
    const formed = daughterActivityMBq(question, "Bi-213", "kidney", when);
    const measured = { activityMBq: 0.4 * formed, ...when };
    const fates = { "Bi-213": { regions: { kidney: { measured } } } };
    const plan = withDaughters(result, withMeasuredShares("Ac-225", fates, result.regions));
    const share = (dose: PlanResult) => meanOf(dose, "kidney") - meanOf(none, "kidney");
    expect(share(plan) / share(all)).toBeCloseTo(0.4, 5);

    const file = planFile(study, plan, [], "2026-01-01T00:00:00Z");
    expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
    const [kidney] = file.chain!.daughters[1]!.regions;
    expect(kidney!.stayingShare).toBeCloseTo(0.4, 9);
    expect(file.chain!.daughters[1]!.text).toContain("(Kidney 40 %, by");
  });

  test("the report keeps absorbed and RBE-weighted dose apart and lists what each nuclide gives", () => {
    const whatIf = { ...NO_EDITS, activityGBq: 0.01 };
    const basis = planBasis(result, whatIf);
    const { matrix } = livePlan(result);
    const sections = reportOf({
      study,
      result,
      ahead: result,
      whatIf,
      basis,
      matrix,
      interval: undefined,
    });
    const doses = sections.find(({ title }) => title.startsWith("Absorbed dose"))!.table!;
    const [absorbed, weighted] = ["Mean", "Mean, Gy(RBE)"].map((name) => doses.head.indexOf(name));
    const kidney = doses.rows.find(([name]) => name === "Kidney")!;
    expect(kidney[doses.head.indexOf("RBE of alphas")]).toBe("5");
    const share = result.structureDoses[0]!.alphaShare!;
    expect(Number(kidney[weighted!]) / Number(kidney[absorbed!])).toBeCloseTo(1 + 4 * share, 1);
    const limit = sections.find(({ title }) => title === "Limits and goals")!.table!.rows[0]!;
    expect(limit[3]).toBe("23 Gy(RBE)");
    const chain = sections.find(({ title }) => title.startsWith("Contributions of the chain"))!;
    expect(chain.table!.head.slice(1, -1)).toEqual(
      result.chain!.members.map(({ nuclide }) => nuclide),
    );
  });

  test("an RBE-weighted limit is neither an isodose nor a mark on the axis of absorbed dose", () => {
    const { limits } = planBasis(result, NO_EDITS);
    const weighted = limits.filter(({ criterion }) => criterion.rbeAlpha !== undefined);
    expect(weighted.length).toBeGreaterThan(0);
    for (const { criterion } of weighted) {
      expect(absorbedGyOf(criterion)).toBeUndefined();
      expect(unitText(criterion)).toBe("Gy(RBE)");
    }
  });

  test("refuses daughters and places that are not there, naming them", () => {
    const fate = (name: string, restTo: string) => () =>
      withDaughters(result, { [name]: { stayingShare: 0.5, restTo } });
    expect(() => withDaughters(result, { "Bi-213": { regions: { spleen: {} } } })).toThrow(
      "daughters: Bi-213: regions: expected one of kidney",
    );
    expect(fate("Ra-223", "kidney")).toThrow("daughters: expected Fr-221, Bi-213");
    expect(fate("Bi-213", "spleen")).toThrow("Bi-213: restTo: expected one of kidney");
    expect(() => withDaughters(result, { "Bi-213": { stayingShare: 1.2 } })).toThrow("0 to 1");
  });
});

test("BED of Th-227 rests on the course of Ra-223 too: a slower dose rate, and a faster one where Ra-223 is excreted", async () => {
  const { result } = await planned("Th-227", "ac225-psma");
  const protraction = (plan: PlanResult) =>
    protractionFactorOfSum(plan.structureDoses[0]!.rateTerms!, 2.8);
  const alone = withDaughters(result, { "Ra-223": { stayingShare: 0 } });

  expect(result.regions[0]!.delivery).toHaveLength(3);
  expect(protraction(result)).toBeLessThan(protraction(alone));
  expect(meanOf(result, "tumour") / meanOf(alone, "tumour")).toBeGreaterThan(5);
  expect(result.warnings.join()).toContain("Ra-223 (half-life 11.4 d) after Th-227");
  expect(secondChecksOf(result).find(({ structureId }) => structureId === "kidney")!.flagged).toBe(
    false,
  );
});

test("a case that states a measured daughter is planned with the share that it fixes, and refused where none does", async () => {
  const kidney = (activityMBq: number) => ({
    daughters: {
      "Bi-213": {
        regions: { kidney: { measured: { activityMBq, atH: 24, administeredMBq: 7400 } } },
      },
    },
  });

  const { result } = await planned("Ac-225", "ac225-psma", kidney(2));

  const { daughters } = result.prescription;
  const question = { groups: chainOf("Ac-225")!, regions: result.regions, fates: daughters! };
  const when = { atH: 24, administeredMBq: 7400 };
  expect(daughterActivityMBq(question, "Bi-213", "kidney", when)).toBeCloseTo(2, 6);
  await expect(planned("Ac-225", "ac225-psma", kidney(2e6))).rejects.toThrow(
    /daughters: Bi-213 in Kidney: measured: expected 0 to .* MBq at 24 h, received/,
  );
});
