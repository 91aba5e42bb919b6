import type { Work } from "../../work";
import { type ElectronSteps, electronTable } from "./electronTable";
import { followElectron, type Tally } from "./electronTrack";
import { randomStream } from "./random";
import { csdaRange } from "./stoppingPower";

/** Where an electron of one energy leaves its energy in water. */
export interface ElectronKernel {
  readonly energyMeV: number;
  /** Share of the energy deposited in each of `SHELLS` shells of `SHELL_RANGES` CSDA ranges. */
  readonly deposited: Float64Array;
  /** Share of the energy radiated as bremsstrahlung; with `deposited` it sums to one. */
  readonly radiated: number;
}

export const SHELLS = 200;
/** Thickness of a shell in CSDA ranges: 200 shells reach to 1.2 ranges. */
export const SHELL_RANGES = 0.006;

const HISTORIES_AT_A_TIME = 200;

/** Monte Carlo of so many electrons started at a point in unbounded water; the seed fixes the result. */
export async function electronKernel(
  energyMeV: number,
  { steps, histories, seed }: { steps: ElectronSteps; histories: number; seed: number },
  work: Work,
): Promise<ElectronKernel> {
  const table = electronTable(energyMeV, steps);
  const random = randomStream(seed);
  const shellGPerCm2 = SHELL_RANGES * csdaRange(energyMeV);
  const tally: Tally = {
    shellGPerCm2,
    depositedMeV: new Float64Array(SHELLS),
    radiatedMeV: 0,
  };
  for (let done = 0; done < histories; done++) {
    if (done % HISTORIES_AT_A_TIME === 0) {
      await new Promise((resolve) => setTimeout(resolve));
      work.signal.throwIfAborted();
      work.report(`electrons of ${energyMeV} MeV`, done / histories);
    }
    followElectron(table, random, tally);
  }
  const started = histories * energyMeV;
  return {
    energyMeV,
    deposited: tally.depositedMeV.map((mev) => mev / started),
    radiated: tally.radiatedMeV / started,
  };
}
