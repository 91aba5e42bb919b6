import type { Criterion, Metric } from "../src/planning/limit";
import type { StructureDose } from "../src/planning/structureDose";
import { readableName } from "../src/volume/readableName";

/** Parameters of the Poisson control and the Lyman complication models. */
export interface ResponseParameters {
  readonly alphaPerGy: number;
  readonly alphaBetaGy: number;
  readonly repairHalfLifeH: number;
  readonly clonogensPerMl: number;
  readonly td50Gy: number;
  readonly m: number;
  readonly n: number;
}

/**
 * Where the fields start. Kidney: TD50 28 Gy, m 0.1, n 0.7 of external beam (Burman et al., IJROBP 21 (1991) 123); tumour: round
 * numbers of no tumour in particular.
 */
export const STARTING_RESPONSE: ResponseParameters = {
  alphaPerGy: 0.3,
  alphaBetaGy: 10,
  repairHalfLifeH: 1.5,
  clonogensPerMl: 1e6,
  td50Gy: 28,
  m: 0.1,
  n: 0.7,
};

/** Control of each tumour and complication of each organ as criteria, which the user's parameters define. */
export function probabilityModels(structures: readonly StructureDose[], p: ResponseParameters) {
  const tcp: Metric = {
    kind: "tcp",
    alphaPerGy: p.alphaPerGy,
    alphaBetaGy: p.alphaBetaGy,
    repairHalfLifeH: p.repairHalfLifeH,
    clonogensPerMl: p.clonogensPerMl,
  };
  const ntcp: Metric = { kind: "ntcp", td50Gy: p.td50Gy, m: p.m, n: p.n };
  return {
    control: structures
      .filter(
        ({ role, effectiveHalfLifeH }) => role === "tumour" && effectiveHalfLifeH !== undefined,
      )
      .map((structure) => choice(structure, tcp, "control probability")),
    complication: structures
      .filter(({ role }) => role === "organ")
      .map((structure) => choice(structure, ntcp, "complication probability")),
  };
}

function choice({ structureId, name }: StructureDose, metric: Metric, label: string) {
  const criterion: Criterion = {
    id: `${metric.kind} ${structureId}`,
    label,
    organ: { tissue: name, ids: [structureId] },
    metric,
    value: 0.5,
    unit: "probability",
    per: "course",
    informational: true,
    source: "the parameters entered",
    confirm: true,
  };
  return { id: criterion.id, name: `${readableName(name)}: ${label}`, structureId, criterion };
}
