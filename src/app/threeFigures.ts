/** Three significant figures without an exponent or trailing zeros, as sentences and reports have them; a dash for what is no number. */
export const threeFigures = (x: number): string =>
  Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "–";
