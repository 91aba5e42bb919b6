import { describe, expect, test } from "vitest";
import { plan } from "../../src/app/pipeline";
import { recommendation } from "../../src/app/planFile";
import type { PlanResult, Prescription } from "../../src/app/planResult";
import { chainKernel } from "../../src/physics/chainKernel";
import { nuclide } from "../../src/physics/nuclides";
import { MEV_TO_J } from "../../src/physics/units";
import { type Criterion, isPatientQuantity } from "../../src/planning/limit";
import type { PatientData } from "../../src/planning/patientData";
import type { Protocol } from "../../src/planning/protocol";
import { PROTOCOLS } from "../../src/planning/protocols";
import type { Role } from "../../src/volume/study";
import { quietWork } from "../../src/work";
import { absorbedByRays, type BoxOrgan, boxStudy, ORGAN_ML } from "../support/boxPatient";
import { withGpu } from "../support/gpu";

const DENSITY = 1.04;
const MASS_KG = (ORGAN_ML * DENSITY) / 1000;
const RAYS = 20_000;
const TOLERANCE = 0.02;
const BIOLOGICAL_HALF_LIFE_H = 60;
const WEIGHT_KG = 70;
const BLOOD_PERCENT_PER_L = 4;
const BLOOD_HALF_LIFE_H = 10;
const BODY_HALF_LIFE_H = 15;

/** An organ for every tissue that protocols speak of. */
const ORGANS: Readonly<Record<string, readonly [name: string, role: Role, uptakePercent: number]>> =
  {
    kidney: ["Kidney left", "organ", 2],
    liver: ["Liver", "organ", 3],
    "non-tumoural liver": ["Liver", "organ", 3],
    lung: ["Lungs", "organ", 1],
    "salivary glands": ["Parotid gland", "organ", 1.5],
    "lacrimal glands": ["Lacrimal gland", "organ", 0.5],
    thyroid: ["Thyroid", "organ", 2.5],
    "thyroid remnant": ["Thyroid bed", "tumour", 3],
    "spinal cord": ["Spinal canal", "organ", 0.4],
    organ: ["Spleen", "organ", 4],
    "red marrow": ["Marrow of the spine", "marrow", 0.3],
    tumour: ["Tumour", "tumour", 5],
    lesion: ["Tumour", "tumour", 5],
    "lymph node metastasis": ["Lymph node", "tumour", 1],
  };

describe.each(PROTOCOLS.map((protocol) => [protocol.id, protocol] as const))(
  "%s",
  (_, protocol) => {
    const own = nuclide(protocol.nuclide);
    const physicalH = own.halfLifeS / 3600;
    const leaves = protocol.kinetics === "measured";
    const halfLifeH = leaves ? 1 / (1 / physicalH + 1 / BIOLOGICAL_HALF_LIFE_H) : physicalH;
    const organs = organsOf(protocol, halfLifeH);
    const background = { uptakePercent: 20, effectiveHalfLifeH: halfLifeH };

    test("from images to the activity that a calculation by rays gives within 2 %", () =>
      withGpu(async (gpu) => {
        const study = boxStudy(
          protocol,
          organs,
          background,
          (leaves ? [0.2, 0.8, 1.8, 3] : [0.3]).map((halfLives) => halfLives * halfLifeH),
        );
        const result = await plan(gpu, study, prescriptionFor(protocol, leaves), quietWork());
        const expected = dosesByRays(protocol, organs, background);

        for (const { name, meanGyPerGBq } of result.structureDoses)
          expect(offBy(meanGyPerGBq / expected.get(name)!.gyPerGBq), name).toBeLessThan(TOLERANCE);
        holdsAsExpected(protocol, result, expected);
      }));
  },
);

interface ExpectedDose {
  readonly gyPerGBq: number;
  readonly alphaGyPerGBq: number;
  readonly effectiveHalfLifeH: number;
}

/** The organs that a protocol speaks of, and one tumour. */
function organsOf({ limits, goals }: Protocol, effectiveHalfLifeH: number): BoxOrgan[] {
  const tissues = [...limits, ...goals]
    .filter(({ metric }) => !isPatientQuantity(metric))
    .map(({ organ }) => organ.tissue);
  const named = new Map(
    [...tissues, "tumour"].map((tissue) => [ORGANS[tissue]![0], ORGANS[tissue]!]),
  );
  return [...named.values()].map(([name, role, uptakePercent]) => ({
    name,
    role,
    uptakePercent,
    effectiveHalfLifeH,
  }));
}

const prescriptionFor = (protocol: Protocol, measured: boolean): Prescription => ({
  protocol,
  nuclide: protocol.nuclide,
  kineticModel: measured ? "monoExponential" : "permanent",
  kineticsOf: {},
  doseMethod: "kernel",
  kernelDensityGPerCm3: DENSITY,
  registration: "headers",
  localRefinement: false,
  partialVolumeFwhmMm: undefined,
  readingErrorPercent: undefined,
  patient: patientOf(protocol),
});

const offBy = (ratio: number) => Math.abs(ratio - 1);

const TIMES_H = [2, 8, 24, 48];

/** Blood and whole body of one half-life each. */
const patientOf = ({ nuclide }: Protocol): PatientData => ({
  weightKg: WEIGHT_KG,
  blood: {
    unit: "%/L",
    decayCorrectedTo: "measurement",
    nuclide,
    administeredMBq: 100,
    readings: TIMES_H.map((timeH) => ({
      timeH,
      value: BLOOD_PERCENT_PER_L * 2 ** (-timeH / BLOOD_HALF_LIFE_H),
    })),
    model: "monoExponential",
  },
  wholeBody: {
    unit: "%",
    decayCorrectedTo: "measurement",
    nuclide,
    administeredMBq: 100,
    readings: TIMES_H.map((timeH) => ({ timeH, value: 100 * 2 ** (-timeH / BODY_HALF_LIFE_H) })),
    model: "monoExponential",
  },
});

function dosesByRays(
  protocol: Protocol,
  organs: readonly BoxOrgan[],
  background: Pick<BoxOrgan, "uptakePercent" | "effectiveHalfLifeH">,
): Map<string, ExpectedDose> {
  const { kernel } = chainKernel(nuclide(protocol.nuclide));
  const alphaMeV = chainKernel(nuclide(protocol.nuclide), ["alpha"]).kernel.totalMeV;
  const absorbedMeV = absorbedByRays(kernel, organs.length, DENSITY, RAYS);
  const decays = [...organs, background].map(
    ({ uptakePercent, effectiveHalfLifeH }) =>
      (1e9 * (uptakePercent / 100) * effectiveHalfLifeH * 3600) / Math.LN2,
  );
  const gy = (meV: number) => (meV * MEV_TO_J) / MASS_KG;
  return new Map(
    organs.map(({ name, effectiveHalfLifeH }, organ) => [
      name,
      {
        gyPerGBq: gy(decays.reduce((sum, n, source) => sum + n * absorbedMeV[source]![organ]!, 0)),
        alphaGyPerGBq: gy(decays[organ]! * alphaMeV),
        effectiveHalfLifeH,
      },
    ]),
  );
}

/** Every limit and goal has the activity expected, and the least of the binding limits is the recommendation. */
function holdsAsExpected(
  { limits, cycles }: Protocol,
  result: PlanResult,
  expected: ReadonlyMap<string, ExpectedDose>,
) {
  const { largest, goals } = recommendation(result);
  expect(largest.notHeld).toEqual([]);
  expect(goals.notHeld).toEqual([]);
  expect(new Set(largest.perLimit.map(({ limit }) => limit))).toEqual(new Set(limits));

  const activityOf = (criterion: Criterion, name: string) =>
    expectedActivityGBq(criterion, expected.get(name), cycles);
  for (const { limit, structureName, activityGBq } of largest.perLimit)
    expect(
      offBy(activityGBq! / activityOf(limit, structureName)),
      `${limit.id} ${structureName}`,
    ).toBeLessThan(TOLERANCE);
  for (const { goal, structureName, activityGBq } of goals.perGoal)
    if (goal.metric.kind === "mean")
      expect(
        offBy(activityGBq! / activityOf(goal, structureName)),
        `${goal.id} ${structureName}`,
      ).toBeLessThan(TOLERANCE);

  const binding = largest.perLimit.filter(({ limit }) => !limit.informational);
  const least = Math.min(
    ...binding.map(({ limit, structureName }) => activityOf(limit, structureName)),
  );
  if (binding.length === 0) expect(largest.activityGBq).toBeUndefined();
  else expect(offBy(largest.activityGBq! / least)).toBeLessThan(TOLERANCE);
}

/** Activity per cycle, in closed form. */
function expectedActivityGBq(
  { metric, value, per, rbeAlpha = 1 }: Criterion,
  dose: ExpectedDose | undefined,
  cycles: number,
): number {
  const times = per === "course" ? cycles : 1;
  switch (metric.kind) {
    case "bloodDose":
      return value / (times * (108 * BLOOD_H_PER_ML + 0.0188 * WEIGHT_KG ** (-2 / 3) * BODY_H));
    case "wholeBodyDose":
      return value / (times * 0.134 * WEIGHT_KG ** -0.921 * BODY_H);
    case "retention":
      return value / 2 ** (-metric.atH / BODY_HALF_LIFE_H);
    case "mean":
      return value / (times * (dose!.gyPerGBq + (rbeAlpha - 1) * dose!.alphaGyPerGBq));
    case "bed": {
      // n·D·(1 + D·T_rep/((T_rep + T_eff)·α/β)) = value
      const { gyPerGBq, effectiveHalfLifeH } = dose!;
      const { alphaBetaGy, repairHalfLifeH } = metric;
      const perGy = repairHalfLifeH / ((repairHalfLifeH + effectiveHalfLifeH) * alphaBetaGy);
      return (Math.sqrt(1 + (4 * perGy * value) / times) - 1) / (2 * perGy * gyPerGBq);
    }
    default:
      throw new Error(`no closed form of ${metric.kind} is written here`);
  }
}

const BODY_H = BODY_HALF_LIFE_H / Math.LN2;
const BLOOD_H_PER_ML = (BLOOD_PERCENT_PER_L / 100 / 1000) * (BLOOD_HALF_LIFE_H / Math.LN2);
