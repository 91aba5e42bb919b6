import { beforeAll, describe, expect, test } from "vitest";
import { vesselsOf } from "../../src/app/deliveryOfPlan";
import { type ImagedSpheres, imagedSpheres } from "../../src/app/imagedSpheres";
import { livePlan, planUnder } from "../../src/app/livePlan";
import type { PlanResult } from "../../src/app/planResult";
import { changesFor, givingUnder } from "../../src/app/sphereChanges";
import { matchStructures } from "../../src/planning/matchStructures";
import { trappedEnergyJPerGBq } from "../../src/planning/radioembolization";
import { NORMAL_LIVER } from "../../src/planning/tissues";
import { parseCase } from "../../src/records/caseFile";
import { liverBoxCase, liverBoxPlan, TWO_TERRITORIES, VOXEL_KG } from "../support/liverBox";

// By hand, in voxels: right lobe 864 with 64 of the right tumour and 32 of the middle one, left lobe 576 with 32; liver beyond both 288, lungs 1152.
const RIGHT = { normal: 864 - 64 - 32, counts: 768 + 6 * 64 + 3 * 32 };
const LEFT = { normal: 576 - 32, counts: 0.5 * 544 + 3 * 32 };
const LUNG = 0.1 * 1152;
const ALL = RIGHT.counts + LEFT.counts + LUNG;

let result: PlanResult;
let imaged: ImagedSpheres;
beforeAll(async () => {
  result = await liverBoxPlan(TWO_TERRITORIES);
  const spheres = imagedSpheres(result);
  if (typeof spheres === "string") throw new Error(spheres);
  imaged = spheres;
});

const gyPerGBq = (id: string, plan: PlanResult) =>
  plan.structureDoses.find(({ structureId }) => structureId === id)!.meanGyPerGBq;
const E = trappedEnergyJPerGBq("Y-90");

test("each territory is an injection with its tumours, and one across both is fed by each", () => {
  expect(imaged.territories.map(({ name }) => name)).toEqual(["Right lobe", "Left lobe"]);
  expect(imaged.territories[1]!.tumours).toMatchObject([{ name: "Middle tumour", part: 0.5 }]);
  expect(imaged.lungShunt).toBeCloseTo(LUNG / ALL, 6);
  const [right, left] = vesselsOf(imaged);
  expect(right!.share).toBeCloseTo(RIGHT.counts / (RIGHT.counts + LEFT.counts), 6);
  expect(right!.normalKg / (RIGHT.normal * VOXEL_KG)).toBeCloseTo(1, 2);
  expect(right!.tumours.map(({ ratio }) => ratio.toFixed(3))).toEqual(["6.000", "3.000"]);
  expect(left!.tumours[0]!.ratio).toBeCloseTo(6, 3);
});

test("all that was given is no more than was given", () => {
  expect(result.warnings.join()).not.toMatch(/All regions together/);
});

test("a liver that its territories cover is delivered in time as they are", async () => {
  const covered = TWO_TERRITORIES.map((box) =>
    box.id === "left" ? { ...box, to: [18, 18, 14] as const } : box,
  );
  const { structureDoses, regions } = await liverBoxPlan(covered);

  expect(regions.some(({ structureId }) => structureId === "liver")).toBe(false);
  const liver = structureDoses.find(({ structureId }) => structureId === "liver")!;
  expect(liver.effectiveHalfLifeH).toBeCloseTo(64.04, 1);
});

test("as imaged nothing is changed", () => {
  const giving = givingUnder(imaged, {});

  expect(giving.lungShunt).toBeCloseTo(LUNG / ALL, 6);
  expect(changesFor(imaged, giving, {})).toEqual({});
});

test("half the activity in each lobe and a shunt of 20 %: doses by hand in both lobes, liver and lungs", () => {
  const giving = { shares: [0.5, 0.5], lungShunt: 0.2 };
  const regions = changesFor(imaged, giving, { "right-tumour": { massFactor: 1 } });
  const shown = planUnder(livePlan(result), { protocol: undefined, regions });

  expect(givingUnder(imaged, regions).lungShunt).toBeCloseTo(0.2, 9);
  expect(givingUnder(imaged, regions).shares[0]).toBeCloseTo(0.5, 9);
  const perCount = { right: 0.4 / RIGHT.counts, left: 0.4 / LEFT.counts };
  const gy = (share: number, voxels: number) => (E * share) / (voxels * VOXEL_KG);
  expect(gyPerGBq("right-tumour", shown) / gy(64 * 6 * perCount.right, 64)).toBeCloseTo(1, 2);
  const middle = 32 * 3 * (perCount.right + perCount.left);
  expect(gyPerGBq("middle-tumour", shown) / gy(middle, 64)).toBeCloseTo(1, 2);
  expect(gyPerGBq("lungs", shown) / gy(0.2, 1152)).toBeCloseTo(1, 2);
  const normal = 768 * perCount.right + 544 * 0.5 * perCount.left;
  const [liver] = matchStructures(NORMAL_LIVER, shown.structureDoses);
  expect(liver!.massG / (1000 * VOXEL_KG * (1728 - 128))).toBeCloseTo(1, 2);
  expect(liver!.meanGyPerGBq / gy(normal, 1728 - 128)).toBeCloseTo(1, 2);
});

test("a shunt that is none, shares that do not sum to 1 and lungs without activity are refused", () => {
  expect(() => changesFor(imaged, { shares: [0.5, 0.5], lungShunt: 1 }, {})).toThrow(/lung shunt/);
  expect(() => changesFor(imaged, { shares: [0.5, 0.6], lungShunt: 0 }, {})).toThrow(/sum to 1/);
  const dark = { ...imaged, lung: { ...imaged.lung, tiacH: 0 } };
  expect(() => changesFor(dark, { shares: [0.5, 0.5], lungShunt: 0.1 }, {})).toThrow(
    /lungs drawn show no activity/,
  );
});

test("without lungs drawn a shunt takes its share from the liver", () => {
  const noLungs = { ...imaged, lung: { tiacH: 0, massG: 0 }, lungIds: [], lungShunt: undefined };
  const shares = givingUnder(noLungs, {}).shares;
  const regions = changesFor(noLungs, { shares, lungShunt: 0.15 }, {});

  expect(regions["right-tumour"]!.uptakeFactor).toBeCloseTo(0.85, 9);
  expect(givingUnder(noLungs, regions).lungShunt).toBeCloseTo(0.15, 9);
});

describe("a case that states planar counts and shares", () => {
  const planar = { lungAnterior: 90, lungPosterior: 40, liverAnterior: 300, liverPosterior: 192 };
  const giving = { shares: [0.5, 0.5], lungShunt: 0.2 };

  test("gives what the same what-if gives, and tells it apart from the image", async () => {
    const stated = await liverBoxPlan(TWO_TERRITORIES, {
      spheres: { lungShunt: { planar }, activityShares: { right: 0.5, left: 0.5 } },
    });
    const regions = changesFor(imaged, giving, {});
    const asked = planUnder(livePlan(result), { protocol: undefined, regions });

    for (const { structureId, meanGyPerGBq } of stated.structureDoses)
      expect(meanGyPerGBq / gyPerGBq(structureId, asked)).toBeCloseTo(1, 3);
    expect(stated.prescription.spheres!.shunt).toEqual({ share: 0.2, planar });
  });

  test("is refused where a territory is left out, and where the image is absolute", async () => {
    const spheres = { activityShares: { right: 1 } };
    await expect(liverBoxPlan(TWO_TERRITORIES, { spheres })).rejects.toThrow(
      /expected a share of each territory \(right, left\)/,
    );
    const files = await liverBoxCase(TWO_TERRITORIES, { spheres: { lungShunt: { planar } } });
    const data = JSON.parse(files["case.json"] as string);
    data.scans[0].image = { nifti: "maa.nii.gz", unit: "Bq/mL", decayCorrectedTo: "scan" };
    expect(() => parseCase(JSON.stringify(data), "case.json")).toThrow(
      /spheres.lungShunt says how proportions are to be taken/,
    );
  });
});
