import { matchStructures } from "../planning/matchStructures";
import type { PartitionTumour } from "../planning/partitionModel";
import { lungShuntOf } from "../planning/radioembolization";
import { LUNG, NORMAL_LIVER, TUMOUR } from "../planning/tissues";
import { readableName } from "../volume/readableName";
import type { PlanResult } from "./planResult";
import type { SphereDelivery } from "./sphereDelivery";

/** What the images of a plan say of a radioembolization: the liver as drawn is one territory. */
export type ImagedDelivery = Partial<SphereDelivery> &
  Pick<SphereDelivery, "vessels" | "spareLiverKg">;

/**
 * Masses, tumour-to-normal ratios and the lung shunt from the structures of a plan on 99mTc-MAA or microspheres that stay where they are caught. Where lungs are
 * not drawn there is neither a shunt nor their mass in it. A sentence where there is no liver with activity.
 */
export function deliveryOfPlan(result: PlanResult): ImagedDelivery | string {
  if (result.prescription.kineticModel !== "permanent")
    return "The open plan is not of spheres that stay where they are caught.";
  const regionsOf = (organ: typeof LUNG) =>
    matchStructures(organ, result.structureDoses).flatMap(({ structureId }) =>
      result.regions.filter((region) => region.structureId === structureId),
    );
  const liver = totalOf(regionsOf(NORMAL_LIVER));
  const lung = totalOf(regionsOf(LUNG));
  if (!(liver.tiacH > 0 && liver.massG > 0))
    return "The plan has no structure of the liver with activity in it.";
  const tumours = regionsOf(TUMOUR).map(
    ({ name, tiacH, massG }): PartitionTumour => ({
      name: readableName(name),
      massKg: massG / 1000,
      ratio: tiacH / massG / (liver.tiacH / liver.massG),
    }),
  );
  const inLiverH = regionsOf(TUMOUR).reduce((sum, { tiacH }) => sum + tiacH, liver.tiacH);
  const { patient = {}, factors = {} } = result.prescription;
  return {
    vessels: [{ name: "liver as drawn", share: 1, tumours, normalKg: liver.massG / 1000 }],
    spareLiverKg: 0,
    ...(lung.massG > 0
      ? { lungShunt: lungShuntOf(lung.tiacH, inLiverH), lungKg: lung.massG / 1000 }
      : {}),
    ...(patient.heightCm === undefined ? {} : { heightM: patient.heightCm / 100 }),
    ...(patient.weightKg === undefined ? {} : { weightKg: patient.weightKg }),
    ...(factors.bilirubinMgPerDl === undefined ? {} : { factors }),
  };
}

const totalOf = (regions: PlanResult["regions"]) => ({
  tiacH: regions.reduce((sum, { tiacH }) => sum + tiacH, 0),
  massG: regions.reduce((sum, { massG }) => sum + massG, 0),
});
