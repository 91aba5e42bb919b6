import { atomicNumber } from "./elements";
import type { BetaBranch, Line, Nuclide } from "./nuclide";
import { DAY_S, HOUR_S, JULIAN_YEAR_S, MINUTE_S } from "./units";

/**
 * What one entry of the tables in `nuclides/` states about the decay of one nuclide, in the manner of a handbook.
 *
 * A list of emissions is a string of `keV/%` pairs, per 100 decays of this nuclide alone; `~` in front marks
 * a pair that stands for several weaker ones (their mean energy and summed intensity). Betas give the end point,
 * with `(1U)` or `(2U)` behind a unique forbidden transition. X rays and electrons of shells within about 7 % are
 * merged, their energy kept.
 */
export interface DecayFacts {
  /** Number and unit: ns, us, ms, s, min, h, d or y. */
  readonly halfLife: string;
  readonly betaMinus?: string;
  readonly betaPlus?: string;
  readonly alpha?: string;
  readonly gamma?: string;
  readonly xRay?: string;
  readonly annihilation?: string;
  readonly conversion?: string;
  /** Auger electrons above about 2.5 keV. */
  readonly auger?: string;
  /** Published mean energy per decay of all emissions of a kind, those too weak or too soft for the lists included. */
  readonly meanKeV: {
    readonly beta?: number;
    readonly conversion?: number;
    readonly auger?: number;
    readonly photon?: number;
    readonly alpha?: number;
    readonly recoil?: number;
  };
  /** Radioactive daughters and the share of decays leading to each. */
  readonly daughters?: Readonly<Record<string, number>>;
  /** Radioactive daughters left out, and why. */
  readonly notFollowed?: Readonly<Record<string, string>>;
  /** Which group of numbers was read in which evaluation. */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * The nuclide that an entry states, checked.
 *
 * Energy of conversion and Auger electrons that the lists leave out (each too soft to travel) is the published
 * mean less the listed lines. Alphas take the published mean, since the lists hold only the strong lines.
 *
 * @throws Error when the entry is malformed: a mistake of the tables, not of the user.
 */
export function nuclideFromFacts(name: string, facts: DecayFacts): Nuclide {
  const { z, massNumber } = zAndMass(name);
  const electrons = [...lines(facts.conversion, "conversion"), ...lines(facts.auger, "auger")];
  const { conversion = 0, auger = 0, alpha = 0, recoil = 0 } = facts.meanKeV;
  return {
    name,
    z,
    massNumber,
    halfLifeS: seconds(facts.halfLife),
    betas: [...betas(facts.betaMinus, -1), ...betas(facts.betaPlus, 1)],
    electrons,
    photons: [
      ...lines(facts.gamma, "gamma"),
      ...lines(facts.xRay, "xRay"),
      ...lines(facts.annihilation, "annihilation"),
    ],
    alphas: lines(facts.alpha, "alpha"),
    localElectronKeV: Math.max(0, conversion + auger - meanEnergy(electrons)),
    alphaKeV: alpha,
    recoilKeV: recoil,
    daughters: Object.entries(facts.daughters ?? {}).map(([daughter, branching]) => ({
      name: daughter,
      branching,
    })),
    notFollowed: Object.entries(facts.notFollowed ?? {}).map(([daughter, why]) => ({
      name: daughter,
      why,
    })),
    sources: Object.entries(facts.sources).map(([what, where]) => `${what}: ${where}`),
  };
}

const UNIT_S: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  min: MINUTE_S,
  h: HOUR_S,
  d: DAY_S,
  y: JULIAN_YEAR_S,
};

function zAndMass(name: string): { z: number; massNumber: number } {
  const [, symbol = "", mass = ""] = /^([A-Z][a-z]?)-(\d+)m?$/.exec(name) ?? [];
  const z = atomicNumber(symbol);
  if (z === 0) throw new Error(`${name}: expected a symbol and mass number like Lu-177`);
  return { z, massNumber: Number(mass) };
}

function seconds(halfLife: string): number {
  const [, value = "", unit = ""] = /^([\d.]+) (\w+)$/.exec(halfLife) ?? [];
  const inSeconds = Number(value) * (UNIT_S[unit] ?? Number.NaN);
  if (!(inSeconds > 0)) throw new Error(`half-life "${halfLife}": expected a number and a unit`);
  return inSeconds;
}

interface Emission {
  readonly energyKeV: number;
  readonly perDecay: number;
  readonly lumped: true | undefined;
  readonly mark: string;
}

function emissions(list: string | undefined): Emission[] {
  const words = list?.trim().split(/\s+/) ?? [];
  return words.map((word) => {
    const [, lumped, energyKeV, percent, mark = ""] =
      /^(~?)([\d.]+)\/([\d.]+)(?:\((\w+)\))?$/.exec(word) ?? [];
    if (energyKeV === undefined) throw new Error(`"${word}": expected energy in keV/percent`);
    return {
      energyKeV: Number(energyKeV),
      perDecay: Number(percent) / 100,
      lumped: lumped === "~" ? true : undefined,
      mark,
    };
  });
}

function lines(list: string | undefined, origin: NonNullable<Line["origin"]>): Line[] {
  return emissions(list).map(({ energyKeV, perDecay, lumped }) => ({
    energyKeV,
    perDecay,
    origin,
    ...(lumped ? { lumped } : {}),
  }));
}

const SHAPES: Readonly<Record<string, BetaBranch["shape"]>> = {
  "": "allowed",
  "1U": "firstUnique",
  "2U": "secondUnique",
};

function betas(list: string | undefined, charge: BetaBranch["charge"]): BetaBranch[] {
  return emissions(list).map(({ energyKeV, perDecay, lumped, mark }) => {
    const shape = SHAPES[mark];
    if (!shape) throw new Error(`(${mark}): expected (1U), (2U) or nothing`);
    return { endpointKeV: energyKeV, perDecay, charge, shape, ...(lumped ? { lumped } : {}) };
  });
}

function meanEnergy(all: readonly Line[]): number {
  return all.reduce((sum, { energyKeV, perDecay }) => sum + energyKeV * perDecay, 0);
}
