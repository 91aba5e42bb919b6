import type { WhatIf } from "./session";

/** Whether limits speak of more than the cycles to come: dose that was given before them. */
export const hasDoseBefore = ({
  given = [],
  earlier,
}: Pick<WhatIf, "given" | "earlier">): boolean =>
  given.length > 0 || Object.keys(earlier).length > 0;
