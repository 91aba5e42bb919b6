import { activityAtRisk, riskAt, sampledLargest } from "../../planning/riskOfActivity";
import type { SMatrix } from "../../planning/sMatrix";
import {
  type DoseUncertainty,
  firstOrderUncertainty,
  sampleDoses,
} from "../../planning/uncertainty";
import { figureRow as row, type ValidationRow } from "./row";

/** Sampled errors against their first order, and the activity at a risk against fresh samples. */
export const riskRows = (): ValidationRow[] => [...firstOrder(), atRisk()];

const MATRIX: SMatrix = {
  targets: ["kidney", "marrow"].map((id) => ({ id, name: id })),
  sourceIds: ["kidney", "marrow", "remainder"],
  gyPerGBq: [Float64Array.of(0.45, 0.01, 0.04), Float64Array.of(0.002, 0.018, 0.022)],
};

const UNCERTAINTY: DoseUncertainty = {
  calibration: 0.05,
  decays: [0.1, 0.2, 0.08],
  mass: [0.08, 0.15],
  decaysMassCorrelation: 0.5,
};

const LIMITS = [
  { structureId: "kidney", activityGBq: 46 },
  { structureId: "marrow", activityGBq: 47.6 },
];

/** A tenth of the usual errors: second order is then a thousandth of the first. */
function firstOrder(): ValidationRow[] {
  const small: DoseUncertainty = {
    ...UNCERTAINTY,
    calibration: UNCERTAINTY.calibration / 10,
    decays: UNCERTAINTY.decays.map((u) => u / 10),
    mass: UNCERTAINTY.mass.map((u) => u / 10),
  };
  const { factors } = sampleDoses(MATRIX, small, 100_000, 1);
  return firstOrderUncertainty(MATRIX, small).map((expected, t) =>
    row(
      `small errors: spread of 100 000 sampled doses, ${MATRIX.targets[t]!.name}`,
      "propagation of first order, Gear et al., EJNMMI 45 (2018) 2456",
      "%",
      100 * expected,
      100 * deviationOf(factors[t]!),
      1,
    ),
  );
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}

/** 10 000 samples, as the page has them: their own scatter moves the share by 0.2 (one standard deviation, over seeds). */
function atRisk(): ValidationRow {
  const draw = (samples: number, seed: number) =>
    sampledLargest(LIMITS, sampleDoses(MATRIX, UNCERTAINTY, samples, seed));
  const activityGBq = activityAtRisk(draw(10_000, 1), 0.05);
  return row(
    "share of 100 000 fresh samples beyond a limit at the 5 % risk activity",
    "its own definition",
    "%",
    5,
    100 * riskAt(draw(100_000, 2), activityGBq),
    10,
  );
}
