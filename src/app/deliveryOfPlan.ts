import { type ImagedSpheres, imagedSpheres, totalH } from "./imagedSpheres";
import type { PlanResult } from "./planResult";
import type { SphereDelivery } from "./sphereDelivery";

/** What the images of a plan say of a radioembolization. */
export type ImagedDelivery = Partial<SphereDelivery> &
  Pick<SphereDelivery, "vessels" | "spareLiverKg">;

/**
 * Masses, tumour-to-normal ratios, shares of the activity and the lung shunt from the structures of a plan on 99mTc-MAA or microspheres that stay where they
 * are caught: each territory drawn is one injection, else the liver is. Where lungs are not drawn there is neither a shunt nor their mass in it. A
 * sentence where there is no liver with activity.
 */
export function deliveryOfPlan(result: PlanResult): ImagedDelivery | string {
  const imaged = imagedSpheres(result);
  if (typeof imaged === "string") return imaged;
  const { lung, lungShunt, spare } = imaged;
  const { patient = {}, factors = {} } = result.prescription;
  return {
    vessels: vesselsOf(imaged),
    spareLiverKg: spare.massG / 1000,
    ...(lungShunt === undefined ? {} : { lungShunt, lungKg: lung.massG / 1000 }),
    ...(patient.heightCm === undefined ? {} : { heightM: patient.heightCm / 100 }),
    ...(patient.weightKg === undefined ? {} : { weightKg: patient.weightKg }),
    ...(factors.bilirubinMgPerDl === undefined ? {} : { factors }),
  };
}

/** The territories as the partition model takes them, each with its share of the activity that the images show in all of them. */
export function vesselsOf({ territories }: Pick<ImagedSpheres, "territories">) {
  const all = territories.reduce((sum, territory) => sum + totalH(territory), 0);
  return territories.map((territory): SphereDelivery["vessels"][number] => {
    const { name, normal, tumours } = territory;
    return {
      name,
      share: totalH(territory) / all,
      normalKg: normal.massG / 1000,
      tumours: tumours.map((tumour) => ({
        name: tumour.name,
        massKg: tumour.massG / 1000,
        ratio: tumour.tiacH / tumour.massG / (normal.tiacH / normal.massG),
      })),
    };
  });
}
