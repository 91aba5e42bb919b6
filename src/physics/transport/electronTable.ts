import { betaSquared, TRANSFER_SCALE } from "./constants";
import { elastic } from "./elastic";
import { mollerCrossSection, mollerStoppingPower } from "./moller";
import {
  collisionStoppingPower,
  csdaRange,
  energyOfRange,
  radiativeStoppingPower,
} from "./stoppingPower";

/** How finely electrons are followed; smaller is finer and slower. */
export interface ElectronSteps {
  /** Largest share of its energy that an electron loses in one step. */
  readonly loss: number;
  /** Path between singly followed deflections, in transport mean free paths. */
  readonly deflection: number;
  /** Collisions that transfer more than this share of the first energy are followed singly. */
  readonly transfer: number;
}

/** For the kernels of the program; 200 steps an electron. */
export const FINE_STEPS: ElectronSteps = { loss: 0.05, deflection: 0.05, transfer: 0.02 };

/** All an electron started with `startMeV` meets in water, on a logarithmic grid of energies. */
export interface ElectronTable {
  readonly startMeV: number;
  /** Electrons at or below this energy stop where they are: 0.3 % of the first range is left to them. */
  readonly stopMeV: number;
  /** Singly followed collisions transfer at least this energy. */
  readonly transferCutMeV: number;
  readonly steps: ElectronSteps;
  readonly lowestLn: number;
  readonly perLn: number;
  /** `STRIDE` numbers an energy, in the order of `COLUMN`. */
  readonly rows: Float64Array;
}

export const COLUMN = {
  softLoss: 0, // mean energy lost in small collisions, MeV cm2/g
  softSpread: 1, // its variance, MeV2 cm2/g
  radiated: 2, // MeV cm2/g
  soft1: 3, // small deflections, cm2/g
  soft2: 4,
  collisions: 5, // singly followed, cm2/g
  deflections: 6,
  most: 7, // of their sum over the energies of a step
  hydrogenShare: 8,
  cutMu: 9,
} as const;
export const STRIDE = 10;

const ROWS_PER_LN = 100;
const LEAST_TRANSFER_MEV = 2e-4;
const LEAST_STOP_MEV = 1.5e-4;
const STOP_SHARE = 0.003;

export function electronTable(startMeV: number, steps: ElectronSteps): ElectronTable {
  const transferCutMeV = Math.max(LEAST_TRANSFER_MEV, steps.transfer * startMeV);
  const stopMeV = Math.max(LEAST_STOP_MEV, energyOfRange(STOP_SHARE * csdaRange(startMeV)));
  const lowestLn = Math.log(stopMeV) - 0.5;
  const count = Math.ceil((Math.log(startMeV) - lowestLn) * ROWS_PER_LN) + 2;
  const rows = new Float64Array(count * STRIDE);
  for (let i = 0; i < count; i++) {
    rows.set(rowAt(Math.exp(lowestLn + i / ROWS_PER_LN), transferCutMeV, steps), i * STRIDE);
  }
  fillMost(rows, count, steps);
  return { startMeV, stopMeV, transferCutMeV, steps, lowestLn, perLn: ROWS_PER_LN, rows };
}

function rowAt(mev: number, cutMeV: number, steps: ElectronSteps): number[] {
  const { hardRate, hydrogenShare, cutMu, softRate1, softRate2 } = elastic(
    mev,
    steps.deflection,
    cutMeV,
  );
  const lossMeV = collisionStoppingPower(mev) - mollerStoppingPower(mev, cutMeV);
  const spread = (TRANSFER_SCALE * Math.min(cutMeV, mev / 2)) / betaSquared(mev);
  const radiated = radiativeStoppingPower(mev);
  const collisions = mollerCrossSection(mev, cutMeV);
  return [
    lossMeV,
    spread,
    radiated,
    softRate1,
    softRate2,
    collisions,
    hardRate,
    0,
    hydrogenShare,
    cutMu,
  ];
}

/** An electron loses energy along a step: the largest sum of rates it may meet there. */
function fillMost(rows: Float64Array, count: number, steps: ElectronSteps): void {
  const reach = Math.ceil(-Math.log(1 - 1.6 * steps.loss) * ROWS_PER_LN) + 1;
  for (let i = 0; i < count; i++) {
    let most = 0;
    for (let j = Math.max(0, i - reach); j <= Math.min(count - 1, i + 1); j++) {
      const at = j * STRIDE;
      most = Math.max(most, rows[at + COLUMN.collisions]! + rows[at + COLUMN.deflections]!);
    }
    rows[i * STRIDE + COLUMN.most] = most;
  }
}
