import type { WhatIf } from "./session";

/** Whether limits speak of more than what curves and isodoses show: dose that was given before the cycles to come. */
export const hasDoseBefore = ({ given = [], earlier }: WhatIf): boolean =>
  given.length > 0 || Object.keys(earlier).length > 0;
