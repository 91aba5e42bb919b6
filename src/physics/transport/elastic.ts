import {
  ALPHA,
  betaSquared,
  ELECTRON_MASS_MEV,
  ELECTRON_RADIUS_CM,
  MOLECULES_PER_G,
} from "./constants";
import { mollerCosine } from "./moller";
import type { Random } from "./random";

/** Deflections of an electron of one energy by the atoms of water; mu = (1 - cos theta)/2, rates per g/cm2. */
export interface Elastic {
  /** Deflections beyond `cutMu`, each followed singly. */
  readonly hardRate: number;
  /** Share of hydrogen in these. */
  readonly hydrogenShare: number;
  readonly cutMu: number;
  /** 1/lambda1 and 1/lambda2 of all smaller deflections, which are lumped into one a step. */
  readonly softRate1: number;
  readonly softRate2: number;
}

/**
 * Splits the deflections at the angle beyond which one happens every `share` of the transport mean free path.
 *
 * Nuclei: screened Rutherford scattering (G. Moliere, Z Naturforsch 2a (1947) 133) times the spin factor of
 * W.A. McKinley, H. Feshbach, Phys Rev 74 (1948) 1759. Atomic electrons add Z times the same form to the small
 * deflections, up to that of a collision that transfers `transferCutMeV`: harder ones are followed as such, and
 * counting their deflection twice would shorten kernels by 1.2 %.
 */
export function elastic(energyMeV: number, share: number, transferCutMeV: number): Elastic {
  const atoms = [atom(energyMeV, HYDROGEN), atom(energyMeV, OXYGEN)] as const;
  const edges = muGrid(atoms[1].screening);
  const sums = edges.slice(1).map((to, i) => {
    const cell = { from: edges[i]!, to };
    return { hydrogen: momentsIn(cell, atoms[0]), oxygen: momentsIn(cell, atoms[1]) };
  });
  const all = sums.reduce((s, { hydrogen, oxygen }) => plus(plus(s, hydrogen), oxygen), NONE);
  const hardest = Math.min(all.rate, all.rate1 / share);
  let hydrogen = 0;
  let hardRate = 0;
  let soft = all;
  let cell = sums.length;
  while (cell > 0 && hardRate < hardest) {
    const moments = sums[--cell]!;
    hydrogen += moments.hydrogen.rate;
    hardRate += moments.hydrogen.rate + moments.oxygen.rate;
    soft = plus(soft, plus(moments.hydrogen, moments.oxygen), -1);
  }
  const electrons = electronMoments(energyMeV, atoms, edges, transferCutMeV);
  return {
    hardRate,
    hydrogenShare: hydrogen / hardRate,
    cutMu: edges[cell]!,
    softRate1: Math.max(0, soft.rate1) + electrons.rate1,
    softRate2: Math.max(0, soft.rate2) + electrons.rate2,
  };
}

/** mu of one deflection beyond `cutMu` by hydrogen or oxygen. */
export function sampleElastic(
  energyMeV: number,
  cutMu: number,
  hydrogenShare: number,
  random: Random,
): number {
  const { screening, spin, beta2 } = atom(energyMeV, random() < hydrogenShare ? HYDROGEN : OXYGEN);
  const low = 1 / (cutMu + screening);
  const high = 1 / (1 + screening);
  for (;;) {
    const mu = 1 / (high + random() * (low - high)) - screening;
    const weight = 1 - beta2 * mu + spin * (Math.sqrt(Math.max(0, mu)) - mu);
    if (random() * SPIN_BOUND < weight) return mu;
  }
}

const SPIN_BOUND = 1.06;
const CELLS = 600;

interface Element {
  readonly z: number;
  /** Number per g of water times pi (z r)^2, cm2/g. */
  readonly rutherford: number;
  /** Squared screening angle times the squared momentum in units of m c. */
  readonly angle2: number;
}
const HYDROGEN = element(1, 2);
const OXYGEN = element(8, 1);

function element(z: number, perMolecule: number): Element {
  return {
    z,
    rutherford: MOLECULES_PER_G * perMolecule * Math.PI * (z * ELECTRON_RADIUS_CM) ** 2,
    angle2: ((ALPHA * Math.cbrt(z)) / 0.885) ** 2,
  };
}

interface Atom {
  readonly z: number;
  /** dRate/dmu = scale (1 - beta2 mu + spin (sqrt(mu) - mu)) / (mu + screening)^2 */
  readonly scale: number;
  readonly screening: number;
  readonly spin: number;
  readonly beta2: number;
}

function atom(energyMeV: number, { z, rutherford, angle2 }: Element): Atom {
  const beta2 = betaSquared(energyMeV);
  const tau = energyMeV / ELECTRON_MASS_MEV;
  const p2 = tau * (tau + 2);
  return {
    z,
    scale: (rutherford * (1 - beta2)) / beta2 ** 2,
    screening: ((angle2 / p2) * (1.13 + 3.76 * ((ALPHA * z) ** 2 / beta2))) / 4,
    spin: Math.PI * Math.sqrt(beta2) * ALPHA * z,
    beta2,
  };
}

interface Moments {
  readonly rate: number;
  readonly rate1: number;
  readonly rate2: number;
}
const NONE: Moments = { rate: 0, rate1: 0, rate2: 0 };

function plus(a: Moments, b: Moments, times = 1): Moments {
  return {
    rate: a.rate + times * b.rate,
    rate1: a.rate1 + times * b.rate1,
    rate2: a.rate2 + times * b.rate2,
  };
}

/** Edges from 0 to 1, finest where the screened deflections are. */
function muGrid(screening: number): number[] {
  const step = Math.log1p(1 / screening) / CELLS;
  return Array.from({ length: CELLS + 1 }, (_, i) =>
    i === CELLS ? 1 : screening * Math.expm1(i * step),
  );
}

/** Rate, 2 mu and 6 mu (1 - mu) weighted rates of a cell: Simpson's rule in ln(mu + screening). */
function momentsIn({ from, to }: { from: number; to: number }, target: Atom): Moments {
  const { scale, screening, spin, beta2 } = target;
  const width = Math.log((to + screening) / (from + screening));
  const middle = Math.sqrt((to + screening) * (from + screening)) - screening;
  const at = (mu: number, weight: number): Moments => {
    const factor = 1 - beta2 * mu + spin * (Math.sqrt(mu) - mu);
    const rate = (scale * factor * weight * width) / 6 / (mu + screening);
    return { rate, rate1: 2 * mu * rate, rate2: 6 * mu * (1 - mu) * rate };
  };
  return plus(plus(at(from, 1), at(middle, 4)), at(to, 1));
}

/** What atomic electrons add to the small deflections. */
function electronMoments(
  energyMeV: number,
  atoms: readonly Atom[],
  edges: readonly number[],
  cutMeV: number,
): Moments {
  const transfer = Math.min(cutMeV, energyMeV / 2);
  const end = (1 - mollerCosine(energyMeV, energyMeV - transfer)) / 2;
  let sum = NONE;
  for (let i = 1; i < edges.length && edges[i - 1]! < end; i++) {
    const cell = { from: edges[i - 1]!, to: Math.min(end, edges[i]!) };
    for (const target of atoms) sum = plus(sum, momentsIn(cell, target), 1 / target.z);
  }
  return sum;
}
