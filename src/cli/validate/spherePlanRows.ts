import { imagedSpheres } from "../../app/imagedSpheres";
import { livePlan, planUnder } from "../../app/livePlan";
import { plan } from "../../app/pipeline";
import { recommendation } from "../../app/planFile";
import type { Prescription } from "../../app/planResult";
import { changesFor } from "../../app/sphereChanges";
import { type SphereComparison, sphereComparison } from "../../app/sphereComparison";
import type { Gpu } from "../../gpu/gpu";
import { protocol } from "../../planning/protocols";
import { PARTITION_J_PER_GBQ, stoppedJPerGBq } from "../../planning/radioembolization";
import type { ImagedStudy } from "../../quantification/camera";
import { liverStructures } from "../../records/liverStructures";
import { type Grid, PATIENT_AXES, type Triple } from "../../volume/grid";
import { maskFromValues } from "../../volume/mask";
import type { Role, Structure } from "../../volume/study";
import { volume } from "../../volume/volume";
import type { Work } from "../../work";
import { figureRow as row, type ValidationRow } from "./row";

const SIZE = 20;
const GRID: Grid = {
  size: [SIZE, SIZE, SIZE],
  spacingMm: [10, 10, 10],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
/** Voxels of 1 mL of water: two territories, a tumour in each and one across both, lungs; the liver is drawn with all of them, and twice. */
const BOXES: readonly (readonly [string, Role, Triple, Triple, number])[] = [
  ["Right tumour", "tumour", [3, 5, 3], [6, 8, 6], 8],
  ["Tumour across", "tumour", [8, 5, 6], [12, 9, 10], 4],
  ["Right", "territory", [2, 2, 2], [10, 14, 12], 1],
  ["Left", "territory", [10, 2, 2], [16, 14, 12], 0.6],
  ["Liver", "organ", [2, 2, 2], [18, 14, 12], 0],
  ["Normal liver", "organ", [2, 2, 2], [18, 14, 12], 0],
  ["Lungs", "organ", [2, 2, 13], [18, 14, 19], 0.1],
];
const GIVEN = { shares: [0.55, 0.45], lungShunt: 0.12 };

/** The voxels of a plan against the partition model of the same masses, ratios, shares and shunt, after both were changed in the what-if. */
export async function spherePlanRows(gpu: Gpu, work: Work): Promise<ValidationRow[]> {
  const result = await plan(gpu, study(), PRESCRIPTION, work);
  const imaged = imagedSpheres(result);
  if (typeof imaged === "string") throw new Error(imaged);
  const regions = changesFor(imaged, GIVEN, {});
  const shown = planUnder(livePlan(result), { protocol: undefined, regions });
  const comparison = sphereComparison(shown, {
    regions,
    basis: recommendation(shown),
    limits: PRESCRIPTION.protocol.limits,
    wishes: {},
    patient: {},
    hasDoseBefore: false,
  });
  if (typeof comparison === "string") throw new Error(comparison);
  const liverG = comparison.compartments.find(({ kind }) => kind === "nonTumouralLiver")!.massG;
  return [
    row(
      "liver drawn whole and as normal liver, over its tumours: mass without tumours",
      "voxels by hand, 1920 − 27 − 64",
      "g",
      1829,
      liverG,
      0.1,
    ),
    ...comparison.compartments.map(({ name, kind }, c) =>
      row(
        `voxels, shunt 12 %, 55 and 45 % in two territories: ${LABEL[kind](name)}`,
        "partition model of the same, its 49.67 J/GBq less the bremsstrahlung of voxels",
        "Gy/GBq",
        (perGBq(comparison, "partition", c) * stoppedJPerGBq("Y-90")) / PARTITION_J_PER_GBQ,
        perGBq(comparison, "voxel", c),
        0.1,
      ),
    ),
  ];
}

const LABEL = {
  tumour: (name: string) => name,
  perfusedLiver: (name: string) => `liver of ${name}`,
  nonTumouralLiver: () => "whole non-tumoural liver",
  lung: () => "lungs",
} as const;

const perGBq = ({ ways }: SphereComparison, id: "partition" | "voxel", c: number) =>
  ways.find((way) => way.id === id)!.gyPerGBq[c] ?? Number.NaN;

const PRESCRIPTION: Prescription = {
  protocol: protocol("y90-glass"),
  nuclide: "Y-90",
  kineticModel: "permanent",
  kineticsOf: {},
  doseMethod: "local",
  kernelDensityGPerCm3: 1,
  registration: "headers",
  localRefinement: false,
  partialVolumeFwhmMm: undefined,
  readingErrorPercent: undefined,
};

function study(): ImagedStudy {
  const drawn = BOXES.map(
    ([name, role, from, to]): Structure => ({
      id: name,
      name,
      role,
      mask: maskFromValues(
        GRID,
        valuesIn((at) => (within(at, from, to) ? 1 : 0)),
      ),
      source: "made",
    }),
  );
  const counts = valuesIn((at) => BOXES.find(([, , from, to]) => within(at, from, to))?.[4] ?? 0);
  const sum = counts.reduce((total, value) => total + value, 0);
  const activityMBq = 150;
  return {
    patient: "boxes of water",
    administration: { nuclide: "Y-90", carrier: "spheres", activityMBq, at: undefined },
    timePoints: [
      {
        id: "scan",
        label: "scan",
        modality: "PET",
        nuclide: "Y-90",
        activity: volume(
          "activityBqPerMl",
          GRID,
          counts.map((value) => (value / sum) * activityMBq * 1e6),
        ),
        hoursAfterAdministration: 1e-6,
        frameOfReferenceUid: undefined,
        anatomy: undefined,
      },
    ],
    reference: 0,
    structures: liverStructures(drawn).structures,
    warnings: [],
  };
}

const valuesIn = (valueAt: (voxel: Triple) => number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: SIZE ** 3 }, (_, n) =>
    valueAt([n % SIZE, Math.floor(n / SIZE) % SIZE, Math.floor(n / SIZE ** 2)]),
  );

const within = (voxel: Triple, from: Triple, to: Triple) =>
  voxel.every((n, c) => n >= from[c]! && n < to[c]!);
