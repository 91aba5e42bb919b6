import { seededRandom } from "../volume/random";
import type { SMatrix } from "./sMatrix";

/** Relative standard deviations of what a dose is made of. */
export interface DoseUncertainty {
  /** Of the camera's calibration: one error for every region, scan and cycle, which does not average out. */
  readonly calibration: number;
  /** Of each source region's time-integrated activity, in the order of the S-matrix's columns. */
  readonly decays: readonly number[];
  /** Of each target's mass, in the order of its rows; it acts on the self-dose, as 1/mass. */
  readonly mass: readonly number[];
  /** Between the errors of a region's decays and its mass: a contour drawn too large holds more activity, which takes back part of both. 0 to below 1. */
  readonly decaysMassCorrelation: number;
}

/** Mean doses of the targets relative to the plan, one row a target, one column a sample. */
export interface DoseSamples {
  readonly targetIds: readonly string[];
  readonly factors: readonly Float64Array[];
}

/** One input of the doses that can be wrong by itself. */
export type UncertainInput =
  | { readonly kind: "calibration" }
  | { readonly kind: "decays"; readonly source: number }
  | { readonly kind: "mass"; readonly target: number };

/**
 * Draws the errors of every input from log-normal distributions with median 1 and follows them through the S-matrix, whose dose is
 * linear in the decays: no dose is computed anew. Repeats for the same seed.
 */
export function sampleDoses(
  matrix: SMatrix,
  uncertainty: DoseUncertainty,
  samples: number,
  seed: number,
): DoseSamples {
  const random = seededRandom(seed);
  const spreads = spreadsOf(uncertainty);
  const { decaysMassCorrelation: together } = uncertainty;
  const apart = Math.sqrt(1 - together ** 2);
  const owns = ownColumns(matrix);
  const shares = sharesOf(matrix).map((row) => Float64Array.from(row));
  const factors = shares.map(() => new Float64Array(samples));
  const normals = new Float64Array(matrix.sourceIds.length);
  const decays = new Float64Array(matrix.sourceIds.length);
  for (let n = 0; n < samples; n++) {
    const calibration = Math.exp(spreads.calibration * random.normal());
    for (let s = 0; s < decays.length; s++) {
      normals[s] = random.normal();
      decays[s] = Math.exp(spreads.decays[s]! * normals[s]!);
    }
    for (let t = 0; t < shares.length; t++) {
      const row = shares[t]!;
      const own = owns[t]!;
      let dose = own < 0 ? 0 : row[own]! * decays[own]! * (massFactor(t, own) - 1);
      for (let s = 0; s < row.length; s++) dose += row[s]! * decays[s]!;
      factors[t]![n] = calibration * dose;
    }
  }
  return { targetIds: matrix.targets.map(({ id }) => id), factors };

  /** Of the self-dose. */
  function massFactor(t: number, own: number): number {
    return Math.exp(-spreads.mass[t]! * (together * normals[own]! + apart * random.normal()));
  }
}

/**
 * Relative standard uncertainty of each target's mean dose to first order:
 * (u_D/D)² = u_cal² + Σ (share_s u_s)² + (share_self u_m)² − 2ρ·share_self²·u_self·u_m. Gear et al., EJNMMI 45 (2018) 2456.
 */
export function firstOrderUncertainty(matrix: SMatrix, uncertainty: DoseUncertainty): number[] {
  const owns = ownColumns(matrix);
  return sharesOf(matrix).map((row, t) => {
    const own = owns[t]!;
    const share = own < 0 ? 0 : row[own]!;
    const mass = uncertainty.mass[t]!;
    const covariance =
      own < 0 ? 0 : uncertainty.decaysMassCorrelation * uncertainty.decays[own]! * mass;
    const decays = row.reduce((sum, part, s) => sum + (part * uncertainty.decays[s]!) ** 2, 0);
    return Math.sqrt(
      uncertainty.calibration ** 2 + decays + share ** 2 * (mass ** 2 - 2 * covariance),
    );
  });
}

/** Each target's dose, relative to the plan, when one input lies `deviations` standard deviations off. */
export function shiftedDoses(
  matrix: SMatrix,
  uncertainty: DoseUncertainty,
  input: UncertainInput,
  deviations: number,
): number[] {
  const owns = ownColumns(matrix);
  const spreads = spreadsOf(uncertainty);
  return sharesOf(matrix).map((row, t) => {
    switch (input.kind) {
      case "calibration":
        return Math.exp(deviations * spreads.calibration);
      case "decays":
        return 1 + row[input.source]! * Math.expm1(deviations * spreads.decays[input.source]!);
      case "mass":
        return input.target !== t || owns[t]! < 0
          ? 1
          : 1 + row[owns[t]!]! * Math.expm1(-deviations * spreads.mass[t]!);
      default:
        return input satisfies never;
    }
  });
}

/** Every input of a plan. */
export const inputsOf = ({ sourceIds, targets }: SMatrix): UncertainInput[] => [
  { kind: "calibration" },
  ...sourceIds.map((_, source): UncertainInput => ({ kind: "decays", source })),
  ...targets.map((_, target): UncertainInput => ({ kind: "mass", target })),
];

/** Standard deviations of the logarithm that give relative standard deviations u: √ln(1 + u²). */
function spreadsOf({ calibration, decays, mass }: DoseUncertainty) {
  const spread = (u: number) => Math.sqrt(Math.log1p(u ** 2));
  return { calibration: spread(calibration), decays: decays.map(spread), mass: mass.map(spread) };
}

/** Share of each source in the mean dose of each target. */
const sharesOf = ({ gyPerGBq }: SMatrix): number[][] =>
  gyPerGBq.map((row) => {
    const total = row.reduce((sum, gy) => sum + gy, 0);
    return [...row].map((gy) => (total > 0 ? gy / total : 0));
  });

/** For each target the column of its own region, −1 where it is none. */
const ownColumns = ({ targets, sourceIds }: SMatrix): number[] =>
  targets.map(({ id }) => sourceIds.indexOf(id));
