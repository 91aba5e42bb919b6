/** The steps from counts to a time-integrated activity whose errors are followed. */
export const BUDGET_STEPS = ["calibration", "recovery", "volume", "fit", "registration"] as const;
export type BudgetStep = (typeof BUDGET_STEPS)[number];

/** What is known of one structure; all uncertainties relative, one standard deviation. */
export interface BudgetQuestion {
  /** Of the calibration factor: the same error in every scan and cycle of a camera. */
  readonly calibration: number;
  /** Of the recovery from the fit of its curve alone. */
  readonly recoveryCurve: number;
  /** Of the volume of the structure. */
  readonly volume: number;
  /**
   * d ln(recovered activity) / d ln V: recovery divides by RC(V), so that a volume drawn too large takes counts in (towards 1 for a sharp image) and is
   * divided by a larger recovery. From `activityPerVolume`.
   */
  readonly activityPerVolume: number;
  /** Of the integral from the scatter of the readings. */
  readonly fit: number;
  /** Of the integral from structures that lie beside the activity. */
  readonly registration: number;
}

export interface UncertaintyBudget {
  /** Relative, one standard deviation, of the time-integrated activity. */
  readonly relativeUncertainty: number;
  readonly contributions: readonly {
    readonly step: BudgetStep;
    readonly relativeUncertainty: number;
    /** Of the variance: the bars of a chart, which sum to 1. */
    readonly share: number;
  }[];
}

/** Adds independent steps by their squares; the volume acts through both counts and recovery at once, which are correlated. */
export function uncertaintyBudget(question: BudgetQuestion): UncertaintyBudget {
  const sizes: Record<BudgetStep, number> = {
    calibration: question.calibration,
    recovery: question.recoveryCurve,
    volume: Math.abs(question.activityPerVolume) * question.volume,
    fit: question.fit,
    registration: question.registration,
  };
  const variance = BUDGET_STEPS.reduce((sum, step) => sum + sizes[step] ** 2, 0);
  return {
    relativeUncertainty: Math.sqrt(variance),
    contributions: BUDGET_STEPS.map((step) => ({
      step,
      relativeUncertainty: sizes[step],
      share: variance > 0 ? sizes[step] ** 2 / variance : 0,
    })),
  };
}

/**
 * Relative uncertainty of a volume drawn on voxels, as that of a sphere: each of the two ends of a diameter is known to the rectangular distribution of
 * a voxel and to the width of the blur,
 *
 *   u(d)² = a²/6 + FWHM²/(4 ln 2),  u(V)/V = 3 u(d)/d.
 *
 * Source: Gear et al., Eur J Nucl Med Mol Imaging 45 (2018) 2456. A contour drawn on a CT has the FWHM of the CT.
 */
export function volumeUncertainty(volumeMl: number, voxelMm: number, fwhmMm: number): number {
  const diameterMm = Math.cbrt((6000 * volumeMl) / Math.PI);
  return (3 * Math.sqrt(voxelMm ** 2 / 6 + fwhmMm ** 2 / (4 * Math.LN2))) / diameterMm;
}
