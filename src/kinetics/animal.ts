import { InputError } from "../inputError";

export const SCALINGS = ["none", "mass", "time", "combined"] as const;
export type Scaling = (typeof SCALINGS)[number];

/** Masses in g that the extrapolation from an animal needs; organ and whole body of both. */
export interface SpeciesMasses {
  readonly animalOrganG: number;
  readonly animalBodyG: number;
  readonly humanOrganG: number;
  readonly humanBodyG: number;
}

/** One organ in an animal: % of the injected activity per gram, decay taken out. */
export interface AnimalCurve {
  readonly timesH: readonly number[];
  readonly percentPerG: readonly number[];
}

/** The same organ in a human: share of the injected activity, decay taken out. */
export interface HumanCurve {
  readonly timesH: readonly number[];
  readonly share: readonly number[];
}

/** Times of the human over those of the animal: (WB_h/WB_a)^0.25, 7.35 from 25 g to 73 kg. */
export const timeFactor = ({ animalBodyG, humanBodyG }: SpeciesMasses): number =>
  (humanBodyG / animalBodyG) ** 0.25;

/** Share in the organ of the human over that of the animal: organ masses as shares of the body. */
export const massFactor = (m: SpeciesMasses): number =>
  m.humanOrganG / m.humanBodyG / (m.animalOrganG / m.animalBodyG);

/**
 * An animal's biodistribution as that of a human: shares scaled with the organs' part of the body ("mass"), times with the fourth root of the body mass
 * ("time"), both, or neither. It is the biology that scales; the decay of the nuclide goes on top afterwards, at human times.
 * Source: Sparks and Aydogan, 6th Int Radiopharmaceutical Dosimetry Symp (1999) 705.
 *
 * @throws InputError for masses that are not positive and readings that are not matched.
 */
export function humanCurve(
  { timesH, percentPerG }: AnimalCurve,
  masses: SpeciesMasses,
  scaling: Scaling,
): HumanCurve {
  for (const [name, value] of Object.entries(masses))
    if (!(value > 0))
      throw new InputError(`animal: ${name}: expected a mass above 0 g, received ${value}`);
  if (timesH.length !== percentPerG.length)
    throw new InputError(
      `animal: ${timesH.length} times and ${percentPerG.length} readings; expected as many of each`,
    );
  const byTime = scaling === "time" || scaling === "combined" ? timeFactor(masses) : 1;
  const byMass = scaling === "mass" || scaling === "combined" ? massFactor(masses) : 1;
  return {
    timesH: timesH.map((t) => t * byTime),
    share: percentPerG.map((p) => (p / 100) * masses.animalOrganG * byMass),
  };
}

/** Shares as activities of a nuclide per MBq injected: what a fit of a time-activity curve takes. */
export const withDecay = ({ timesH, share }: HumanCurve, halfLifeH: number): number[] =>
  share.map((s, i) => s * 2 ** (-timesH[i]! / halfLifeH));
