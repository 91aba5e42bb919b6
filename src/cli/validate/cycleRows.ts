import { cycleFromScans } from "../../app/cycleFromScans";
import { plan } from "../../app/pipeline";
import type { PlanResult } from "../../app/planResult";
import { prescriptionOf } from "../../app/prescriptionOf";
import { sampleCase } from "../../app/sampleCase";
import { trueTiacH } from "../../app/samplePatient";
import { AS_SCANNED, sampleStudy } from "../../app/sampleStudy";
import { regionStatistics } from "../../volume/statistics";
import { partOf, type Work } from "../../work";
import type { ValidationContext } from "./context";
import { type ValidationRow, validationRow } from "./row";
import { type SecondCycle, sampleCycle } from "./sampleCycle";

const SECOND: SecondCycle = {
  uptake: { kidney_left: 0.8, kidney_right: 0.8 },
  shiftMm: [12, 0, 0],
  activityMBq: 7100,
};
const SCANS = [
  ["its scan at 24 h and the curves of the plan", [1]],
  ["its own four scans", [0, 1, 2, 3]],
] as const;

/** The second cycle of the sample patient, evaluated from its own scans on the plan of the first, against what it was made from. */
export async function cycleRows(
  gpu: ValidationContext["gpu"],
  work: Work,
): Promise<ValidationRow[]> {
  const data = sampleCase(["4 h", "24 h", "4 d", "7 d"]);
  const study = sampleStudy(AS_SCANNED);
  const planned = await plan(gpu, study, prescriptionOf(data), partOf(work, 0, 0.3));
  const rows: ValidationRow[] = [];
  for (const [s, [by, scans]] of SCANS.entries()) {
    const { files, cycle } = sampleCycle(SECOND, scans);
    const readFile = async (path: string) => files.get(path)!;
    const basis = { case: data, study, plan: planned };
    const part = partOf(work, 0.3 + 0.35 * s, 0.65 + 0.35 * s);
    const measured = await cycleFromScans(gpu, { cycle, id: "2", readFile }, basis, part);
    for (const id of ["kidney_left", "kidney_right"])
      rows.push(
        validationRow({
          what: `Second cycle, 0.8 times the uptake in the kidneys, 12 mm away, by ${by}: dose of ${id.replace("_", " ")}`,
          source: "decays that the patient was made from, by the S values of the plan",
          unit: "Gy/GBq",
          expected: trueGyPerGBq(planned, id),
          ours: measured.cycle.structures.find(({ structureId }) => structureId === id)!
            .meanGyPerGBq,
          limitPercent: 3,
        }),
      );
  }
  return rows;
}

function trueGyPerGBq({ structures, regions, basisGyPerGBq }: PlanResult, id: string): number {
  const { mask } = structures.find((structure) => structure.id === id)!;
  return regions.reduce((sum, { structureId, tiacH }, r) => {
    const truth = structureId === "remainder" ? tiacH : trueTiacH(structureId);
    const factor = ((SECOND.uptake[structureId] ?? 1) * truth) / tiacH;
    return sum + factor * regionStatistics(mask, basisGyPerGBq[r]!.values).mean;
  }, 0);
}
