import type { Command } from "./command";

/** Every command of `gyre`, in the order in which a study meets them. */
export const COMMANDS: readonly Command[] = [];
