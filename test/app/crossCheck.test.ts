import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluatePlan";
import type { planFile } from "../../src/app/planFile";
import type { RecordedCourse } from "../../src/app/recordedCourse";
import type { Command } from "../../src/cli/command";
import { courseCommand } from "../../src/cli/courseCommand";
import { evaluateCommand } from "../../src/cli/evaluateCommand";
import { fitCommand } from "../../src/cli/fitCommand";
import { planCommand } from "../../src/cli/planCommand";
import { readNifti } from "../../src/formats/nifti/read";
import { quietWork } from "../../src/work";
import { memoryIo } from "../support/memoryIo";
import { smallCase, smallCaseJson } from "../support/smallCase";

// Every figure that the commands print of one case, worked out again from the file's own inputs with the formulas of a textbook, none of the program's.

type Plan = ReturnType<typeof planFile>;
const ADMINISTERED_MBQ = 7400;
const ALPHA_BETA_GY = 2.6;
const REPAIR_H = 2.8;
const VOXEL_ML = 0.125;

describe("the figures of one case, by hand", () => {
  const given = { ...smallCase(), "case.json": caseWithTwoModels() };
  const disk = memoryIo(
    Object.fromEntries(Object.entries(given).map(([name, data]) => [resolve(name), data])),
  );
  let plan!: Plan;
  const run = async (command: Command, ...args: string[]) => {
    const before = disk.said().stdout.length;
    expect(await command.run(args, disk.io, quietWork())).toBe(0);
    return disk.said().stdout.slice(before);
  };
  const textOf = (path: string) => new TextDecoder().decode(disk.files.get(path)!);
  const structure = (id: string) => plan.structures.find((s) => s.id === id)!;

  beforeAll(async () => {
    plan = JSON.parse(await run(planCommand, resolve("case.json"), "--out", "out", "--json"));
  });

  test("readings are the activity put into the images", () => {
    const [kidney, tumour] = plan.regions;
    [4, 24, 72, 120].forEach((hours, n) => {
      expect(kidney!.imageActivityMBq[n]! / (144 * VOXEL_ML * 2 ** (-hours / 50))).toBeCloseTo(
        1,
        5,
      );
      expect(tumour!.imageActivityMBq[n]! / (27 * VOXEL_ML * 2 * 2 ** (-hours / 80))).toBeCloseTo(
        1,
        5,
      );
    });
  });

  test("the integral of an exponential is a/λ, of a trapezoid its pieces", () => {
    for (const { model, terms, timesH, activityMBq, ...region } of plan.regions) {
      const tia =
        model === "trapezoid"
          ? trapezoids(timesH, activityMBq, terms[0]!)
          : terms.reduce((sum, { amplitudeMBq, ratePerH }) => sum + amplitudeMBq / ratePerH, 0);
      const last = timesH.at(-1)!;
      const after = terms.reduce(
        (sum, { amplitudeMBq: a, ratePerH: rate }) => sum + (a * Math.exp(-rate * last)) / rate,
        0,
      );

      expect(region.tiaMBqH / tia).toBeCloseTo(1, 9);
      expect(region.extrapolatedShare).toBeCloseTo(after / tia, 9);
      expect(region.tiacH).toBeCloseTo(tia / ADMINISTERED_MBQ, 9);
      expect(region.effectiveHalfLifeH).toBeCloseTo(Math.LN2 / slowest(terms), 9);
    }
    expect(plan.regions.map(({ model }) => model)).toContain("trapezoid");
  });

  test("fitting tac.csv anew gives what the plan has", async () => {
    const entries = JSON.parse(
      await run(fitCommand, "--tac", "out/tac.csv", "--nuclide", "Lu-177", "--json"),
    );

    for (const { region, model, tiaMBqH, tiaInterval95MBqH } of entries) {
      const planned = plan.regions.find(({ structureId }) => structureId === region)!;
      if (planned.method !== "auto") continue;
      expect(model).toBe(planned.model);
      expect(tiaMBqH / planned.tiaMBqH).toBeCloseTo(1, 5);
      [0, 1].forEach((end) => {
        expect(tiaInterval95MBqH[end] / planned.tiaInterval95MBqH![end]!).toBeCloseTo(1, 4);
      });
    }
  });

  test("mean, mass, volume, extremes and matrix are sums over the voxels of the files", () => {
    const dose = readNifti(disk.files.get("out/dose.nii.gz")!, "dose.nii.gz").values;
    const labels = readNifti(disk.files.get(resolve("labels.nii.gz"))!, "labels.nii.gz").values;
    [1, 2].forEach((label, s) => {
      const inside = [...dose].filter((_, v) => labels[v] === label).sort((a, b) => a - b);
      const { name, meanGyPerGBq, minGyPerGBq, maxGyPerGBq, d50GyPerGBq, volumeMl, massG } =
        plan.structures[s]!;

      expect(volumeMl).toBeCloseTo(inside.length * VOXEL_ML, 6);
      expect(massG).toBeCloseTo(volumeMl * 1.04, 4);
      expect(meanGyPerGBq / (inside.reduce((a, b) => a + b) / inside.length)).toBeCloseTo(1, 5);
      expect(minGyPerGBq / inside[0]!).toBeCloseTo(1, 5);
      expect(maxGyPerGBq / inside.at(-1)!).toBeCloseTo(1, 5);
      expect(d50GyPerGBq / inside[inside.length >> 1]!).toBeCloseTo(1, 2);
      const row = plan.sMatrixGyPerGBq.targets[s]!.meanGyPerGBq;
      expect(row.reduce((a, b) => a + b) / meanGyPerGBq).toBeCloseTo(1, 5);
      expect(areaUnder(textOf("out/dvh.csv"), name, volumeMl) / meanGyPerGBq).toBeCloseTo(1, 3);
    });
  });

  test("the energy of all decays is the energy of one times their number", () => {
    const perDecayMeV = 0.134 + 0.01465 + 0.03354; // betas, electrons, photons of 177Lu (DDEP, ICRP 107)
    const decays = plan.regions.reduce((sum, { tiacH }) => sum + tiacH * 3600 * 1e9, 0);
    const { emittedJ, absorbedJ, leftGridJ, inAirJ, differencePercent } = plan.energyBalance;

    expect(emittedJ / (decays * perDecayMeV * 1.602177e-13)).toBeCloseTo(1, 3);
    expect(differencePercent).toBeCloseTo(
      (100 * (emittedJ - absorbedJ - leftGridJ - inAirJ)) / emittedJ,
      9,
    );
    expect(Math.abs(differencePercent)).toBeLessThan(0.5);
  });

  test("each limit is reached at the activity that its formula gives, and the least of those that bind is the largest", () => {
    const { cycles, activityGBq, totalActivityGBq } = plan.largestActivity;
    for (const { id, value, structureId, ...held } of plan.limits) {
      const { meanGyPerGBq: mean, effectiveHalfLifeH } = structure(structureId);
      const perCycleGBq = id.includes("bed")
        ? activityOfBed(value / cycles, mean, effectiveHalfLifeH!)
        : value / cycles / mean;
      expect(held.reachedAtActivityGBq! / perCycleGBq).toBeCloseTo(1, 6);
      expect(held.shareUsedAtLargest).toBeCloseTo(held.valueAtLargest! / value, 9);
    }
    const binding = plan.limits.filter(({ informational }) => !informational);
    expect(activityGBq).toBe(Math.min(...binding.map((l) => l.reachedAtActivityGBq!)));
    expect(totalActivityGBq).toBe(activityGBq! * cycles);
  });

  test("gyre evaluate has the same doses, BEDs and largest activity", async () => {
    const [activity, cycles] = [6.2, 3];
    const evaluation: Evaluation = JSON.parse(
      await run(evaluateCommand, ..."out/plan.json --activity 6.2 --cycles 3 --json".split(" ")),
    );

    for (const s of evaluation.structures) {
      const perGBq = structure(s.id).meanGyPerGBq;
      expect(s.meanPerCycleGy / (activity * perGBq)).toBeCloseTo(1, 9);
      expect(s.meanGy / (activity * cycles * perGBq)).toBeCloseTo(1, 9);
      expect(s.d98Gy / (activity * cycles * structure(s.id).d98GyPerGBq)).toBeCloseTo(1, 3);
    }
    for (const { id, structureId, figure, value, share, exceeded } of evaluation.limits) {
      const { meanGyPerGBq, effectiveHalfLifeH } = structure(structureId);
      const gy = activity * meanGyPerGBq;
      const byHand = cycles * (id.includes("bed") ? bed(gy, effectiveHalfLifeH!) : gy);
      expect(figure / byHand).toBeCloseTo(1, 6);
      expect(share).toBeCloseTo(byHand / value, 6);
      expect(exceeded).toBe(byHand > value);
    }
    const { totalActivityGBq } = plan.largestActivity;
    const { bindingLimit, totalGBq } = evaluation.largestActivity;
    expect(bindingLimit).toBe("kidney-23"); // a dose, which cycles do not change
    expect(totalGBq! / totalActivityGBq!).toBeCloseTo(1, 9);
  });

  test("gyre course adds cycles, and gives the rest of the limit to the next", async () => {
    const course: RecordedCourse = JSON.parse(
      await run(
        courseCommand,
        ..."out/plan.json out/plan.json --given 7.4 --given 5 --cycles 4 --json".split(" "),
      ),
    );

    expect(course.warnings[0]).toMatch(/^Cycle 2 .* was calculated from the files of cycle 1 /);
    for (const { id, deliveredGy } of course.structures)
      expect(deliveredGy / (12.4 * structure(id).meanGyPerGBq)).toBeCloseTo(1, 9);
    for (const { id, structureId, used, remaining, value } of course.limits) {
      const { meanGyPerGBq, effectiveHalfLifeH } = structure(structureId);
      const byHand = [7.4, 5]
        .map((gbq) => gbq * meanGyPerGBq)
        .reduce((sum, gy) => sum + (id.includes("bed") ? bed(gy, effectiveHalfLifeH!) : gy), 0);
      expect(used / byHand).toBeCloseTo(1, 6);
      expect(remaining).toBeCloseTo(value - byHand, 6);
    }
    const kidney = structure("kidney").meanGyPerGBq;
    const left = (23 - 12.4 * kidney) / kidney;
    expect(course.nextActivity.oneMoreCycle.perCycleGBq! / left).toBeCloseTo(1, 9);
    expect(course.nextActivity.remainingCycles!.perCycleGBq! / (left / 2)).toBeCloseTo(1, 9);
  });

  test("the parts of an uncertainty add in quadrature", () => {
    for (const { timeIntegratedActivity, meanDose } of plan.uncertainty.regions)
      for (const figure of [timeIntegratedActivity, ...(meanDose ? [meanDose] : [])]) {
        const { contributions, relativeUncertainty } = figure;
        expect(
          Math.hypot(...contributions.map((part) => part.relativeUncertainty)) /
            relativeUncertainty,
        ).toBeCloseTo(1, 9);
        expect(contributions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      }
  });

  test("the account of activity is the sum of the regions against decay of what was given", () => {
    plan.activityClosure.scans.forEach((scan, n) => {
      const seen = plan.regions.reduce((sum, { activityMBq }) => sum + activityMBq[n]!, 0);
      const decayed = ADMINISTERED_MBQ * 2 ** (-scan.hoursAfterAdministration / (6.647 * 24));

      expect(scan.expectedMBq / decayed).toBeCloseTo(1, 6);
      expect(scan.retainedShare).toBeCloseTo(seen / decayed, 6);
    });
  });

  test("no file holds a number that is none", () => {
    for (const path of ["plan.json", "dvh.csv", "tac.csv", "uncertainty.csv"])
      expect(textOf(`out/${path}`)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

/** The small case with errors of its readings, one region by trapezoids. */
function caseWithTwoModels(): string {
  return JSON.stringify({
    ...smallCaseJson(),
    kinetics: {
      model: "auto",
      readingErrorPercent: 5,
      perStructure: { tumour: "trapezoid" },
    },
  });
}

interface Term {
  readonly amplitudeMBq: number;
  readonly ratePerH: number;
}

const slowest = (terms: readonly Term[]) => Math.min(...terms.map(({ ratePerH }) => ratePerH));

/** Decay alone before the first reading, logarithmic pieces between readings, the exponential after the last. */
function trapezoids(timesH: readonly number[], mbq: readonly number[], tail: Term): number {
  const decay = Math.LN2 / (6.647 * 24);
  const before = (mbq[0]! * (Math.exp(decay * timesH[0]!) - 1)) / decay;
  const after = (tail.amplitudeMBq * Math.exp(-tail.ratePerH * timesH.at(-1)!)) / tail.ratePerH;
  const between = timesH.slice(1).map((t, i) => {
    const [a, b] = [mbq[i]!, mbq[i + 1]!];
    return ((a - b) * (t - timesH[i]!)) / Math.log(a / b);
  });
  return before + between.reduce((sum, piece) => sum + piece, 0) + after;
}

/** D(1 + G·D/(α/β)) of one cycle of a falling exponential. */
const bed = (gy: number, halfLifeH: number) =>
  gy * (1 + ((REPAIR_H / (REPAIR_H + halfLifeH)) * gy) / ALPHA_BETA_GY);

/** The activity of one cycle with that BED, by halving. */
function activityOfBed(bedGy: number, gyPerGBq: number, halfLifeH: number): number {
  let [low, high] = [0, 1e4];
  for (let n = 0; n < 100; n++) {
    const middle = (low + high) / 2;
    if (bed(middle * gyPerGBq, halfLifeH) < bedGy) low = middle;
    else high = middle;
  }
  return low;
}

/** ∫ V(D)/V(0) dD of a cumulative histogram: the mean. */
function areaUnder(csv: string, structure: string, volumeMl: number): number {
  const rows = csv
    .split("\n")
    .map((line) => line.split(","))
    .filter(([name]) => name === structure)
    .map(([, dose, ml]) => [Number(dose), Number(ml)] as const);
  return rows.slice(1).reduce((sum, [dose, ml], i) => {
    const [before, mlBefore] = rows[i]!;
    return sum + ((dose - before) * (ml + mlBefore)) / 2 / volumeMl;
  }, 0);
}
