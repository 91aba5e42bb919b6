import { expect, test } from "vitest";
import { deliveryPlans, type SphereDelivery } from "../../src/app/sphereDelivery";

const delivery: SphereDelivery = {
  vessels: [
    {
      name: "right lobe",
      share: 1,
      tumours: [{ name: "tumour", massKg: 0.3, ratio: 5 }],
      normalKg: 1.2,
    },
  ],
  lungShunt: 0.1,
  lungKg: 1,
  spareLiverKg: 0,
  heightM: 1.75,
  weightKg: 70,
  tumourGy: 205,
  perfusedGy: 120,
  holmiumGy: 60,
  factors: { bilirubinMgPerDl: 0.8 },
};

test("205 Gy to the tumour need 2.476 GBq, and 2 GBq give liver and lung 33.11 and 9.93 Gy", () => {
  const partition = deliveryPlans(delivery)[1]!;
  const at2GBq = (kind: string) =>
    2 * partition.compartments.find((compartment) => compartment.kind === kind)!.gyPerGBq;

  expect(partition.activityGBq).toBeCloseTo(2.476, 3);
  expect(at2GBq("perfusedLiver")).toBeCloseTo(33.11, 2);
  expect(at2GBq("tumour")).toBeCloseTo(165.57, 2);
  expect(at2GBq("lung")).toBeCloseTo(9.93, 2);
});

test("each way follows its formula", () => {
  const [mono, , surface, holmium] = deliveryPlans(delivery);

  expect(mono!.activityGBq).toBeCloseTo((120 * 1.5) / (50 * 0.9), 9);
  expect(surface!.activityGBq).toBeCloseTo(1.848 - 0.2 + 0.2, 3);
  expect(holmium!.activityGBq).toBeCloseTo((60 * 1.5) / (15.87 * 0.9), 9);
});

test("the lung takes over from the liver as the limit when the shunt rises", () => {
  const bindingAt = (lungShunt: number) =>
    deliveryPlans({ ...delivery, lungShunt })[1]!.binding!.limit.id;

  expect(bindingAt(0.05)).toBe("liver-90");
  expect(bindingAt(0.3)).toBe("lung-30");
});

test("injections with shunts of their own: the one compartment takes the shunt of both together", () => {
  const vessel = delivery.vessels[0]!;
  const vessels = [
    { ...vessel, name: "right", share: 0.75, lungShunt: 0.12 },
    { ...vessel, name: "left", share: 0.25, tumours: [] },
  ];

  const [mono, partition] = deliveryPlans({ ...delivery, lungShunt: 0.04, vessels });

  expect(mono!.activityGBq).toBeCloseTo((120 * 2.7) / (50 * (1 - 0.75 * 0.12 - 0.25 * 0.04)), 9);
  const lung = partition!.compartments.find(({ kind }) => kind === "lung")!;
  expect(lung.gyPerGBq).toBeCloseTo(49.67 * (0.75 * 0.12 + 0.25 * 0.04), 9);
});
