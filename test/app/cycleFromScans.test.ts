import { expect, test } from "vitest";
import { cycleFromScans, type ScannedDose } from "../../src/app/cycleFromScans";
import { plan } from "../../src/app/pipeline";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { sampleCase } from "../../src/app/sampleCase";
import { trueTiacH } from "../../src/app/samplePatient";
import { AS_SCANNED, sampleStudy } from "../../src/app/sampleStudy";
import { sampleCycle } from "../../src/cli/validate/sampleCycle";
import { cycleFault } from "../../src/records/givenCycleFault";
import { sameGrid } from "../../src/volume/grid";
import { regionStatistics } from "../../src/volume/statistics";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const PATIENCE_MS = 600_000;
const KIDNEYS = ["kidney_left", "kidney_right"];
const CASE = sampleCase(["4 h", "24 h", "4 d", "7 d"]);
const UPTAKE = { kidney_left: 0.8, kidney_right: 0.8 };

/** Mean dose of a structure per GBq with the true decays in every structure, and of a cycle in which uptakes differ. */
function trueGyPerGBq(
  { structures, regions, basisGyPerGBq }: PlanResult,
  id: string,
  uptake: Readonly<Record<string, number>> = {},
): number {
  const { mask } = structures.find((structure) => structure.id === id)!;
  return regions.reduce((sum, { structureId, tiacH }, r) => {
    const truth = structureId === "remainder" ? tiacH : trueTiacH(structureId);
    const gy = regionStatistics(mask, basisGyPerGBq[r]!.values).mean;
    return sum + ((uptake[structureId] ?? 1) * gy * truth) / tiacH;
  }, 0);
}

const meanOf = ({ cycle }: ScannedDose, id: string) =>
  cycle.structures.find(({ structureId }) => structureId === id)!.meanGyPerGBq;

test(
  "a second cycle of 0.8 times the uptake in the kidneys, 12 mm from the first, gives its dose from one scan and from all, on the grid of the plan",
  () =>
    withGpu(async (gpu) => {
      const study = sampleStudy(AS_SCANNED);
      const calculated = await plan(gpu, study, prescriptionOf(CASE), quietWork());
      const measured = async (scans: readonly number[]) => {
        const second = { uptake: UPTAKE, shiftMm: [12, 0, 0], activityMBq: 7100 } as const;
        const { files, cycle } = sampleCycle(second, scans);
        expect(cycleFault(cycle)).toBeUndefined();
        return cycleFromScans(
          gpu,
          { cycle, id: "cycle_2", readFile: async (path) => files.get(path)! },
          { case: CASE, study, plan: calculated },
          quietWork(),
        );
      };

      const one = await measured([1]);
      const all = await measured([0, 1, 2, 3]);

      expect(one.result.regions.every(({ fit }) => fit.method === "earlierCycle")).toBe(true);
      expect(all.result.regions.every(({ fit }) => fit.method === "auto")).toBe(true);
      expect(one.cycle.notes![0]).toMatch(
        /^The scan at 24\.5 h lies 12 mm from the planning scan \(at the middle of its grid\), as the CTs have it: they correlate to \d\.\d\d, by the headers to -?\d\.\d\d\.$/,
      );
      expect(one.cycle.measuredIn).toBe("its scans (24.5 h)");
      for (const cycle of [one, all]) {
        expect(sameGrid(cycle.doseGyPerGBq.grid, calculated.doseGyPerGBq.grid, 1e-6)).toBe(true);
        expect(cycle.cycle.activityGBq).toBe(7.1);
        expect(Math.abs(cycle.result.balance.differencePercent)).toBeLessThan(0.5);
        for (const id of KIDNEYS) {
          const truth = trueGyPerGBq(calculated, id, UPTAKE);
          const fromVoxels = regionStatistics(
            calculated.structures.find((s) => s.id === id)!.mask,
            cycle.doseGyPerGBq.values,
          ).mean;
          expect(Math.abs(meanOf(cycle, id) / truth - 1), id).toBeLessThan(0.02);
          expect(fromVoxels / meanOf(cycle, id)).toBeCloseTo(1, 4);
        }
      }
    }),
  PATIENCE_MS,
);
