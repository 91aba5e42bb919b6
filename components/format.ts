/** Three significant figures without an exponent: 0.123, 12.3, 1230. What is not a number is a dash. */
export function threeFigures(x: number): string {
  if (!Number.isFinite(x)) return "–";
  const rounded = Number(x.toPrecision(3));
  if (rounded === 0) return "0";
  const decimals = 2 - Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.min(Math.max(0, decimals), 6));
}

/** A name from a file as a reader would write it: "kidney_left" becomes "kidney left". */
export const readableName = (name: string): string => name.replaceAll("_", " ");

/** The same at the beginning of a sentence. */
export const sentenceName = (name: string): string => {
  const readable = readableName(name);
  return readable.charAt(0).toUpperCase() + readable.slice(1);
};
