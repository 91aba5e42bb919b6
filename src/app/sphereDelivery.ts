import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { type LimitResult, largestActivity } from "../planning/largestActivity";
import { applicable, type PatientFactors } from "../planning/limit";
import {
  type CompartmentDose,
  lungShareOf,
  type PartitionModel,
  type PartitionVessel,
  partitionDoses,
  partitionStructures,
} from "../planning/partitionModel";
import { protocol } from "../planning/protocols";
import {
  HOLMIUM_J_PER_GBQ,
  MONO_COMPARTMENT_J_PER_GBQ,
  monoCompartmentActivityGBq,
  PARTITION_J_PER_GBQ,
  resinActivityGBq,
} from "../planning/radioembolization";

/** What a radioembolization is planned from. */
export interface SphereDelivery {
  readonly vessels: readonly PartitionVessel[];
  /** 0 to below 1. */
  readonly lungShunt: number;
  readonly lungKg: number;
  readonly spareLiverKg: number;
  readonly heightM: number;
  readonly weightKg: number;
  /** Wanted in the tumour that gets least. */
  readonly tumourGy: number;
  /** Wanted in the whole perfused volume, as one compartment. */
  readonly perfusedGy: number;
  /** Wanted in the same volume with 166Ho. */
  readonly holmiumGy: number;
  readonly factors: PatientFactors;
}

/** One way to find the activity, and what the compartments get from it by the partition model. */
export interface DeliveryPlan {
  readonly name: string;
  readonly nuclide: string;
  readonly formula: string;
  readonly activityGBq: number;
  readonly compartments: readonly CompartmentDose[];
  /** Largest activity by the limits of its protocol, and the limit that binds; undefined where none does. */
  readonly largestGBq: number | undefined;
  readonly binding: LimitResult | undefined;
}

/** Mono-compartment, partition and body-surface planning with 90Y, and 166Ho, side by side. Throws InputError for a lung shunt that is none. */
export function deliveryPlans(delivery: SphereDelivery): DeliveryPlan[] {
  const { vessels } = delivery;
  const lungShunt = lungShareOf(delivery);
  const tumourKg = sumOf(vessels.flatMap(({ tumours }) => tumours.map(({ massKg }) => massKg)));
  const perfusedKg = tumourKg + sumOf(vessels.map(({ normalKg }) => normalKg));
  const liverKg = perfusedKg + delivery.spareLiverKg;
  const yttrium = modelOf(delivery, PARTITION_J_PER_GBQ);
  const holmium = modelOf(delivery, HOLMIUM_J_PER_GBQ);
  const leastTumour = Math.min(
    ...partitionDoses(yttrium)
      .filter(({ kind }) => kind === "tumour")
      .map(({ gyPerGBq }) => gyPerGBq),
  );
  return [
    {
      name: "Mono-compartment, 90Y glass",
      protocolId: "y90-glass",
      model: yttrium,
      formula: `D·M / (${MONO_COMPARTMENT_J_PER_GBQ} J/GBq · (1 − LSF)), ${delivery.perfusedGy} Gy to the perfused volume`,
      activityGBq: monoCompartmentActivityGBq({
        doseGy: delivery.perfusedGy,
        massKg: perfusedKg,
        lungShunt,
      }),
    },
    {
      name: "Partition, 90Y glass",
      protocolId: "y90-glass",
      model: yttrium,
      formula: `${delivery.tumourGy} Gy to the tumour that gets least, ${PARTITION_J_PER_GBQ} J/GBq`,
      activityGBq: delivery.tumourGy / leastTumour,
    },
    {
      name: "Body surface, 90Y resin",
      protocolId: "y90-resin",
      model: yttrium,
      formula: "BSA − 0.2 + V_tumour/V_liver",
      activityGBq: resinActivityGBq(delivery.heightM, delivery.weightKg, tumourKg / liverKg),
    },
    {
      name: "Mono-compartment, 166Ho",
      protocolId: "ho166-microspheres",
      model: holmium,
      formula: `D·M / (${HOLMIUM_J_PER_GBQ} J/GBq · (1 − LSF)), ${delivery.holmiumGy} Gy to the perfused volume`,
      activityGBq: monoCompartmentActivityGBq({
        doseGy: delivery.holmiumGy,
        massKg: perfusedKg,
        lungShunt,
        energyJPerGBq: HOLMIUM_J_PER_GBQ,
      }),
    },
  ].map(({ protocolId, model, ...plan }) => {
    const { nuclide: name, limits } = protocol(protocolId);
    const { activityGBq: largestGBq, binding } = largestActivity({
      structures: partitionStructures(model, nuclide(name).halfLifeS / HOUR_S),
      limits: applicable(limits, delivery.factors),
      cycles: 1,
    });
    return { ...plan, nuclide: name, compartments: partitionDoses(model), largestGBq, binding };
  });
}

const modelOf = (delivery: SphereDelivery, energyJPerGBq: number): PartitionModel => ({
  vessels: delivery.vessels,
  lungShunt: delivery.lungShunt,
  lungKg: delivery.lungKg,
  spareLiverKg: delivery.spareLiverKg,
  energyJPerGBq,
});

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
