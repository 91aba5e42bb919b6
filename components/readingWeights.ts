/** What a reading counts for, as a user chooses it. */
export const WEIGHTS = [
  { weight: 1, name: "in full" },
  { weight: 0.25, name: "a quarter" },
  { weight: 0, name: "left out" },
] as const;

export const weightName = (weight: number): string =>
  WEIGHTS.find((known) => known.weight === weight)?.name ?? `${100 * weight} %`;
