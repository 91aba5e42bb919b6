import { InputError } from "../inputError";
import type { PlanRecord } from "../records/planRecord";
import { diagnosticLabel } from "./diagnosticNotes";

/**
 * A plan from scans of a tracer, or of another therapy, holds what a cycle would give and not one that was given: its activity is not of the planned nuclide.
 *
 * @throws InputError naming the file and what its scans show.
 */
export function refuseNoCycle(
  { administration, diagnosticDose, settings }: PlanRecord,
  fileName: string,
  advice = "",
): void {
  const shown = diagnosticDose
    ? `a ${diagnosticLabel(diagnosticDose)}`
    : administration?.nuclide !== undefined && administration.nuclide !== settings.nuclide
      ? administration.nuclide
      : undefined;
  if (shown !== undefined)
    throw new InputError(
      `${fileName}: administration: expected a cycle of ${settings.nuclide}, received ${shown}${advice}`,
    );
}
