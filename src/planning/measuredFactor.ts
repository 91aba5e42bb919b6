/** Something measured of the patient that can be wrong by itself: one standard normal deviate. */
export interface MeasuredInput {
  readonly name: string;
}

/** A part of a figure: factor exp(Σ logSpread·z) on its share, and the camera's calibration where it comes from images. */
export interface MeasuredPart {
  readonly share: number;
  readonly errors: readonly { readonly input: number; readonly logSpread: number }[];
  readonly byImages: boolean;
}

/** Errors of the figures that come from blood samples and probe, by the id under which limits are held against them. */
export interface MeasuredErrors {
  readonly inputs: readonly MeasuredInput[];
  readonly targets: readonly { readonly id: string; readonly parts: readonly MeasuredPart[] }[];
}

/** Factor of each figure on its value in the plan, for deviates z of the inputs and a factor of the camera's calibration. */
export const measuredFactor = (
  parts: readonly MeasuredPart[],
  z: (input: number) => number,
  calibration: number,
): number =>
  parts.reduce(
    (sum, { share, errors, byImages }) =>
      sum +
      share *
        (byImages ? calibration : 1) *
        Math.exp(errors.reduce((all, { input, logSpread }) => all + logSpread * z(input), 0)),
    0,
  );

/** The id of the retention at a time among the figures with errors: its limits stand under the whole body, whose dose has another error. */
export const retentionErrorId = (atH: number): string => `retention:${atH}`;
