/** A change in percent with its sign, and none where it is rounded to nothing; empty where it is no number. */
export function signedPercent(percent: number, decimals = 0): string {
  if (!Number.isFinite(percent)) return "";
  const size = Math.abs(percent).toFixed(decimals);
  const sign = Number(size) === 0 ? "" : percent < 0 ? "−" : "+";
  return `${sign}${size} %`;
}
