import { DVH_BINS } from "../../dosimetry/dvh";
import { nextActivity } from "../../planning/adaptiveCycles";
import { structuresSoFar } from "../../planning/courseSoFar";
import type { Limit } from "../../planning/limit";
import { type StructureDose, structureDoseFromDvh } from "../../planning/structureDose";
import { type ValidationRow, validationRow } from "./row";

const GY_PER_GBQ = 0.5;
const HALF_LIFE_H = 51;
const GIVEN_GBQ = [7.4, 6.1];
const REMAINING = 2;
const KIDNEY = { alphaBetaGy: 2.6, repairHalfLifeH: 2.8 };

/** A course under way, against its sums: what is left of 23 Gy to a kidney after two cycles that were measured. */
export function adaptiveRows(): ValidationRow[] {
  const totalGBq = GIVEN_GBQ[0]! + GIVEN_GBQ[1]!;
  const perCycle = (gyPerGBq: number) => (23 / gyPerGBq - totalGBq) / REMAINING;
  const asPredicted = given(GY_PER_GBQ, HALF_LIFE_H);
  const halved = given(GY_PER_GBQ / 2, HALF_LIFE_H / 2);
  const soFar = structuresSoFar([kidney()], halved, [limit(40, BED)])[0]!;
  const { alphaBetaGy, repairHalfLifeH: repairH } = KIDNEY;
  const protraction = repairH / (repairH + HALF_LIFE_H / 2);
  const bed = (gy: number) => gy * (1 + (protraction * gy) / alphaBetaGy);
  return [
    row("next activity, kidney as predicted", "GBq", perCycle(GY_PER_GBQ), next(asPredicted)),
    row("next activity, half the half-life", "GBq", perCycle(GY_PER_GBQ / 2), next(halved)),
    row("delivered / predicted, half the half-life", "1", 0.5, soFar.ratio ?? Number.NaN),
    row(
      "BED so far, each cycle with half the half-life",
      "Gy",
      GIVEN_GBQ.reduce((sum, gbq) => sum + bed((gbq * GY_PER_GBQ) / 2), 0),
      soFar.bed?.gy ?? Number.NaN,
    ),
  ];
}

const BED: Limit["metric"] = { kind: "bed", of: "meanDose", ...KIDNEY };

const next = (cycles: ReturnType<typeof given>) =>
  nextActivity({
    predicted: [kidney()],
    given: cycles,
    remainingCycles: REMAINING,
    limits: [limit(23, { kind: "mean" })],
  }).activityGBq ?? Number.NaN;

const given = (meanGyPerGBq: number, effectiveHalfLifeH: number) =>
  GIVEN_GBQ.map((activityGBq) => ({
    activityGBq,
    structures: [{ structureId: "kidney", meanGyPerGBq, effectiveHalfLifeH }],
  }));

/** The same dose everywhere. */
function kidney(): StructureDose {
  const counts = new Float64Array(DVH_BINS);
  counts[DVH_BINS - 1] = 100;
  const dvh = {
    structureId: "kidney",
    name: "kidney",
    quantity: "doseGyPerGBq",
    volumeMl: 100,
    binWidthGy: GY_PER_GBQ / DVH_BINS,
    counts,
    minGy: GY_PER_GBQ,
    meanGy: GY_PER_GBQ,
    maxGy: GY_PER_GBQ,
  } as const;
  return structureDoseFromDvh(dvh, {
    role: "organ",
    massG: 150,
    effectiveHalfLifeH: HALF_LIFE_H,
  });
}

const limit = (value: number, metric: Limit["metric"]): Limit => ({
  type: "limit",
  id: "kidney",
  label: "Kidney",
  organ: { tissue: "kidney", roles: ["organ"], names: ["kidney"] },
  metric,
  value,
  unit: "Gy",
  per: "course",
  informational: false,
  source: "closed form",
  confirm: false,
});

const row = (what: string, unit: string, expected: number, ours: number): ValidationRow =>
  validationRow({
    what: `Adaptive cycles: ${what}`,
    source: "closed form",
    unit,
    expected,
    ours,
    limitPercent: 1e-6,
  });
