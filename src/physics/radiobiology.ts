import { normalCumulative } from "./normal";

/** How a tissue answers dose in the linear-quadratic model. */
export interface TissueResponse {
  /** α/β in Gy: the dose per acute fraction at which both terms weigh the same. */
  readonly alphaBetaGy: number;
  /** Half-life of the repair of sublethal damage, h. */
  readonly repairHalfLifeH: number;
}

/** Σ of these terms is a dose rate over time: rate · e^(−λt), in any unit of dose rate; negative amplitudes describe uptake. */
export interface RateTerm {
  readonly amplitude: number;
  /** λ of the term, biological and physical together, 1/h. */
  readonly ratePerH: number;
}

/**
 * Lea–Catcheside factor G of a dose rate that falls as one exponential: T_rep/(T_rep + T_eff).
 * It lies between 0 (infinitely slow delivery) and 1 (acute). Dale, Br J Radiol 58 (1985) 515.
 */
export const protractionFactor = (repairHalfLifeH: number, effectiveHalfLifeH: number): number =>
  repairHalfLifeH / (repairHalfLifeH + effectiveHalfLifeH);

/**
 * Lea–Catcheside factor of any sum of exponentials R(t) = Σ R_i e^(−λ_i t) delivered to the end, with μ = ln 2 / T_rep:
 *
 *   G·D² = 2 ΣΣ R_i R_j / [(μ + λ_j)(λ_i + λ_j)],   D = Σ R_i/λ_i
 *
 * Gustafsson, Nilsson, Gleisner, Phys Med Biol 58 (2013) 1507. The amplitudes may have any common unit, since it cancels.
 */
export function protractionFactorOfSum(
  terms: readonly RateTerm[],
  repairHalfLifeH: number,
): number {
  const mu = Math.LN2 / repairHalfLifeH;
  let dose = 0;
  let pairs = 0;
  for (const i of terms) {
    dose += i.amplitude / i.ratePerH;
    for (const j of terms)
      pairs += (2 * i.amplitude * j.amplitude) / ((mu + j.ratePerH) * (i.ratePerH + j.ratePerH));
  }
  return pairs / dose ** 2;
}

/** Biologically effective dose of a dose delivered with protraction factor G: D(1 + G·D/(α/β)). Gy. */
export const biologicallyEffectiveDose = (
  doseGy: number,
  protraction: number,
  alphaBetaGy: number,
): number => doseGy * (1 + (protraction * doseGy) / alphaBetaGy);

/** BED of `cycles` equal cycles of `doseGy` in all, far apart against repair, with one effective half-life each. Gy. */
export function bedOfCycles(
  doseGy: number,
  cycles: number,
  { alphaBetaGy, repairHalfLifeH }: TissueResponse,
  effectiveHalfLifeH: number,
): number {
  const protraction = protractionFactor(repairHalfLifeH, effectiveHalfLifeH);
  return cycles * biologicallyEffectiveDose(doseGy / cycles, protraction, alphaBetaGy);
}

/** BED of external irradiation in equal acute fractions: D(1 + (D/n)/(α/β)). Gy. Fowler, Br J Radiol 62 (1989) 679. */
export const bedOfFractions = (totalGy: number, fractions: number, alphaBetaGy: number): number =>
  totalGy * (1 + totalGy / fractions / alphaBetaGy);

/** BED of one delivery per unit of its absorbed dose D: linear·D + quadratic·D², D in Gy. */
export interface LinearQuadratic {
  readonly linear: number;
  /** 1/Gy. */
  readonly quadraticPerGy: number;
}

/** What decides how alphas and betas add up. */
export interface MixedField {
  /** Share of the absorbed dose that alphas (with their recoils) deposit, 0 to 1. */
  readonly alphaShare: number;
  /** RBE of alphas at low dose against low-LET radiation. */
  readonly rbeMax: number;
  /** True lets the alpha dose into the quadratic term, as (D_α + D_β)²; by default alphas have no quadratic term. */
  readonly alphaInQuadratic?: boolean;
}

/** Low-LET radiation alone. */
export const LOW_LET: MixedField = { alphaShare: 0, rbeMax: 1 };

/**
 * BED = RBE_max·D_α + D_β + G·D_β²/(α/β): alphas leave damage that is not repaired and does not add to that of others.
 * That is the assumption; see `alphaInQuadratic` for the other. MIRD Pamphlet 22 (Sgouros et al., J Nucl Med 51 (2010) 311).
 */
export function mixedFieldBed(
  field: MixedField,
  protraction: number,
  alphaBetaGy: number,
): LinearQuadratic {
  const quadraticShare = field.alphaInQuadratic ? 1 : 1 - field.alphaShare;
  return {
    linear: relativeWeight(field),
    quadraticPerGy: (protraction * quadraticShare ** 2) / alphaBetaGy,
  };
}

/** RBE-weighted dose per absorbed dose: 1 + (RBE − 1)·share of alphas. */
export const relativeWeight = ({ alphaShare, rbeMax }: MixedField): number =>
  1 + (rbeMax - 1) * alphaShare;

/** BED of a dose, Gy. */
export const bedOf = ({ linear, quadraticPerGy }: LinearQuadratic, doseGy: number): number =>
  linear * doseGy + quadraticPerGy * doseGy ** 2;

/** The dose with that BED: the positive root of quadratic·D² + linear·D − BED. Gy; 0 for a BED of 0 or less. */
export function doseOfBed({ linear, quadraticPerGy }: LinearQuadratic, bedGy: number): number {
  if (bedGy <= 0) return 0;
  // 2c/(b + √…) instead of (−b + √…)/2a: exact where the quadratic term vanishes.
  return (2 * bedGy) / (linear + Math.sqrt(linear ** 2 + 4 * quadraticPerGy * bedGy));
}

/** Total absorbed dose in `cycles` equal cycles that together have `bedGy`: N·(−1 + √(1 + 4gB/N))/(2g). Gy. */
export const doseOfBedInCycles = (
  response: LinearQuadratic,
  bedGy: number,
  cycles: number,
): number => cycles * doseOfBed(response, bedGy / cycles);

/** Dose in acute fractions of `perFractionGy` with the same BED: BED/(1 + X/(α/β)); EQD2 has X = 2. Gy. Cremonesi et al., EJNMMI 45 (2018) 2426. */
export const equieffectiveDose = (bedGy: number, alphaBetaGy: number, perFractionGy = 2): number =>
  bedGy / (1 + perFractionGy / alphaBetaGy);

/** Cells that grow back while treatment lasts. */
export interface Repopulation {
  /** BED lost a day, Gy. */
  readonly lossGyPerDay: number;
  /** Day on which it starts. */
  readonly kickOffDays: number;
  readonly treatmentDays: number;
}

/** BED that repopulation takes: K·max(0, T − T_kick). Gy. Dale, Radiother Oncol 15 (1989) 371. */
export const repopulationLossGy = (r: Repopulation): number =>
  r.lossGyPerDay * Math.max(0, r.treatmentDays - r.kickOffDays);

/** Parts of a structure with one dose each: how much of the structure (sums to 1), and its dose. */
export interface DoseShare {
  readonly share: number;
  readonly gy: number;
}

/** −ln(Σ v_i e^(−α D_i))/α: the uniform dose with the same survival; on BED it is the EUBED. Niemierko, Med Phys 24 (1997) 103. Gy. */
export function uniformDoseOf(parts: readonly DoseShare[], alphaPerGy: number): number {
  const least = Math.min(...parts.map(({ gy }) => gy));
  const survival = parts.reduce(
    (sum, { share, gy }) => sum + share * Math.exp(-alphaPerGy * (gy - least)),
    0,
  );
  return least - Math.log(survival) / alphaPerGy;
}

/** (Σ v_i D_i^a)^(1/a). Niemierko, Med Phys 26 (1999) 1101. Gy. */
export function generalisedUniformDoseOf(parts: readonly DoseShare[], a: number): number {
  const most = Math.max(...parts.map(({ gy }) => gy));
  if (most <= 0) return 0;
  return most * parts.reduce((sum, { share, gy }) => sum + share * (gy / most) ** a, 0) ** (1 / a);
}

/** Probability that no clonogenic cell survives: e^(−N e^(−α·BED)) for a uniform BED. Webb, Nahum, Phys Med Biol 38 (1993) 653. */
export const tumourControl = (clonogens: number, alphaPerGy: number, bedGy: number): number =>
  Math.exp(-clonogens * Math.exp(-alphaPerGy * bedGy));

/** The uniform BED with that control probability: ln(N / −ln TCP)/α. Gy. */
export const bedOfTumourControl = (
  clonogens: number,
  alphaPerGy: number,
  probability: number,
): number => Math.log(clonogens / -Math.log(probability)) / alphaPerGy;

/** Lyman's complication probability Φ((D − TD50)/(m·TD50)). Lyman, Radiat Res 104 (1985) S13. */
export const complicationProbability = (doseGy: number, td50Gy: number, m: number): number =>
  normalCumulative((doseGy - td50Gy) / (m * td50Gy));
