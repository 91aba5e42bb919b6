/** Kinetics of one organ, read as A(t) = administered · amplitude · (2^(−t/T) − 2^(−t/T_uptake)). */
export interface Kinetics {
  /** MBq of the washout phase at time 0 per MBq administered. */
  readonly amplitudePerMBq: number;
  readonly effectiveHalfLifeH: number;
  readonly uptakeHalfLifeH: number;
}

/** How the kinetics of one organ spread over patients: log-normal, with the covariance of the logarithms in the order of `Kinetics`. */
export interface PopulationPrior {
  /** "177Lu-DOTATATE/kidney": how the user names it. */
  readonly name: string;
  readonly radiopharmaceutical: string;
  readonly organ: string;
  /** The nuclide whose decay is in the effective half-life. */
  readonly nuclide: string;
  readonly median: Kinetics;
  readonly logCovariance: readonly (readonly number[])[];
  /** Curves of the user's own patients that it was updated from. */
  readonly patients: number;
  readonly source: string;
}

/** Median and standard deviation of the logarithm. */
export type LogNormal = readonly [median: number, logSigma: number];

/** A prior whose three quantities vary independently of each other. */
export function independentPrior(
  about: Pick<
    PopulationPrior,
    "name" | "radiopharmaceutical" | "organ" | "nuclide" | "patients" | "source"
  >,
  amplitudePerMBq: LogNormal,
  effectiveHalfLifeH: LogNormal,
  uptakeHalfLifeH: LogNormal,
): PopulationPrior {
  const spread = [amplitudePerMBq, effectiveHalfLifeH, uptakeHalfLifeH].map(([, sigma]) => sigma);
  return {
    ...about,
    median: {
      amplitudePerMBq: amplitudePerMBq[0],
      effectiveHalfLifeH: effectiveHalfLifeH[0],
      uptakeHalfLifeH: uptakeHalfLifeH[0],
    },
    logCovariance: spread.map((s, i) => spread.map((_, j) => (i === j ? s * s : 0))),
  };
}

/** Logarithms of the kinetics, in the order of the covariance. */
export const logOf = (k: Kinetics): number[] => [
  Math.log(k.amplitudePerMBq),
  Math.log(k.effectiveHalfLifeH),
  Math.log(k.uptakeHalfLifeH),
];

export const kineticsOf = (logs: ArrayLike<number>): Kinetics => ({
  amplitudePerMBq: Math.exp(logs[0]!),
  effectiveHalfLifeH: Math.exp(logs[1]!),
  uptakeHalfLifeH: Math.exp(logs[2]!),
});

/**
 * The same biology under another nuclide: 1/T changes by the difference of the decay rates, the spread of ln T by the ratio of the half-lives
 * (to first order). Uptake is faster than any decay here and stays.
 */
export function priorUnderNuclide(
  prior: PopulationPrior,
  nuclide: string,
  halfLivesH: { readonly from: number; readonly to: number },
): PopulationPrior {
  const { effectiveHalfLifeH } = prior.median;
  const rate = 1 / effectiveHalfLifeH - 1 / halfLivesH.from + 1 / halfLivesH.to;
  const ratio = 1 / rate / effectiveHalfLifeH;
  return {
    ...prior,
    nuclide,
    median: { ...prior.median, effectiveHalfLifeH: 1 / rate },
    logCovariance: prior.logCovariance.map((row, i) =>
      row.map((x, j) => x * (i === 1 ? ratio : 1) * (j === 1 ? ratio : 1)),
    ),
  };
}
