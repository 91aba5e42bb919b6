/** Three significant figures without an exponent: 0.123, 12.3, 1230. What is not a number is a dash. */
export function threeFigures(x: number): string {
  if (!Number.isFinite(x)) return "–";
  const rounded = Number(x.toPrecision(3));
  if (rounded === 0) return "0";
  const decimals = 2 - Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.min(Math.max(0, decimals), 6));
}

/** Two significant figures with a power of ten as it is printed: 3.6·10⁻⁴. */
export function timesPowerOfTen(x: number): string {
  const [factor, power] = x.toExponential(1).split("e");
  return `${factor!.replace("-", "−")}·${powerOfTen(Number(power))}`;
}

/** 10⁻⁴, of a whole number. */
export function powerOfTen(power: number): string {
  const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPT[Number(digit)]);
  return `10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
