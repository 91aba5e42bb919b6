import type { Work } from "../../work";
import { photonRates } from "./photonCrossSections";
import { followPhoton, type PhotonTally, rateTable } from "./photonTrack";
import { randomStream } from "./random";

/** Where the scattered photons of one energy leave their energy in water. */
export interface PhotonKernel {
  readonly energyMeV: number;
  /** Share of the energy deposited by the first interactions; `firstTransfer` is its exact value. */
  readonly first: number;
  /** Share of the energy that later interactions deposit in each shell, and last what lies beyond. */
  readonly later: Float64Array;
}

export const PHOTON_SHELLS = 200;
const FARTHEST = 40;

/** Outer edge of a shell in mean free paths of the unscattered photon: finest near the source. */
export function photonShellEdge(shell: number): number {
  return FARTHEST * ((shell + 1) / PHOTON_SHELLS) ** 2;
}

/** The shell, with a fraction from its inner edge, at so many mean free paths. */
export function photonShellAt(depth: number): number {
  return PHOTON_SHELLS * Math.sqrt(depth / FARTHEST);
}

const HISTORIES_AT_A_TIME = 2000;

/** Monte Carlo of so many photons started at a point in unbounded water; the seed fixes the result. */
export async function photonKernel(
  energyMeV: number,
  { histories, seed }: { histories: number; seed: number },
  work: Work,
): Promise<PhotonKernel> {
  const random = randomStream(seed);
  const table = rateTable();
  const perDistance = photonRates(energyMeV).total;
  const tally: PhotonTally = {
    firstMeV: 0,
    laterMeV: new Float64Array(PHOTON_SHELLS + 1),
    shellOf: (distance) =>
      Math.min(PHOTON_SHELLS, Math.floor(photonShellAt(distance * perDistance))),
  };
  for (let done = 0; done < histories; done++) {
    if (done % HISTORIES_AT_A_TIME === 0) {
      await new Promise((resolve) => setTimeout(resolve));
      work.signal.throwIfAborted();
      work.report(`photons of ${energyMeV} MeV`, done / histories);
    }
    followPhoton(energyMeV, table, random, tally);
  }
  const started = histories * energyMeV;
  return {
    energyMeV,
    first: tally.firstMeV / started,
    later: tally.laterMeV.map((mev) => mev / started),
  };
}
