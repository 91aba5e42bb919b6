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
  readonly amplitudes: (q: ArrayLike<number>) => readonly Amplitude[];
}

export type ParameterKind = "logAmplitude" | "logRate" | "logGap" | "share" | "part";

interface Amplitude {
  readonly value: number;
  readonly slopes: readonly number[];
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

/** The phases at parameters `q`; one without a rate of its own goes by physical decay. */
export function expand(
  model: ExponentialModel,
  q: ArrayLike<number>,
  physicalRatePerH: number,
): Expansion {
  const amplitudes = model.amplitudes(q);
  const none = model.parameters.map(() => 0);
  let [rate, slopes]: [number, readonly number[]] = [physicalRatePerH, none];
  const rates = ratePlaces(model).map((j) => {
    const own = Math.exp(q[j]!);
    const before = model.parameters[j] === "logGap" ? { rate, slopes } : { rate: 0, slopes: none };
    [rate, slopes] = [before.rate + own, before.slopes.with(j, own)];
    return { rate, slopes };
  });
  const phases = rates.length === 0 ? [{ rate, slopes }] : rates;
  return {
    terms: amplitudes.map(({ value }, i) => ({
      amplitudeMBq: value,
      ratePerH: phases[i]!.rate,
    })),
    amplitudeSlopes: amplitudes.map((one) => one.slopes),
    rateSlopes: phases.map((one) => one.slopes),
  };
}

const monoExponential: ExponentialModel = {
  name: "monoExponential",
  label: "A e^(−λt)",
  parameters: ["logAmplitude", "logRate"],
  amplitudes: (q) => {
    const a = Math.exp(q[0]!);
    return [{ value: a, slopes: [a, 0] }];
  },
};

const permanent: ExponentialModel = {
  name: "permanent",
  label: "A e^(−λ_phys t), nothing leaves",
  parameters: ["logAmplitude"],
  amplitudes: (q) => {
    const a = Math.exp(q[0]!);
    return [{ value: a, slopes: [a] }];
  },
};

const uptakeWashout: ExponentialModel = {
  name: "uptakeWashout",
  label: "A (e^(−λ1 t) − e^(−λ2 t))",
  parameters: ["logAmplitude", "logRate", "logGap"],
  amplitudes: (q) => {
    const a = Math.exp(q[0]!);
    return [
      { value: a, slopes: [a, 0, 0] },
      { value: -a, slopes: [-a, 0, 0] },
    ];
  },
};

const biExponential: ExponentialModel = {
  name: "biExponential",
  label: "A1 e^(−λ1 t) + A2 e^(−λ2 t)",
  parameters: ["logAmplitude", "logRate", "share", "logGap"],
  amplitudes: (q) => {
    const [a, share] = [Math.exp(q[0]!), q[2]!];
    return [
      { value: a, slopes: [a, 0, 0, 0] },
      { value: a * share, slopes: [a * share, 0, a, 0] },
    ];
  },
};

const triExponential: ExponentialModel = {
  name: "triExponential",
  label: "A1 e^(−λ1 t) + A2 e^(−λ2 t) + A3 e^(−λ3 t)",
  parameters: ["logAmplitude", "logRate", "part", "logGap", "share", "logGap"],
  amplitudes: (q) => {
    const [a, part, share] = [Math.exp(q[0]!), q[2]!, q[4]!];
    const third = a * (1 + part) * share;
    return [
      { value: a, slopes: [a, 0, 0, 0, 0, 0] },
      { value: a * part, slopes: [a * part, 0, a, 0, 0, 0] },
      { value: third, slopes: [third, 0, a * share, 0, a * (1 + part), 0] },
    ];
  },
};

export const EXPONENTIAL_MODELS: { readonly [N in ExponentialModelName]: ExponentialModel } = {
  monoExponential,
  uptakeWashout,
  biExponential,
  triExponential,
  permanent,
};
