import type { PlanarCounts } from "../planning/lungShunt";

/** Where the lung shunt of a plan of spheres was taken from, in place of its images. */
export interface ChosenShunt {
  /** 0 to below 1. */
  readonly share: number;
  /** Undefined: typed as a share. */
  readonly planar?: PlanarCounts;
}

/** What was drawn up and what was left, to know what arrived. */
export interface SphereVial {
  /** Share of what is drawn up that stays in vial, line and catheter, %. */
  readonly residualPercent: number;
  /** From the calibration of the vial to the injection, h. */
  readonly hoursToInjection: number;
  readonly readings?: VialReadings;
}

/** The vial before the injection, and what was left of it, read some hours later. */
export interface VialReadings {
  /** At injection, GBq. */
  readonly beforeGBq: number;
  /** In vial, line and catheter when it was read, GBq. */
  readonly afterGBq: number;
  readonly hoursAfter: number;
}

/** What is asked of a plan of spheres beside its activities: it changes figures beside the plan, not its doses. */
export interface SphereWishes {
  /** Wanted in the tumour that gets least, Gy; undefined: the first goal of the protocol. */
  readonly tumourGy?: number;
  /** Wanted in the whole perfused volume, as one compartment, Gy; undefined: the usual one of the nuclide. */
  readonly perfusedGy?: number;
  /** Where lungs are not drawn, kg; undefined: the standard mass. */
  readonly lungKg?: number;
  readonly shunt?: ChosenShunt;
  /** Planar counts that were typed, taken or not. */
  readonly counts?: PlanarCounts;
  readonly vial?: SphereVial;
}
