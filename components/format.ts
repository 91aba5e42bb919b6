/** Three significant figures without an exponent: 0.123, 12.3, 1230. What is not a number is a dash. */
export function threeFigures(x: number): string {
  if (!Number.isFinite(x)) return "–";
  const rounded = Number(x.toPrecision(3));
  if (rounded === 0) return "0";
  const decimals = 2 - Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.min(Math.max(0, decimals), 6));
}
