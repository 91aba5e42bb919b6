/** A change in whole percent with its sign; nothing where it is no number. */
export const signedPercent = (percent: number): string =>
  !Number.isFinite(percent) ? "" : `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(0)} %`;
