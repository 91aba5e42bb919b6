import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { Limit } from "../planning/limit";
import {
  type CompartmentDose,
  monoCompartmentDoses,
  type PartitionModel,
  partitionDoses,
} from "../planning/partitionModel";
import type { PatientData } from "../planning/patientData";
import { monoCompartmentActivityGBq, resinActivityGBq } from "../planning/radioembolization";
import type { RegionChanges } from "../planning/regionChange";
import { imagedSpheres } from "./imagedSpheres";
import type { PlanResult } from "./planResult";
import type { PlanBasis } from "./planView";
import { bindsText, largestOf } from "./sphereLimits";
import { FORMULAS, sphereModel } from "./sphereModel";
import { sphereNotes } from "./sphereNotes";
import { voxelDoses } from "./sphereVoxelDoses";
import type { SphereWishes } from "./sphereWishes";

/** One way to the activity of spheres. */
export interface SphereWay {
  readonly id: "monoCompartment" | "partition" | "bodySurface" | "voxel";
  readonly name: string;
  readonly formula: string;
  /** Undefined: `reason` says why. */
  readonly activityGBq: number | undefined;
  readonly reason: string;
  /** Largest activity by the limits of the plan, with the doses of this way; undefined where it gives none, or none binds. */
  readonly largestGBq: number | undefined;
  readonly binds: string | undefined;
  /** Mean dose of each compartment, Gy per GBq; undefined where this way gives none. */
  readonly gyPerGBq: readonly (number | undefined)[];
}

/** A part of liver or lung that all ways speak of. */
export interface SphereCompartment extends Pick<CompartmentDose, "name" | "kind"> {
  /** As the closed formulas take it, g. */
  readonly massG: number;
}

/** Ways to the activity side by side, for one plan of spheres at any activity. */
export interface SphereComparison {
  readonly nuclide: string;
  readonly lungShunt: number;
  /** As the images show it; undefined where lungs are not drawn. */
  readonly imagedLungShunt: number | undefined;
  readonly territories: readonly {
    readonly name: string;
    readonly structureId: string | undefined;
    /** Of the activity injected. */
    readonly share: number;
    readonly imagedShare: number;
    /** Activity for the dose wanted in the whole of it, and in its tumour that gets least by the partition model. */
    readonly monoCompartmentGBq: number;
    readonly partitionGBq: number | undefined;
  }[];
  readonly tumourGy: number | undefined;
  readonly perfusedGy: number;
  readonly compartments: readonly SphereCompartment[];
  readonly ways: readonly SphereWay[];
  readonly notes: readonly string[];
}

/** What of a what-if the comparison rests on. */
export interface SphereQuestion {
  readonly regions: RegionChanges;
  readonly basis: Pick<PlanBasis, "largest">;
  readonly limits: readonly Limit[];
  readonly wishes: SphereWishes;
  readonly patient: PatientData;
  /** Whether dose was given before, which the largest activity of the voxels counts. */
  readonly hasDoseBefore: boolean;
}

/**
 * Mono-compartment, partition, body surface and voxels side by side, by the masses, ratios, shares and shunt of one plan. `shown` is the plan under the
 * what-if: the doses of voxels are those of its structures. A sentence where the plan is not of spheres.
 */
export function sphereComparison(
  shown: PlanResult,
  question: SphereQuestion,
): SphereComparison | string {
  const imaged = imagedSpheres(shown);
  if (typeof imaged === "string") return imaged;
  const name = shown.prescription.nuclide;
  const formulas = FORMULAS[name];
  if (!formulas) return `Closed formulas are for 90Y and 166Ho; the plan is of ${name}.`;
  const { regions, wishes, patient } = question;
  const model = sphereModel(imaged, regions, {
    lungKg: wishes.lungKg,
    energyJPerGBq: formulas.partitionJPerGBq,
  });
  const wanted = {
    tumourGy: wishes.tumourGy ?? tumourGoalGy(shown),
    perfusedGy: wishes.perfusedGy ?? formulas.perfusedGy,
  };
  const partition = partitionDoses(model);
  const mono = monoCompartmentDoses({ ...model, energyJPerGBq: formulas.monoJPerGBq });
  const voxel = voxelDoses(imaged, partition, shown.structureDoses);
  const perKg = (kg: number) =>
    monoCompartmentActivityGBq({
      doseGy: wanted.perfusedGy,
      massKg: kg,
      lungShunt: model.lungShunt,
      energyJPerGBq: formulas.monoJPerGBq,
    });
  const perfusedKg = sum(model.vessels.map(vesselKg));
  const { binding } = question.basis.largest;
  const { halfLifeS } = nuclide(name);
  const byLimits = (doses: readonly CompartmentDose[]) =>
    largestOf(doses, question.limits, halfLifeS / HOUR_S);
  return {
    nuclide: name,
    lungShunt: model.lungShunt,
    imagedLungShunt: imaged.lungShunt,
    ...wanted,
    territories: model.vessels.map((vessel, v) => ({
      name: vessel.name,
      structureId: imaged.territories[v]!.structureId,
      share: vessel.share,
      imagedShare: sphereModel(imaged, {}, NO_WISH).vessels[v]!.share,
      monoCompartmentGBq: perKg(vesselKg(vessel)),
      partitionGBq: vesselActivityGBq(model, v, wanted.tumourGy),
    })),
    compartments: partition.map(({ name: compartment, kind, massKg }) => ({
      name: compartment,
      kind,
      massG: massKg * 1000,
    })),
    ways: [
      {
        id: "monoCompartment",
        name: "Mono-compartment",
        formula: `A = D·M/(${formulas.monoJPerGBq} J/GBq · (1 − LSF)), ${wanted.perfusedGy} Gy to the perfused volume`,
        activityGBq: perKg(perfusedKg),
        reason: "",
        ...byLimits(mono),
        gyPerGBq: mono.map(({ gyPerGBq }) => gyPerGBq),
      },
      {
        id: "partition",
        name: "Partition",
        formula: `D_N = ${formulas.partitionJPerGBq} J/GBq · A(1 − LSF)/(Σ R·M_T + M_N), ${tumourWish(wanted.tumourGy)}`,
        ...tumourActivity(
          partition.map(({ gyPerGBq }) => gyPerGBq),
          partition,
          wanted.tumourGy,
        ),
        ...byLimits(partition),
        gyPerGBq: partition.map(({ gyPerGBq }) => gyPerGBq),
      },
      bodySurface(model, patient, name),
      {
        id: "voxel",
        name: "Voxels",
        formula: `mean doses of the plan's structures, ${tumourWish(wanted.tumourGy)}`,
        ...tumourActivity(voxel, partition, wanted.tumourGy),
        largestGBq: question.basis.largest.totalActivityGBq,
        binds: binding && bindsText(binding.limit),
        gyPerGBq: voxel,
      },
    ],
    notes: [
      ...sphereNotes(imaged, model, name, question.limits),
      ...(question.hasDoseBefore ? [BEFORE] : []),
    ],
  };
}

const BEFORE =
  "Dose that was given before counts in the largest activity of the voxels, and not in those of the closed formulas.";
const NO_WISH = { lungKg: undefined, energyJPerGBq: 1 };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const vesselKg = ({ normalKg, tumours }: PartitionModel["vessels"][number]) =>
  tumours.reduce((kg, { massKg }) => kg + massKg, normalKg);
const tumourWish = (gy: number | undefined) =>
  gy === undefined ? "no dose is asked for" : `${gy} Gy to the tumour that gets least`;

/** What the protocol wants in tumours, Gy. */
const tumourGoalGy = ({ prescription: { protocol } }: PlanResult): number | undefined =>
  protocol.goals.find(({ metric, informational }) => metric.kind === "mean" && !informational)
    ?.value;

function tumourActivity(
  gyPerGBq: readonly (number | undefined)[],
  compartments: readonly CompartmentDose[],
  tumourGy: number | undefined,
): Pick<SphereWay, "activityGBq" | "reason"> {
  const doses = gyPerGBq.flatMap((dose, c) =>
    compartments[c]!.kind === "tumour" && dose !== undefined ? [dose] : [],
  );
  const least = Math.min(...doses);
  if (doses.length === 0) return { activityGBq: undefined, reason: "no tumour is drawn" };
  if (tumourGy === undefined)
    return { activityGBq: undefined, reason: "enter the dose wanted in tumours" };
  if (!(least > 0)) return { activityGBq: undefined, reason: "a tumour gets no dose" };
  return { activityGBq: tumourGy / least, reason: "" };
}

/** Injected into one vessel, so that its tumour that gets least reaches the dose; undefined where it has none. */
function vesselActivityGBq(model: PartitionModel, v: number, tumourGy: number | undefined) {
  const vessel = { ...model.vessels[v]!, share: 1 };
  const alone = partitionDoses({ ...model, vessels: [vessel] });
  return tumourActivity(
    alone.map(({ gyPerGBq }) => gyPerGBq),
    alone,
    tumourGy,
  ).activityGBq;
}

function bodySurface(model: PartitionModel, patient: PatientData, name: string): SphereWay {
  const { heightCm, weightKg } = patient;
  const tumourKg = sum(model.vessels.flatMap(({ tumours }) => tumours.map(({ massKg }) => massKg)));
  const liverKg = sum(model.vessels.map(vesselKg)) + model.spareLiverKg;
  const way = {
    id: "bodySurface",
    name: "Body surface (resin)",
    formula: "A = BSA − 0.2 + V_tumour/V_liver; gives no doses",
    largestGBq: undefined,
    binds: undefined,
    gyPerGBq: partitionDoses(model).map(() => undefined),
  } as const;
  if (name !== "Y-90") return { ...way, activityGBq: undefined, reason: "for 90Y resin alone" };
  if (heightCm === undefined || weightKg === undefined)
    return { ...way, activityGBq: undefined, reason: "needs height and weight" };
  return {
    ...way,
    activityGBq: resinActivityGBq(heightCm / 100, weightKg, tumourKg / liverKg),
    reason: "",
  };
}
