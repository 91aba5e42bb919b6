/** Red, green, blue as displayed (sRGB), each 0..1. */
export type Rgb = readonly [number, number, number];

/** Reads "#rrggbb". */
export function parseColour(text: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new Error(`Colour ${text}: expected #rrggbb`);
  const byte = (at: number) => Number.parseInt(text.slice(at, at + 2), 16) / 255;
  return [byte(1), byte(3), byte(5)];
}

/** CIE lightness L*, 0 (black) to 100 (white): how bright a colour looks. */
export function lightness([r, g, b]: Rgb): number {
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (luminance * 24389) / 27;
}

/**
 * Colours of the emission from none to most, evenly spaced: black, violet, red, orange, pale yellow. Lightness rises evenly along it,
 * so a step in activity looks like the same step anywhere, and a grey print keeps the order.
 */
export const EMISSION_STOPS: readonly string[] = [
  "#000000",
  "#250d50",
  "#4a0c6b",
  "#7d1d6d",
  "#ae305c",
  "#db503b",
  "#f3820e",
  "#f9bd2e",
  "#fcf7a8",
];
