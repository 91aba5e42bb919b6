import { withoutDiagnostic } from "./diagnosticEarlier";
import type { Session, WhatIf } from "./session";

/** Whether limits speak of more than the cycles to come: dose that was given before them. */
export const hasDoseBefore = ({
  given = [],
  earlier,
}: Pick<WhatIf, "given" | "earlier">): boolean =>
  given.length > 0 || Object.keys(earlier).length > 0;

/** The same, but for the diagnostic administration, which belongs to the scans whatever they plan. */
export const hasOtherDoseBefore = ({
  earlier,
  ...whatIf
}: Pick<WhatIf, "given" | "earlier">): boolean =>
  hasDoseBefore({ ...whatIf, earlier: withoutDiagnostic(earlier) });

/** What a plan of another nuclide says of the dose given before that no longer counts; undefined where all of it still does. */
export function withoutDoseBefore(
  before: Pick<WhatIf, "given" | "earlier">,
  now: Pick<WhatIf, "given" | "earlier">,
  nuclide: string,
): string | undefined {
  const [was, is] = [before, now].map(({ given = [], earlier }) =>
    JSON.stringify([given.map(({ id }) => id), withoutDiagnostic(earlier)]),
  );
  if (!hasOtherDoseBefore(before) || was === is) return undefined;
  const lost = hasOtherDoseBefore(now)
    ? "Of the doses given before only the earlier ones of the case count"
    : "The doses given before, cycles and earlier ones, do not count";
  return `${lost} in this plan of ${nuclide}. Undo goes back to the plan that has them all.`;
}

/** What a case that was changed says of measured cycles that the page added, which are not calculated anew; undefined without any. */
export function keptCycles({ job, whatIf }: Pick<Session, "job" | "whatIf">): string | undefined {
  const ofCase = job.status === "done" ? (job.result.cycles?.cycles ?? []) : [];
  const kept = (whatIf.given ?? []).some(
    ({ id, structures }) => structures.length > 0 && !ofCase.some((cycle) => cycle.id === id),
  );
  return kept
    ? "Measured cycles keep the doses that they were entered with: enter them again where the change concerns them too."
    : undefined;
}
