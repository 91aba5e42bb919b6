import { describe, expect, test } from "vitest";
import { activityForGoals, largestActivity } from "../../src/planning/largestActivity";
import { applicable } from "../../src/planning/limit";
import {
  type PartitionModel,
  partitionDoses,
  partitionStructures,
} from "../../src/planning/partitionModel";
import { protocol } from "../../src/planning/protocols";
import {
  bodySurfaceM2,
  decayedActivityGBq,
  deliveredActivityGBq,
  geometricMean,
  HOLMIUM_J_PER_GBQ,
  lungShuntOf,
  monoCompartmentActivityGBq,
  monoCompartmentDoseGy,
  resinActivityGBq,
  trappedEnergyJPerGBq,
} from "../../src/planning/radioembolization";

const oneTumour = (lungShunt: number): PartitionModel => ({
  vessels: [
    {
      name: "right lobe",
      share: 1,
      tumours: [{ name: "tumour", massKg: 0.3, ratio: 5 }],
      normalKg: 1.2,
    },
  ],
  lungShunt,
  lungKg: 1,
  spareLiverKg: 0,
});
const doseOf = (model: PartitionModel, name: string) =>
  partitionDoses(model).find((compartment) => compartment.name === name)!.gyPerGBq;

describe("the partition model of 2 GBq, 10 % lung shunt, ratio 5, 0.3 kg tumour in 1.2 kg liver", () => {
  const model = oneTumour(0.1);

  test.each([
    ["non-tumoural liver", 33.11],
    ["tumour", 165.57],
    ["lung", 9.93],
  ])("gives the %s %f Gy", (name, gy) => {
    expect((2 * doseOf(model, name)) / gy).toBeCloseTo(1, 3);
  });

  test("needs 2.476 GBq for 205 Gy to the tumour", () => {
    const { goals } = protocol("y90-glass");

    const { perGoal } = activityForGoals({
      structures: partitionStructures(model, 64.1),
      goals,
      cycles: 1,
    });

    expect(perGoal.find(({ goal }) => goal.value === 205)!.activityGBq).toBeCloseTo(2.476, 3);
  });

  test("puts all energy somewhere", () => {
    const energyJ = partitionDoses(model)
      .filter(({ kind }) => kind !== "nonTumouralLiver")
      .reduce((sum, { massKg, gyPerGBq }) => sum + massKg * gyPerGBq, 0);

    expect(energyJ).toBeCloseTo(49.67, 9);
  });
});

test("two vessels share the activity, and liver that none reaches lowers the mean of the whole", () => {
  const model: PartitionModel = {
    vessels: [
      { name: "right", share: 0.7, tumours: [{ name: "a", massKg: 0.2, ratio: 4 }], normalKg: 0.8 },
      {
        name: "left",
        share: 0.3,
        tumours: [
          { name: "b", massKg: 0.1, ratio: 2 },
          { name: "c", massKg: 0.05, ratio: 8 },
        ],
        normalKg: 0.2,
      },
    ],
    lungShunt: 0.05,
    lungKg: 0.9,
    spareLiverKg: 0.5,
  };
  const inLiver = 49.67 * 0.95;

  expect(doseOf(model, "right")).toBeCloseTo((0.7 * inLiver) / (0.8 + 0.8), 9);
  expect(doseOf(model, "c")).toBeCloseTo((8 * 0.3 * inLiver) / (0.2 + 0.2 + 0.4), 9);
  expect(doseOf(model, "non-tumoural liver")).toBeCloseTo(
    (doseOf(model, "right") * 0.8 + doseOf(model, "left") * 0.2) / 1.5,
    9,
  );
});

test("two injections with shunts of their own sum in the lungs, and in a tumour that both feed", () => {
  const fed = (massKg: number, ratio: number) => [{ name: "straddling", massKg, ratio }];
  const model: PartitionModel = {
    vessels: [
      { name: "right", share: 0.6, tumours: fed(0.1, 4), normalKg: 0.8, lungShunt: 0.1 },
      { name: "left", share: 0.4, tumours: fed(0.05, 2), normalKg: 0.3 },
    ],
    lungShunt: 0.05,
    lungKg: 0.9,
    spareLiverKg: 0,
  };
  // By hand: 0.6·49.67·0.9 J over 0.8 + 0.4 kg, and 0.4·49.67·0.95 J over 0.3 + 0.1 kg.
  const right = (0.6 * 49.67 * 0.9) / 1.2;
  const left = (0.4 * 49.67 * 0.95) / 0.4;

  expect(doseOf(model, "straddling")).toBeCloseTo((0.1 * 4 * right + 0.05 * 2 * left) / 0.15, 9);
  expect(doseOf(model, "lung")).toBeCloseTo((49.67 * (0.6 * 0.1 + 0.4 * 0.05)) / 0.9, 9);
  expect(doseOf(model, "non-tumoural liver")).toBeCloseTo((0.8 * right + 0.3 * left) / 1.1, 9);
  const energyJ = partitionDoses(model)
    .filter(({ kind }) => kind !== "nonTumouralLiver")
    .reduce((sum, { massKg, gyPerGBq }) => sum + massKg * gyPerGBq, 0);
  expect(energyJ).toBeCloseTo(49.67, 9);
});

test.each([
  [1, "liver-90", 90],
  [1.1, "liver-90", 90],
  [1.1001, "liver-50", 50],
  [undefined, "liver-50", 50],
])(
  "bilirubin of %s mg/dL: %s binds, at the border the higher limit, unknown the lower",
  (bilirubin, id, gy) => {
    const factors = bilirubin === undefined ? {} : { bilirubinMgPerDl: bilirubin };
    const { binding, activityGBq } = largestActivity({
      structures: partitionStructures(oneTumour(0.02), 64.1),
      limits: applicable(protocol("y90-glass").limits, factors),
      cycles: 1,
    });

    expect(binding!.limit.id).toBe(id);
    expect(activityGBq! * doseOf(oneTumour(0.02), "non-tumoural liver")).toBeCloseTo(gy, 9);
  },
);

test.each([
  [0.02, 0.9, "liver-90"],
  [0.2, 0.9, "lung-30"],
  [0.02, 1.5, "liver-50"],
])("at %f lung shunt and bilirubin %f mg/dL %s binds", (shunt, bilirubinMgPerDl, binding) => {
  const limits = applicable(protocol("y90-glass").limits, { bilirubinMgPerDl });

  const result = largestActivity({
    structures: partitionStructures(oneTumour(shunt), 64.1),
    limits,
    cycles: 1,
  });

  expect(result.binding!.limit.id).toBe(binding);
  expect(result.notHeld).toEqual([]);
});

test("one compartment of 1.5 kg, 10 % shunt and 120 Gy takes 4 GBq, which give 120 Gy back", () => {
  const activityGBq = monoCompartmentActivityGBq({ doseGy: 120, massKg: 1.5, lungShunt: 0.1 });

  expect(activityGBq).toBeCloseTo(4, 12);
  expect(monoCompartmentDoseGy(activityGBq, 1.5, 0.1)).toBeCloseTo(120, 12);
});

test("3.78 GBq of 166Ho a kg give 60 Gy", () => {
  const activityGBq = monoCompartmentActivityGBq({
    doseGy: 60,
    massKg: 1,
    lungShunt: 0,
    energyJPerGBq: HOLMIUM_J_PER_GBQ,
  });

  expect(activityGBq / 3.78).toBeCloseTo(1, 2);
});

test.each([
  ["Y-90", 49.77],
  ["Ho-166", 15.53],
])("decay facts of %s give %f J/GBq within 1 %%", (name, joule) => {
  expect(Math.abs(trappedEnergyJPerGBq(name) / joule - 1)).toBeLessThan(0.01);
});

test("1.75 m and 70 kg have 1.848 m², and a third of tumour asks for 1.981 GBq of resin", () => {
  expect(bodySurfaceM2(1.75, 70)).toBeCloseTo(1.848, 3);
  expect(resinActivityGBq(1.75, 70, 1 / 3)).toBeCloseTo(1.981, 3);
});

test("the shunt is the lungs' share of counts, and no share is 1 or more", () => {
  expect(lungShuntOf(geometricMean(90, 40), geometricMean(600, 486))).toBeCloseTo(0.1, 12);
  expect(() => monoCompartmentActivityGBq({ doseGy: 1, massKg: 1, lungShunt: 10 })).toThrow(
    "lung shunt: expected a share from 0 to below 1, received 10",
  );
});

test("a vial of 3 GBq is worth 1.5 GBq one half-life later, less what stays in it", () => {
  const later = decayedActivityGBq(3, "Y-90", 2.6684 * 24);

  expect(later).toBeCloseTo(1.5, 9);
  expect(decayedActivityGBq(later, "Y-90", -2.6684 * 24)).toBeCloseTo(3, 9);
  expect(deliveredActivityGBq(later, 0.03)).toBeCloseTo(1.47, 9);
});
