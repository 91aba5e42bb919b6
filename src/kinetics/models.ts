/** One phase of a time-activity curve A(t) = Σ amplitude · e^(−rate·t), t in hours. */
export interface ExponentialTerm {
  readonly amplitudeMBq: number;
  readonly ratePerH: number;
}

export type ExponentialModelName =
  | "monoExponential"
  | "uptakeWashout"
  | "biExponential"
  | "triExponential"
  | "permanent";

/**
 * A sum of exponentials as the fit sees it. What must be positive is fitted as its logarithm, rates are ordered by fitting their
 * differences, and A(0) ≥ 0 always: the fastest phase is a `share` ≥ −1 of the amplitudes before it, so that −1 is an uptake from zero and
 * a positive share a faster washout. What is over before the first reading could otherwise grow without limit: shares are bounded above.
 */
export interface ExponentialModel {
  readonly name: ExponentialModelName;
  readonly label: string;
  /** How each fitted parameter is bounded: the logarithm of an amplitude, of the slowest rate, of the gap to the rate before, a share ≥ −1, or a part ≥ 0. */
  readonly parameters: readonly ("logAmplitude" | "logRate" | "logGap" | "share" | "part")[];
  /** The phases at parameters `q`, and their derivatives: row i holds d amplitude_i/dq, then d rate_i/dq. */
  readonly expand: (q: ArrayLike<number>, physicalRatePerH: number) => Expansion;
}

export interface Expansion {
  readonly terms: readonly ExponentialTerm[];
  readonly amplitudeSlopes: readonly (readonly number[])[];
  readonly rateSlopes: readonly (readonly number[])[];
}

const monoExponential: ExponentialModel = {
  name: "monoExponential",
  label: "A e^(−λt)",
  parameters: ["logAmplitude", "logRate"],
  expand: (q) => {
    const [a, l] = [Math.exp(q[0]!), Math.exp(q[1]!)];
    return {
      terms: [{ amplitudeMBq: a, ratePerH: l }],
      amplitudeSlopes: [[a, 0]],
      rateSlopes: [[0, l]],
    };
  },
};

const permanent: ExponentialModel = {
  name: "permanent",
  label: "A e^(−λ_phys t), nothing leaves",
  parameters: ["logAmplitude"],
  expand: (q, physicalRatePerH) => {
    const a = Math.exp(q[0]!);
    return {
      terms: [{ amplitudeMBq: a, ratePerH: physicalRatePerH }],
      amplitudeSlopes: [[a]],
      rateSlopes: [[0]],
    };
  },
};

const uptakeWashout: ExponentialModel = {
  name: "uptakeWashout",
  label: "A (e^(−λ1 t) − e^(−λ2 t))",
  parameters: ["logAmplitude", "logRate", "logGap"],
  expand: (q) => {
    const [a, l1, gap] = [Math.exp(q[0]!), Math.exp(q[1]!), Math.exp(q[2]!)];
    return {
      terms: [
        { amplitudeMBq: a, ratePerH: l1 },
        { amplitudeMBq: -a, ratePerH: l1 + gap },
      ],
      amplitudeSlopes: [
        [a, 0, 0],
        [-a, 0, 0],
      ],
      rateSlopes: [
        [0, l1, 0],
        [0, l1, gap],
      ],
    };
  },
};

const biExponential: ExponentialModel = {
  name: "biExponential",
  label: "A1 e^(−λ1 t) + A2 e^(−λ2 t)",
  parameters: ["logAmplitude", "logRate", "share", "logGap"],
  expand: (q) => {
    const [a, l1, share, gap] = [Math.exp(q[0]!), Math.exp(q[1]!), q[2]!, Math.exp(q[3]!)];
    return {
      terms: [
        { amplitudeMBq: a, ratePerH: l1 },
        { amplitudeMBq: a * share, ratePerH: l1 + gap },
      ],
      amplitudeSlopes: [
        [a, 0, 0, 0],
        [a * share, 0, a, 0],
      ],
      rateSlopes: [
        [0, l1, 0, 0],
        [0, l1, 0, gap],
      ],
    };
  },
};

const triExponential: ExponentialModel = {
  name: "triExponential",
  label: "A1 e^(−λ1 t) + A2 e^(−λ2 t) + A3 e^(−λ3 t)",
  parameters: ["logAmplitude", "logRate", "part", "logGap", "share", "logGap"],
  expand: (q) => {
    const [a, l1, part] = [Math.exp(q[0]!), Math.exp(q[1]!), q[2]!];
    const [gap2, share, gap3] = [Math.exp(q[3]!), q[4]!, Math.exp(q[5]!)];
    const third = a * (1 + part) * share;
    return {
      terms: [
        { amplitudeMBq: a, ratePerH: l1 },
        { amplitudeMBq: a * part, ratePerH: l1 + gap2 },
        { amplitudeMBq: third, ratePerH: l1 + gap2 + gap3 },
      ],
      amplitudeSlopes: [
        [a, 0, 0, 0, 0, 0],
        [a * part, 0, a, 0, 0, 0],
        [third, 0, a * share, 0, a * (1 + part), 0],
      ],
      rateSlopes: [
        [0, l1, 0, 0, 0, 0],
        [0, l1, 0, gap2, 0, 0],
        [0, l1, 0, gap2, 0, gap3],
      ],
    };
  },
};

export const EXPONENTIAL_MODELS: { readonly [N in ExponentialModelName]: ExponentialModel } = {
  monoExponential,
  uptakeWashout,
  biExponential,
  triExponential,
  permanent,
};
