import { type Compared, comparisonTable } from "../app/scenarioComparison";
import { table } from "./table";

/** The scenarios of a case beside its plan, as text; nothing where it names none. */
export function scenarioTable(compared: readonly Compared[]): string {
  if (compared.length < 2) return "";
  const { head, rows } = comparisonTable(compared);
  return `\n${table(head, rows)}`;
}
