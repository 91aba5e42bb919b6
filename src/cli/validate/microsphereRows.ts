import { largestActivity } from "../../planning/largestActivity";
import { applicable } from "../../planning/limit";
import { planarShunt } from "../../planning/lungShunt";
import {
  type PartitionModel,
  partitionDoses,
  partitionStructures,
} from "../../planning/partitionModel";
import { protocol } from "../../planning/protocols";
import {
  bodySurfaceM2,
  decayedActivityGBq,
  deliveredActivityGBq,
  monoCompartmentActivityGBq,
  resinActivityGBq,
  trappedEnergyJPerGBq,
} from "../../planning/radioembolization";
import { figureRow as row, type ValidationRow } from "./row";

const HO = "partition model (Ho et al., Eur J Nucl Med 23 (1996) 947), closed form";
const LIVER_LUNG = "limits of 90Y glass: 90 Gy (bilirubin up to 1.1 mg/dL) or 50 Gy, lung 30 Gy";

const oneTumour = (lungShunt: number): PartitionModel => ({
  vessels: [
    {
      name: "liver",
      share: 1,
      tumours: [{ name: "tumour", massKg: 0.3, ratio: 5 }],
      normalKg: 1.2,
    },
  ],
  lungShunt,
  lungKg: 1,
  spareLiverKg: 0,
});
const gyPerGBq = (model: PartitionModel, name: string) =>
  partitionDoses(model).find((compartment) => compartment.name === name)!.gyPerGBq;

/** Closed formulas of radioembolization against published and hand-made figures. */
export const microsphereRows = (): ValidationRow[] => [
  ...checkPatient(),
  ...constants(),
  ...twoInjections(),
  ...limits(),
  ...aroundTheInjection(),
];

function checkPatient(): ValidationRow[] {
  const model = oneTumour(0.1);
  return [
    row(
      "2 GBq of 90Y, shunt 10 %, ratio 5: normal liver",
      HO,
      "Gy",
      33.11,
      2 * gyPerGBq(model, "non-tumoural liver"),
      0.1,
    ),
    row("the same: tumour", HO, "Gy", 165.57, 2 * gyPerGBq(model, "tumour"), 0.1),
    row("the same: lung", HO, "Gy", 9.93, 2 * gyPerGBq(model, "lung"), 0.1),
    row(
      "activity for 205 Gy to that tumour",
      HO,
      "GBq",
      2.476,
      205 / gyPerGBq(model, "tumour"),
      0.1,
    ),
    row(
      "one compartment of 1.5 kg, shunt 10 %: activity for 120 Gy",
      "instructions for use of 90Y glass, 50 J/GBq",
      "GBq",
      4,
      monoCompartmentActivityGBq({ doseGy: 120, massKg: 1.5, lungShunt: 0.1 }),
      0.1,
    ),
  ];
}

const constants = (): ValidationRow[] => [
  row(
    "body surface of 1.75 m and 70 kg",
    "Du Bois, Arch Intern Med 17 (1916) 863",
    "m²",
    1.848,
    bodySurfaceM2(1.75, 70),
    0.1,
  ),
  row(
    "resin for that patient, a fifth of the liver tumour",
    "Kennedy et al., IJROBP 68 (2007) 13, by hand",
    "GBq",
    1.848,
    resinActivityGBq(1.75, 70, 0.2),
    0.1,
  ),
  row(
    "energy of 90Y where it is trapped",
    "ICRP 107",
    "J/GBq",
    49.77,
    trappedEnergyJPerGBq("Y-90"),
    0.5,
  ),
  row(
    "energy of 166Ho where it is trapped",
    "ICRP 107",
    "J/GBq",
    15.53,
    trappedEnergyJPerGBq("Ho-166"),
    1,
  ),
];

/** 0.6 and 0.4 of the activity, a tumour of 100 and 50 g across both, shunts of 10 and 5 %. */
function twoInjections(): ValidationRow[] {
  const part = (massKg: number, ratio: number) => [{ name: "tumour", massKg, ratio }];
  const model: PartitionModel = {
    vessels: [
      { name: "right", share: 0.6, tumours: part(0.1, 4), normalKg: 0.8, lungShunt: 0.1 },
      { name: "left", share: 0.4, tumours: part(0.05, 2), normalKg: 0.3 },
    ],
    lungShunt: 0.05,
    lungKg: 1,
    spareLiverKg: 0.2,
  };
  const what = "two injections, 2 GBq in all:";
  const source = "partition model of each, energies summed, by hand";
  return [
    row(`${what} tumour that both feed`, source, "Gy", 182.1, 2 * gyPerGBq(model, "tumour"), 0.1),
    row(
      `${what} whole non-tumoural liver`,
      source,
      "Gy",
      49.29,
      2 * gyPerGBq(model, "non-tumoural liver"),
      0.1,
    ),
    row(`${what} lung`, source, "Gy", 7.947, 2 * gyPerGBq(model, "lung"), 0.1),
  ];
}

function limits(): ValidationRow[] {
  const atLargest = (lungShunt: number, bilirubinMgPerDl: number, name: string) => {
    const model = oneTumour(lungShunt);
    const { activityGBq = Number.NaN } = largestActivity({
      structures: partitionStructures(model, 64.1),
      limits: applicable(protocol("y90-glass").limits, { bilirubinMgPerDl }),
      cycles: 1,
    });
    return activityGBq * gyPerGBq(model, name);
  };
  const liver = (bilirubin: number) => atLargest(0.02, bilirubin, "non-tumoural liver");
  return [
    row(
      "shunt 2 %, bilirubin 1.1 mg/dL: liver where it binds",
      LIVER_LUNG,
      "Gy",
      90,
      liver(1.1),
      0.1,
    ),
    row("the same, 1.11 mg/dL", LIVER_LUNG, "Gy", 50, liver(1.11), 0.1),
    row("shunt 20 %: lung where it binds", LIVER_LUNG, "Gy", 30, atLargest(0.2, 1, "lung"), 0.1),
  ];
}

const aroundTheInjection = (): ValidationRow[] => [
  row(
    "shunt of planar counts 90 and 40 (lungs), 600 and 486 (liver)",
    "geometric means 60 and 540, by hand",
    "%",
    10,
    100 *
      planarShunt({ lungAnterior: 90, lungPosterior: 40, liverAnterior: 600, liverPosterior: 486 }),
    0.1,
  ),
  row(
    "3 GBq of 90Y drawn up, 0.1 GBq left 24 h after the injection: arrived",
    "decay back to the injection, half-life 64.1 h, by hand",
    "GBq",
    2.8704,
    deliveredActivityGBq(3, decayedActivityGBq(0.1, "Y-90", -24)),
    0.1,
  ),
];
