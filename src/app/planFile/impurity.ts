import type { ImpurityDose } from "../impurityDose";
import type { PlanResult } from "../planResult";

/** A companion in plan.json, with what grew from it. */
export function impurityOf(
  { nuclide, share, grown = [], notes, ...own }: ImpurityDose,
  { regions }: PlanResult,
) {
  const placed = ({ tiacH, meanGyPerGBq }: Pick<ImpurityDose, "tiacH" | "meanGyPerGBq">) => ({
    regions: tiacH.map((hours, r) => ({ structureId: regions[r]!.structureId, tiacH: hours })),
    structures: meanGyPerGBq.map(({ structureId, gy }) => ({ structureId, meanGyPerGBq: gy })),
  });
  return {
    nuclide,
    share,
    notes,
    ...placed(own),
    grown: grown.map((daughter) => ({ nuclide: daughter.nuclide, ...placed(daughter) })),
  };
}
