import { beforeAll, expect, test } from "vitest";
import { imagedSpheres } from "../../src/app/imagedSpheres";
import { livePlan, planUnder } from "../../src/app/livePlan";
import type { PlanResult } from "../../src/app/planResult";
import { criteriaOf, planBasis } from "../../src/app/planView";
import type { ReportInput } from "../../src/app/report/section";
import { spheresSections } from "../../src/app/report/spheres";
import { NO_EDITS, type WhatIf } from "../../src/app/session";
import { changesFor } from "../../src/app/sphereChanges";
import { type SphereComparison, sphereComparison } from "../../src/app/sphereComparison";
import { stoppedJPerGBq } from "../../src/planning/radioembolization";
import { type LiverBox, liverBoxPlan, TWO_TERRITORIES, VOXEL_KG } from "../support/liverBox";

/** The check patient of the partition model in boxes: as many voxels of tumour and liver as 0.3 and 1.2 kg make, nearly. */
const ONE: readonly LiverBox[] = [
  { id: "tumour", name: "Tumour", role: "tumour", from: [7, 7, 3], to: [14, 14, 10], counts: 5 },
  { id: "liver", name: "Liver", role: "organ", from: [6, 6, 2], to: [18, 18, 14], counts: 1 },
  { id: "lungs", name: "Lungs", role: "organ", from: [6, 6, 15], to: [18, 18, 23], counts: 0.29 },
];
const [TUMOUR, NORMAL, LUNGS] = [343, 1728 - 343, 1152];

const compare = (result: PlanResult, change: Partial<WhatIf> = {}): SphereComparison => {
  const whatIf: WhatIf = { ...NO_EDITS, ...change };
  const shown = planUnder(livePlan(result), whatIf);
  const comparison = sphereComparison(shown, {
    regions: whatIf.regions,
    basis: planBasis(shown, whatIf),
    limits: criteriaOf(shown.prescription.protocol, whatIf).limits,
    wishes: whatIf.spheres ?? {},
    patient: { heightCm: 175, weightKg: 70 },
    hasDoseBefore: false,
  });
  if (typeof comparison === "string") throw new Error(comparison);
  return comparison;
};
const way = ({ ways }: SphereComparison, id: string) => ways.find((one) => one.id === id)!;
const dose = (comparison: SphereComparison, id: string, kind: string) =>
  way(comparison, id).gyPerGBq[
    comparison.compartments.findIndex((compartment) => compartment.kind === kind)
  ]!;

let one: PlanResult;
let two: PlanResult;
beforeAll(async () => {
  one = await liverBoxPlan(ONE);
  two = await liverBoxPlan(TWO_TERRITORIES);
});

test("partition by hand, and voxels within the 0.2 % between the constants of 90Y", () => {
  const comparison = compare(one);
  const liver = 5 * TUMOUR + NORMAL;
  const shunt = (0.29 * LUNGS) / (0.29 * LUNGS + liver);
  const normalGy = (49.67 * (1 - shunt)) / (liver * VOXEL_KG);

  expect(comparison.lungShunt).toBeCloseTo(shunt, 6);
  expect(dose(comparison, "partition", "perfusedLiver") / normalGy).toBeCloseTo(1, 2);
  for (const kind of ["tumour", "perfusedLiver", "nonTumouralLiver", "lung"]) {
    const ratio = dose(comparison, "voxel", kind) / dose(comparison, "partition", kind);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.005);
  }
  expect(way(comparison, "partition").activityGBq).toBeCloseTo(
    205 / dose(comparison, "partition", "tumour"),
    9,
  );
  expect(way(comparison, "voxel").activityGBq).toBeCloseTo(
    205 / dose(comparison, "voxel", "tumour"),
    9,
  );
});

test("one compartment gets one dose, and the body surface an activity alone", () => {
  const comparison = compare(one);
  const mono = way(comparison, "monoCompartment");

  expect(dose(comparison, "monoCompartment", "tumour")).toBeCloseTo(
    dose(comparison, "monoCompartment", "perfusedLiver"),
    9,
  );
  expect(mono.activityGBq! * dose(comparison, "monoCompartment", "tumour")).toBeCloseTo(120, 6);
  const surface = way(comparison, "bodySurface");
  expect(surface.activityGBq).toBeCloseTo(1.848 - 0.2 + TUMOUR / 1728, 2);
  expect(surface.gyPerGBq.every((gy) => gy === undefined)).toBe(true);
});

test("166Ho: 60 Gy to the perfused volume at 15.87 J/GBq, no body surface, and no tumour dose unless one is asked for", async () => {
  const holmium = await liverBoxPlan(ONE, { protocol: { name: "ho166-microspheres" } });
  const asked = compare(holmium, { spheres: { tumourGy: 150 } });
  const comparison = compare(holmium);

  const mono = way(comparison, "monoCompartment").activityGBq!;
  const kg = 1728 * VOXEL_KG;
  expect(mono / ((60 * kg) / (15.87 * (1 - comparison.lungShunt)))).toBeCloseTo(1, 3);
  expect(way(comparison, "bodySurface")).toMatchObject({ reason: "for 90Y resin alone" });
  expect(way(comparison, "voxel")).toMatchObject({ reason: "enter the dose wanted in tumours" });
  expect(way(asked, "voxel").activityGBq).toBeCloseTo(150 / dose(asked, "voxel", "tumour"), 9);
  const ratio = dose(comparison, "voxel", "tumour") / dose(comparison, "partition", "tumour");
  expect(ratio / (stoppedJPerGBq("Ho-166") / 15.87)).toBeCloseTo(1, 3);
  expect(way(comparison, "voxel").binds).toBe("non-tumoural liver 60 Gy");
});

test("a larger shunt moves every way alike, and the lungs bind", () => {
  const imaged = imagedSpheres(one);
  if (typeof imaged === "string") throw new Error(imaged);
  const regions = changesFor(imaged, { shares: [1], lungShunt: 0.4 }, {});
  const before = compare(one);
  const after = compare(one, { regions });

  expect(after.lungShunt).toBeCloseTo(0.4, 9);
  expect(after.imagedLungShunt).toBeCloseTo(before.lungShunt, 9);
  for (const id of ["partition", "voxel"])
    expect(dose(after, id, "tumour") / dose(before, id, "tumour")).toBeCloseTo(
      0.6 / (1 - before.lungShunt),
      6,
    );
  expect(way(before, "voxel").binds).toContain("liver");
  expect(way(after, "voxel").binds).toBe("lung 30 Gy");
  expect(way(after, "partition").binds).toBe("lung 30 Gy");
  expect(way(after, "voxel").largestGBq! / way(after, "partition").largestGBq!).toBeCloseTo(1, 2);
});

test("of two territories voxels and partition agree in each, and each has an activity of its own", () => {
  const imaged = imagedSpheres(two);
  if (typeof imaged === "string") throw new Error(imaged);
  const regions = changesFor(imaged, { shares: [0.3, 0.7], lungShunt: 0.08 }, {});
  const comparison = compare(two, { regions });

  expect(comparison.territories.map(({ share }) => share.toFixed(6))).toEqual([
    "0.300000",
    "0.700000",
  ]);
  const [partition, voxel] = [way(comparison, "partition"), way(comparison, "voxel")];
  for (const [c, gy] of partition.gyPerGBq.entries())
    expect(Math.abs(voxel.gyPerGBq[c]! / gy! - 1)).toBeLessThan(0.005);
  const right = comparison.territories[0]!;
  const rightKg = 864 * VOXEL_KG;
  expect(right.monoCompartmentGBq / ((120 * rightKg) / (50 * 0.92))).toBeCloseTo(1, 2);
  const normalGy = 205 / 3;
  expect(
    right.partitionGBq! / ((normalGy * (768 + 6 * 64 + 3 * 32) * VOXEL_KG) / (49.67 * 0.92)),
  ).toBeCloseTo(1, 2);
  expect(comparison.notes.join()).toContain("Middle tumour: lies in more than one territory");
});

test("tumours and territories whose names read alike stay apart", () => {
  const alike = { tumour: ["met_1", "met 1"], territory: ["lobe", "lobe"] } as const;
  const nth = { tumour: 0, territory: 0 };
  const regions = two.regions.map((region) => {
    const { role } = region;
    if (role !== "tumour" && role !== "territory") return region;
    return { ...region, name: alike[role][nth[role]++ % 2]! };
  });
  const { compartments, ways } = compare({ ...two, regions });
  const before = compare(two);

  expect(new Set(compartments.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(
    before.compartments.length,
  );
  expect(ways.map(({ gyPerGBq }) => gyPerGBq)).toEqual(before.ways.map((one) => one.gyPerGBq));
});

test("the report holds the ways side by side, where the shunt is from and every injection", () => {
  const imaged = imagedSpheres(two);
  if (typeof imaged === "string") throw new Error(imaged);
  const planar = { lungAnterior: 90, lungPosterior: 40, liverAnterior: 600, liverPosterior: 486 };
  const whatIf: WhatIf = {
    ...NO_EDITS,
    activityGBq: 2,
    regions: changesFor(imaged, { shares: [0.75, 0.25], lungShunt: 0.1 }, {}),
    spheres: { tumourGy: 150, shunt: { share: 0.1, planar } },
  };
  const result = planUnder(livePlan(two), whatIf);
  const input = {
    result,
    ahead: result,
    whatIf,
    basis: planBasis(result, whatIf),
  } as unknown as ReportInput;

  const [microspheres, injections] = spheresSections(input);

  const shunt = microspheres!.items.find(({ name }) => name === "Lung shunt")!.value!;
  expect(shunt).toMatch(/^10\.0 % from planar counts.*corrects neither scatter/);
  expect(microspheres!.items[0]!.value).toBe(
    "Of 2 GBq injected (Right lobe 1.5 GBq, Left lobe 0.5 GBq) 1.8 GBq stay in the liver and 0.2 GBq reach the lungs.",
  );
  const { head, rows } = microspheres!.table!;
  expect(head).toEqual(["", "Mono-compartment", "Partition", "Body surface (resin)", "Voxels"]);
  expect(rows.find(([name]) => name!.startsWith("Lungs, 590 g"))!.at(-1)).toBe("16.8 Gy");
  expect(injections!.table!.rows.map((row) => row.slice(0, 3))).toEqual([
    ["Right lobe", "75.0 %", "1.5 GBq"],
    ["Left lobe", "25.0 %", "0.5 GBq"],
  ]);
});
