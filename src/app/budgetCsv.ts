import { csvFile } from "../formats/csv";
import { BUDGET_STEPS, type UncertaintyBudget } from "../quantification/uncertaintyBudget";
import type { PlanBudget } from "./planBudget";

/**
 * The uncertainty budget as a table: one row a region, quantity and step, with the whole as a step of its own. Relative, one standard deviation; the shares
 * are of the variance.
 */
export function budgetCsv({ regions }: PlanBudget): string {
  const rows = regions.flatMap(({ structureId, tia, meanDose }) => [
    ...rowsOf(structureId, "time_integrated_activity", tia),
    ...(meanDose ? rowsOf(structureId, "mean_dose", meanDose) : []),
  ]);
  return csvFile([
    "structure,quantity,step,uncertainty_percent,share_of_variance_percent",
    ...rows,
  ]);
}

function rowsOf(id: string, quantity: string, budget: UncertaintyBudget): string[] {
  const line = (step: string, uncertainty: number, share: number) =>
    [id, quantity, step, ...[uncertainty, share].map((x) => Number((100 * x).toPrecision(6)))].join(
      ",",
    );
  return [
    ...BUDGET_STEPS.map((step) => {
      const { relativeUncertainty, share } = budget.contributions.find((c) => c.step === step)!;
      return line(step, relativeUncertainty, share);
    }),
    line("all", budget.relativeUncertainty, budget.relativeUncertainty > 0 ? 1 : 0),
  ];
}
