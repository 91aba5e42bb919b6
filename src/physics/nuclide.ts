/** A discrete emission: so many per decay, each of this energy. */
export interface Line {
  readonly energyKeV: number;
  readonly perDecay: number;
  readonly origin?: "gamma" | "xRay" | "annihilation" | "conversion" | "auger" | "alpha";
  /** True for a line that stands for several weaker ones: their mean energy, their summed intensity. */
  readonly lumped?: true;
}

/** One beta transition. `charge` is that of the particle: -1 electron, +1 positron. */
export interface BetaBranch {
  readonly endpointKeV: number;
  readonly perDecay: number;
  readonly charge: -1 | 1;
  readonly shape: "allowed" | "firstUnique" | "secondUnique";
  /** True for a branch that stands for several weaker ones. */
  readonly lumped?: true;
}

/** The decay facts of one nuclide, per decay of that nuclide alone (daughters have entries of their own). */
export interface Nuclide {
  /** Element and mass number: "Lu-177", "Tc-99m". */
  readonly name: string;
  readonly z: number;
  readonly massNumber: number;
  readonly halfLifeS: number;
  readonly betas: readonly BetaBranch[];
  /** Conversion and Auger electrons above about 2.5 keV. */
  readonly electrons: readonly Line[];
  /** Gamma, X and annihilation photons. */
  readonly photons: readonly Line[];
  readonly alphas: readonly Line[];
  /** Energy of electrons too soft to travel, deposited where the decay happens, keV per decay. */
  readonly localElectronKeV: number;
  /** Mean alpha energy per decay, weak lines included, keV. */
  readonly alphaKeV: number;
  /** Mean recoil energy per decay, keV. */
  readonly recoilKeV: number;
  /** Radioactive daughters that the program follows, with the share of decays leading to each. */
  readonly daughters: readonly { readonly name: string; readonly branching: number }[];
  /** Radioactive daughters that the program leaves out, and why. */
  readonly notFollowed?: readonly { readonly name: string; readonly why: string }[];
  /** Where each group of numbers was read: evaluation and year. */
  readonly sources: readonly string[];
}
