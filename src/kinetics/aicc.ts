/**
 * Akaike's criterion with the correction for few readings (Hurvich and Tsai, Biometrika 76 (1989) 297):
 * −2 ln L + 2k + 2k(k+1)/(n−k−1). With known standard deviations −2 ln L is χ²; where only their ratios are known it is n·ln(χ²/n) and
 * k counts the scale too. Undefined for n ≤ k+1.
 */
export function aicc(
  chi2: number,
  readings: number,
  parameters: number,
  sigmaKnown: boolean,
): number | undefined {
  const n = readings;
  const k = sigmaKnown ? parameters : parameters + 1;
  if (n <= k + 1) return undefined;
  const minusTwoLnL = sigmaKnown ? chi2 : n * Math.log(chi2 / n);
  return minusTwoLnL + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}
