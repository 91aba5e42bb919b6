import { InputError } from "../inputError";

/**
 * Blood dose per administered 131I, Gy/GBq: 108·τ_blood + 0.0188·w^(−2/3)·τ_WB, from the residence times of 1 mL of blood and of the whole
 * body (h) and the body weight (kg). Lassmann et al., EJNMMI 35 (2008) 1405; confirm.
 */
export const bloodDoseGyPerGBq = (
  bloodPerMlH: number,
  wholeBodyH: number,
  weightKg: number,
): number => 108 * bloodPerMlH + 0.0188 * weightKg ** (-2 / 3) * wholeBodyH;

/** Dose to a thyroid of one gram per MBq·day in it, Gy·g/(MBq·d): 0.203 MeV a decay. Hänscheid et al., EJNMMI 40 (2013) 1126 (EANM SOP). */
export const THYROID_GY_G_PER_MBQ_D = 100 / 35.6;

/** Activity for benign disease from the integral of the uptake curve in percent·days: 35.6·M·D/∫U dt. MBq. */
export const activityFromUptakeIntegralMBq = (
  massG: number,
  doseGy: number,
  uptakePercentDays: number,
): number => (100 / THYROID_GY_G_PER_MBQ_D) * ((massG * doseGy) / uptakePercentDays);

/** Activity for benign disease from the largest uptake and the effective half-life: 24.7·M·D/(U·T). MBq. Marinelli's formula with instant uptake. */
export const activityFromUptakeMBq = (
  massG: number,
  doseGy: number,
  maxUptakePercent: number,
  effectiveHalfLifeD: number,
): number => 24.7 * ((massG * doseGy) / (maxUptakePercent * effectiveHalfLifeD));

/** The dose that an activity gives, from the integral of the uptake curve. Gy. */
export const thyroidDoseGy = (
  activityMBq: number,
  massG: number,
  uptakePercentDays: number,
): number => (THYROID_GY_G_PER_MBQ_D / 100) * ((activityMBq * uptakePercentDays) / massG);

/**
 * The second of two 131I-mIBG administrations: what is left of the whole-body dose, at the Gy/GBq that the first gave. GBq; 0 where the
 * first used it up. Buckley et al., J Nucl Med 50 (2009) 1518.
 */
export function secondMibgActivityGBq({
  firstActivityGBq,
  firstWholeBodyGy,
  limitGy = 4,
}: {
  readonly firstActivityGBq: number;
  readonly firstWholeBodyGy: number;
  readonly limitGy?: number;
}): number {
  if (!(firstActivityGBq > 0 && firstWholeBodyGy > 0))
    throw new InputError(
      `first administration: expected an activity and a whole-body dose above 0, received ${firstActivityGBq} GBq and ${firstWholeBodyGy} Gy`,
    );
  return Math.max(0, (firstActivityGBq * (limitGy - firstWholeBodyGy)) / firstWholeBodyGy);
}
