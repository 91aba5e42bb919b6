import { type ValidationRow, validationRow } from "./row";

/** Dose of Th-227 in bone against the published one, within 5 %. */
export const thoriumRow = (
  what: string,
  which: string,
  expectedGy: number,
  oursGy: number,
): ValidationRow =>
  validationRow({
    what: `${what}: ${which}`,
    source: "published",
    unit: "Gy",
    expected: expectedGy,
    ours: oursGy,
    limitPercent: 5,
  });
