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
  /** How each fitted parameter is bounded: the logarithm of an amplitude, of a rate, of the gap to the rate before, a share ≥ −1, or a part ≥ 0. */
  readonly parameters: readonly ParameterKind[];
  /** The amplitudes of the phases at parameters `q` and their derivatives. */
  readonly amplitudes: (q: ArrayLike<number>) => Amplitudes;
}

export type ParameterKind = "logAmplitude" | "logRate" | "logGap" | "share" | "part";

/** MBq, and row i their derivatives d amplitude_i/dq. */
interface Amplitudes {
  readonly values: readonly number[];
  readonly slopes: readonly (readonly number[])[];
}

export interface Expansion {
  readonly terms: readonly ExponentialTerm[];
  /** Row i holds d amplitude_i/dq. */
  readonly amplitudeSlopes: readonly (readonly number[])[];
  readonly rateSlopes: readonly (readonly number[])[];
}

/** Places of the parameters that are rates, slowest first. */
export const ratePlaces = ({ parameters }: ExponentialModel): number[] =>
  [...parameters.keys()].filter((j) => parameters[j] === "logRate" || parameters[j] === "logGap");

/** The same model with the rates of some phases fitted by themselves, not as gaps to the rate before: these can be bounded. */
export function withOwnRates(
  model: ExponentialModel,
  isOwn: (phase: number) => boolean,
): ExponentialModel {
  const places = ratePlaces(model);
  return {
    ...model,
    parameters: model.parameters.map((kind, j) =>
      kind === "logGap" && isOwn(places.indexOf(j)) ? "logRate" : kind,
    ),
  };
}

/** The phases of a model as a function of its parameters; one without a rate of its own goes by physical decay. */
export function expansionOf(
  model: ExponentialModel,
  physicalRatePerH: number,
): (q: ArrayLike<number>) => Expansion {
  const n = model.parameters.length;
  const places = ratePlaces(model);
  const isGap = places.map((j) => model.parameters[j] === "logGap");
  const none = new Array<number>(n).fill(0);
  return (q) => {
    const { values, slopes: amplitudeSlopes } = model.amplitudes(q);
    const terms: ExponentialTerm[] = [];
    const rateSlopes: (readonly number[])[] = [];
    let rate = physicalRatePerH;
    let slopes = none;
    for (let i = 0; i < values.length; i++) {
      const j = places[i];
      if (j !== undefined) {
        const own = Math.exp(q[j]!);
        rate = isGap[i] ? rate + own : own;
        slopes = isGap[i] ? [...slopes] : new Array<number>(n).fill(0);
        slopes[j] = own;
      }
      terms.push({ amplitudeMBq: values[i]!, ratePerH: rate });
      rateSlopes.push(slopes);
    }
    return { terms, amplitudeSlopes, rateSlopes };
  };
}

const monoExponential: ExponentialModel = {
  name: "monoExponential",
  label: "A e^(−λt)",
  parameters: ["logAmplitude", "logRate"],
  amplitudes: (q) => {
    const a = Math.exp(q[0]!);
    return { values: [a], slopes: [[a, 0]] };
  },
};

const permanent: ExponentialModel = {
  name: "permanent",
  label: "A e^(−λ_phys t), nothing leaves",
  parameters: ["logAmplitude"],
  amplitudes: (q) => {
    const a = Math.exp(q[0]!);
    return { values: [a], slopes: [[a]] };
  },
};

const uptakeWashout: ExponentialModel = {
  name: "uptakeWashout",
  label: "A (e^(−λ1 t) − e^(−λ2 t))",
  parameters: ["logAmplitude", "logRate", "logGap"],
  amplitudes: (q) => {
    const a = Math.exp(q[0]!);
    return {
      values: [a, -a],
      slopes: [
        [a, 0, 0],
        [-a, 0, 0],
      ],
    };
  },
};

const biExponential: ExponentialModel = {
  name: "biExponential",
  label: "A1 e^(−λ1 t) + A2 e^(−λ2 t)",
  parameters: ["logAmplitude", "logRate", "share", "logGap"],
  amplitudes: (q) => {
    const [a, share] = [Math.exp(q[0]!), q[2]!];
    return {
      values: [a, a * share],
      slopes: [
        [a, 0, 0, 0],
        [a * share, 0, a, 0],
      ],
    };
  },
};

const triExponential: ExponentialModel = {
  name: "triExponential",
  label: "A1 e^(−λ1 t) + A2 e^(−λ2 t) + A3 e^(−λ3 t)",
  parameters: ["logAmplitude", "logRate", "part", "logGap", "share", "logGap"],
  amplitudes: (q) => {
    const [a, part, share] = [Math.exp(q[0]!), q[2]!, q[4]!];
    const third = a * (1 + part) * share;
    return {
      values: [a, a * part, third],
      slopes: [
        [a, 0, 0, 0, 0, 0],
        [a * part, 0, a, 0, 0, 0],
        [third, 0, a * share, 0, a * (1 + part), 0],
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
