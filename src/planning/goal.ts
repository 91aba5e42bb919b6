import type { Criterion } from "./limit";

/** A value that a target should reach. */
export interface Goal extends Criterion {
  readonly type: "goal";
}
