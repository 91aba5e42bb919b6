import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import type { CaseCycle, ScannedCycle } from "../records/givenCycleSchema";
import type { ReadFile } from "../records/loadImage";
import { parsePlan } from "../records/planRecord";
import type { Volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type CourseCycle, cycleFromPlan } from "./courseCycle";
import { cycleFromDose } from "./cycleFromDose";
import { type CycleBasis, cycleFromScans, type MeasuredCycle } from "./cycleFromScans";
import type { PlanResult } from "./planResult";
import { readDose } from "./readDose";
import { refuseOtherNuclide } from "./sameNuclide";

/** The cycles that a case says were given. */
export interface CyclesOfCase {
  readonly cycles: readonly CourseCycle[];
  /** Doses of those that have scans or a dose file, by the id of the cycle: on the grid of the plan, per GBq of that cycle. */
  readonly doses: ReadonlyMap<string, Volume<"doseGyPerGBq">>;
}

/**
 * Every given cycle of a case as it was measured, or as predicted where only its activity is known.
 *
 * @throws InputError naming the cycle, and the file or scan of it that cannot be used.
 */
export async function cyclesOfCase(
  gpu: Gpu,
  basis: CycleBasis & { readonly plan: PlanResult },
  readFile: ReadFile,
  work: Work,
): Promise<CyclesOfCase> {
  const given = basis.case.givenCycles ?? [];
  const cycles: CourseCycle[] = [];
  const doses = new Map<string, Volume<"doseGyPerGBq">>();
  for (const [n, told] of given.entries()) {
    const id = `cycle_${n + 1}`;
    const part = partOf(work, n / given.length, (n + 1) / given.length);
    try {
      if (told.administration?.nuclide !== undefined)
        refuseOtherNuclide(told.administration.nuclide, basis.plan.prescription.nuclide);
      if (isScanned(told)) {
        const named = {
          ...part,
          report: (step: string, f: number) => part.report(`Cycle ${n + 1}: ${step}`, f),
        };
        const { cycle, doseGyPerGBq } = await cycleFromScans(
          gpu,
          { cycle: told, id, readFile },
          basis,
          named,
        );
        cycles.push(cycle);
        doses.set(id, doseGyPerGBq);
      } else if (told.dose !== undefined) {
        const { cycle, doseGyPerGBq } = await fromDose(told, told.dose, basis.plan, readFile);
        cycles.push({ ...cycle, id });
        doses.set(id, doseGyPerGBq);
      } else cycles.push(await withoutScans(told, id, basis.plan, readFile));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`givenCycles[${n}]: ${error.message}`);
    }
  }
  return { cycles, doses };
}

const isScanned = (cycle: CaseCycle): cycle is ScannedCycle => cycle.scans !== undefined;

/** From a dose file, which says its unit or is told it. */
async function fromDose(
  told: CaseCycle,
  path: string,
  plan: PlanResult,
  readFile: ReadFile,
): Promise<MeasuredCycle> {
  const { dose, unit = told.doseUnit } = readDose(await readFile(path), path);
  if (unit === undefined)
    throw new InputError(
      `doseUnit: expected Gy or Gy per GBq, since ${path} does not say which; received none`,
    );
  const activityGBq = (told.activityMBq ?? told.administration!.activityMBq) / 1000;
  const { cycle, doseGyPerGBq } = cycleFromDose({ dose, unit }, path, activityGBq, plan);
  const date = told.administration?.at?.slice(0, 10) ?? told.date;
  return { cycle: { ...cycle, ...(date === undefined ? {} : { date }) }, doseGyPerGBq };
}

/** From the plan of its own, or as predicted. */
async function withoutScans(
  { plan: path, activityMBq, administration, date }: CaseCycle,
  id: string,
  plan: PlanResult,
  readFile: ReadFile,
): Promise<CourseCycle> {
  const day = administration?.at?.slice(0, 10) ?? date;
  const told = { id, ...(day === undefined ? {} : { date: day }) };
  if (path === undefined) {
    const activityGBq = (activityMBq ?? administration!.activityMBq) / 1000;
    return { ...told, activityGBq, structures: [] };
  }
  const record = parsePlan(new TextDecoder().decode(await readFile(path)), path);
  return { ...cycleFromPlan(record, path, plan), ...told };
}
