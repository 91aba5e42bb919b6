import { threeFigures } from "./format";

/** What a figure has gained or lost against another, with its sign; empty where the written figures do not differ. */
export function differenceText(now: number, before: number): string {
  if (threeFigures(now) === threeFigures(before)) return "";
  const difference = now - before;
  return `${difference > 0 ? "+" : "−"}${threeFigures(Math.abs(difference))}`;
}
