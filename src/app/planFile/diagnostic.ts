import type { PlanResult } from "../planResult";

/** The imaged administration's own dose, Gy of all that was given; nothing where it was no diagnostic one. */
export function diagnosticPart({ diagnosticDose }: Pick<PlanResult, "diagnosticDose">) {
  if (!diagnosticDose) return {};
  const { structures, ...given } = diagnosticDose;
  return {
    diagnosticDose: {
      ...given,
      structures: structures.map(({ effectiveHalfLifeH, ...structure }) => ({
        ...structure,
        effectiveHalfLifeH: effectiveHalfLifeH ?? null,
      })),
    },
  };
}
