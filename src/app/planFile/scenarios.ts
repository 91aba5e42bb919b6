import type { Case } from "../../records/caseFile";
import { goalFigure, limitFigure, structureFigures } from "../evaluationFigures";
import { rbeOfAll } from "../rbeWeighted";
import { type Compared, comingDoses } from "../scenarioComparison";

/**
 * The plan as it starts and the scenarios of its case, each as `gyre evaluate` has a plan; nothing where the case names none.
 *
 * @param asked The scenarios as the case has them, in their order.
 */
export const scenariosPart = (compared: readonly Compared[], asked: Case["scenarios"] = []) =>
  typeof asked === "string" || asked.length === 0
    ? {}
    : { scenarios: compared.map((one, n) => ({ ...figuresOf(one), asked: asked[n - 1] ?? null })) };

/** Doses are of the cycles to come; figures of limits and goals hold what was given before. */
function figuresOf(compared: Compared) {
  const { name, whatIf, basis, result } = compared;
  const { cycles } = whatIf;
  const activityGBq = whatIf.activityGBq / cycles;
  const { largest } = basis;
  const structures = comingDoses(compared);
  const held = [...basis.limits, ...basis.goals];
  const rbe = rbeOfAll(structures, held, whatIf.rbeAlpha);
  return {
    name,
    nuclide: result.prescription.nuclide,
    protocol: result.prescription.protocol.id,
    activityPerCycleGBq: activityGBq,
    cycles,
    totalActivityGBq: whatIf.activityGBq,
    weeksBetweenCycles: whatIf.weeksBetweenCycles ?? null,
    structures: structures.map((structure) =>
      structureFigures(structure, rbe.get(structure.structureId), { activityGBq, cycles }),
    ),
    limits: basis.limits.map((limit) => limitFigure(limit, activityGBq)),
    goals: basis.goals.map((goal) => goalFigure(goal, activityGBq)),
    notHeld: basis.notHeld,
    largestActivity: {
      perCycleGBq: largest.activityGBq ?? null,
      totalGBq: largest.totalActivityGBq ?? null,
      bindingLimit: largest.binding?.limit.id ?? null,
      bindingStructure: largest.binding?.structureId ?? null,
    },
    warnings: result.warnings,
  };
}
