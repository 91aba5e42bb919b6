import type { Command } from "./command";
import { doseCommand } from "./doseCommand";
import { dvhCommand } from "./dvhCommand";
import { planCommand } from "./planCommand";
import { registerCommand } from "./registerCommand";
import { resampleCommand } from "./resampleCommand";

/** Every command of `gyre`, in the order in which a study meets them. */
export const COMMANDS: readonly Command[] = [
  planCommand,
  doseCommand,
  dvhCommand,
  registerCommand,
  resampleCommand,
];
