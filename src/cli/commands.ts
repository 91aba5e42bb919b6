import { animalCommand } from "./animalCommand";
import { benchCommand } from "./benchCommand";
import { calibrateCommand } from "./calibrateCommand";
import type { Command } from "./command";
import { courseCommand } from "./courseCommand";
import { doseCommand } from "./doseCommand";
import { dvhCommand } from "./dvhCommand";
import { evaluateCommand } from "./evaluateCommand";
import { fitCommand } from "./fitCommand";
import { inspectCommand } from "./inspectCommand";
import { kernelCommand } from "./kernelCommand";
import { nuclideCommand } from "./nuclideCommand";
import { planCommand } from "./planCommand";
import { populationCommand } from "./populationCommand";
import { registerCommand } from "./registerCommand";
import { resampleCommand } from "./resampleCommand";
import { sampleCommand } from "./sampleCommand";
import { validateCommand } from "./validateCommand";

/** Every command of `gyre`, in the order in which a study meets them. */
export const COMMANDS: readonly Command[] = [
  inspectCommand,
  calibrateCommand,
  planCommand,
  evaluateCommand,
  courseCommand,
  doseCommand,
  dvhCommand,
  fitCommand,
  populationCommand,
  animalCommand,
  kernelCommand,
  nuclideCommand,
  registerCommand,
  resampleCommand,
  sampleCommand,
  benchCommand,
  validateCommand,
];
