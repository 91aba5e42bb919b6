/** A place on the activity slider that has a name: the standard activity, or where a limit or goal is reached. */
export interface ActivityMark {
  readonly kind: "standard" | "limit" | "goal";
  readonly label: string;
  /** Activity over all cycles, GBq. */
  readonly activityGBq: number;
  /** True for the limit that is reached first. */
  readonly binding: boolean;
  /** False for a tick whose name shows on pointing only: a criterion for information, or one that the same structure reaches later. */
  readonly named: boolean;
}

/** The end of the slider, GBq: a round number with room beyond the standard activity and the first limit. */
export function sliderEndGBq(marks: readonly ActivityMark[]): number {
  const wanted = marks
    .filter(({ kind, binding }) => kind === "standard" || binding)
    .map(({ activityGBq }) => activityGBq);
  const furthest = Math.max(0, ...wanted.filter(Number.isFinite));
  return furthest > 0 ? roundUp(1.5 * furthest) : 1;
}

/** The slider's step: a round number, about a thousandth of its length. */
export const sliderStepGBq = (endGBq: number): number => roundUp(endGBq / 1000);

/** Up to the next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten. */
function roundUp(x: number): number {
  const decade = 10 ** Math.floor(Math.log10(x));
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  return Number(
    ((steps.find((step) => step * decade >= x * (1 - 1e-9)) ?? 10) * decade).toPrecision(3),
  );
}
