import { seededRandom } from "../volume/random";
import { type MeasuredErrors, type MeasuredPart, measuredFactor } from "./measuredFactor";
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
  /** Of the RBE of alphas, one for all limits; none where left out. It is no error of the dose: `riskOfActivity` follows it to the limits. */
  readonly rbe?: number;
  /** Of the figures by blood and probe, which are no rows of the matrix. */
  readonly measured?: MeasuredErrors;
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
  | { readonly kind: "mass"; readonly target: number }
  | { readonly kind: "rbe" }
  | { readonly kind: "measured"; readonly input: number };

/** Errors of every input in each sample, as factors. They belong to no dose: the same draw serves every what-if. */
export interface DrawnErrors {
  readonly calibration: Float64Array;
  /** One row a source region. */
  readonly decays: readonly Float64Array[];
  /** Of the self-dose, one row a target; undefined for a target that is no source. */
  readonly mass: readonly (Float64Array | undefined)[];
  /** Of the RBE of alphas; absent where it is taken as known. */
  readonly rbe?: Float64Array;
  /** Standard normal deviates of what was measured of the patient, one row an input. */
  readonly measured?: { readonly errors: MeasuredErrors; readonly z: readonly Float64Array[] };
}

/** Draws the errors of every input from log-normal distributions with median 1. Repeats for the same seed. */
export function drawErrors(
  matrix: Pick<SMatrix, "targets" | "sourceIds">,
  uncertainty: DoseUncertainty,
  samples: number,
  seed: number,
): DrawnErrors {
  const random = seededRandom(seed);
  const spreads = spreadsOf(uncertainty);
  const { decaysMassCorrelation: together } = uncertainty;
  const apart = Math.sqrt(1 - together ** 2);
  const owns = ownColumns(matrix);
  const calibration = new Float64Array(samples);
  const decays = matrix.sourceIds.map(() => new Float64Array(samples));
  const mass = owns.map((own) => (own < 0 ? undefined : new Float64Array(samples)));
  const normals = new Float64Array(decays.length);
  for (let n = 0; n < samples; n++) {
    calibration[n] = Math.exp(spreads.calibration * random.normal());
    for (let s = 0; s < decays.length; s++) {
      normals[s] = random.normal();
      decays[s]![n] = Math.exp(spreads.decays[s]! * normals[s]!);
    }
    for (let t = 0; t < owns.length; t++) {
      const row = mass[t];
      if (row)
        row[n] = Math.exp(
          -spreads.mass[t]! * (together * normals[owns[t]!]! + apart * random.normal()),
        );
    }
  }
  const rbe = spreads.rbe > 0 ? drawRbe(spreads.rbe, samples, seed) : undefined;
  return {
    calibration,
    decays,
    mass,
    ...(rbe ? { rbe } : {}),
    ...drawMeasured(uncertainty.measured, samples, seed),
  };
}

/** From a stream of their own, as the RBE. */
function drawMeasured(
  errors: MeasuredErrors | undefined,
  samples: number,
  seed: number,
): Pick<DrawnErrors, "measured"> {
  if (!errors) return {};
  const random = seededRandom(seed + 2);
  const z = errors.inputs.map(() => Float64Array.from({ length: samples }, () => random.normal()));
  return { measured: { errors, z } };
}

/** From a stream of its own, so that the other errors stay the same with it and without. */
function drawRbe(spread: number, samples: number, seed: number): Float64Array {
  const random = seededRandom(seed + 1);
  return Float64Array.from({ length: samples }, () => Math.exp(spread * random.normal()));
}

/**
 * Follows drawn errors through the S-matrix to some targets: dose is linear in the decays, so none is computed anew. Figures by blood and probe follow the errors
 * of what they were measured by.
 */
export function followErrors(
  matrix: SMatrix,
  errors: DrawnErrors,
  targetIds: readonly string[] = matrix.targets.map(({ id }) => id),
): DoseSamples {
  const owns = ownColumns(matrix);
  const shares = sharesOf(matrix);
  const known = targetIds.filter((id) => matrix.targets.some((target) => target.id === id));
  const factors = known.map((id) => {
    const t = matrix.targets.findIndex((target) => target.id === id);
    return targetFactors(shares[t]!, owns[t]!, errors, errors.mass[t]);
  });
  const measured = (errors.measured?.errors.targets ?? []).filter(
    ({ id }) => targetIds.includes(id) && !known.includes(id),
  );
  return {
    targetIds: [...known, ...measured.map(({ id }) => id)],
    factors: [...factors, ...measured.map(({ parts }) => measuredFactors(parts, errors))],
  };
}

function measuredFactors(
  parts: readonly MeasuredPart[],
  { calibration, measured }: DrawnErrors,
): Float64Array {
  return calibration.map((factor, n) =>
    measuredFactor(parts, (input) => measured!.z[input]![n]!, factor),
  );
}

/** A figure by blood or probe, relative to the plan, when one input lies `deviations` standard deviations off; 1 for what is none. */
export function shiftedMeasured(
  { measured, calibration }: DoseUncertainty,
  targetId: string,
  input: UncertainInput,
  deviations: number,
): number {
  const target = measured?.targets.find(({ id }) => id === targetId);
  if (!target) return 1;
  return measuredFactor(
    target.parts,
    (n) => (input.kind === "measured" && input.input === n ? deviations : 0),
    input.kind === "calibration" ? Math.exp(deviations * logSpread(calibration)) : 1,
  );
}

function targetFactors(
  shares: readonly number[],
  own: number,
  { calibration, decays }: DrawnErrors,
  mass: Float64Array | undefined,
): Float64Array {
  const factors = new Float64Array(calibration.length);
  shares.forEach((share, s) => {
    const row = decays[s]!;
    if (s === own && mass)
      for (let n = 0; n < factors.length; n++) factors[n]! += share * row[n]! * mass[n]!;
    else if (share !== 0) for (let n = 0; n < factors.length; n++) factors[n]! += share * row[n]!;
  });
  for (let n = 0; n < factors.length; n++) factors[n]! *= calibration[n]!;
  return factors;
}

/** Draws errors and follows them to every target. */
export const sampleDoses = (
  matrix: SMatrix,
  uncertainty: DoseUncertainty,
  samples: number,
  seed: number,
): DoseSamples => followErrors(matrix, drawErrors(matrix, uncertainty, samples, seed));

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
      case "rbe":
      case "measured":
        return 1;
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
export const inputsOf = (
  { sourceIds, targets }: SMatrix,
  { rbe = 0, measured }: Pick<DoseUncertainty, "rbe" | "measured"> = {},
): UncertainInput[] => [
  { kind: "calibration" },
  ...sourceIds.map((_, source): UncertainInput => ({ kind: "decays", source })),
  ...targets.map((_, target): UncertainInput => ({ kind: "mass", target })),
  ...(rbe > 0 ? [{ kind: "rbe" } as const] : []),
  ...(measured?.inputs ?? []).map((_, input): UncertainInput => ({ kind: "measured", input })),
];

/** Standard deviation of the logarithm that gives a relative standard deviation u: √ln(1 + u²). */
export const logSpread = (u: number): number => Math.sqrt(Math.log1p(u ** 2));

const spreadsOf = ({ calibration, decays, mass, rbe = 0 }: DoseUncertainty) => ({
  calibration: logSpread(calibration),
  decays: decays.map(logSpread),
  mass: mass.map(logSpread),
  rbe: logSpread(rbe),
});

/** Share of each source in the mean dose of each target. */
const sharesOf = ({ gyPerGBq }: SMatrix): number[][] =>
  gyPerGBq.map((row) => {
    const total = row.reduce((sum, gy) => sum + gy, 0);
    return [...row].map((gy) => (total > 0 ? gy / total : 0));
  });

/** For each target the column of its own region, −1 where it is none. */
const ownColumns = ({ targets, sourceIds }: Pick<SMatrix, "targets" | "sourceIds">): number[] =>
  targets.map(({ id }) => sourceIds.indexOf(id));
