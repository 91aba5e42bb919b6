import { InputError } from "../inputError";
import type { StructureDose } from "../planning/structureDose";
import { roleOfName } from "../records/roleOfName";
import { toPatientMm } from "../volume/grid";
import { forEachVoxel, type Mask, occupiedVoxels } from "../volume/mask";
import { sentenceName } from "../volume/readableName";
import type { Structure } from "../volume/study";

/** Two structures this alike, by Dice's coefficient, are one that was drawn twice; from the second on it is said. */
const SAME = 0.95;
const ALIKE = 0.7;

/**
 * Refuses a structure that was drawn twice: of its decays only one of the two would have any, and the other a curve of what its border leaves.
 *
 * @throws InputError naming both.
 */
export function refuseTwins(structures: readonly Structure[]): void {
  for (const [a, b, dice] of pairsOf(structures))
    if (dice > SAME)
      throw new InputError(
        `structures: "${a.name}" (${a.source}) and "${b.name}" (${b.source}) are the same ${(100 * dice).toFixed(0)} % of each other; expected each region once: leave one out`,
      );
}

/** What looks wrong in the structures themselves: sides exchanged, a name that says another role, one name twice, two nearly the same, a density no tissue has. */
export const structureDoubts = (
  structures: readonly Structure[],
  doses: readonly StructureDose[],
): string[] => [
  ...namedTwice(structures),
  ...pairsOf(structures)
    .filter(([, , dice]) => dice > ALIKE)
    .map(
      ([a, b, dice]) =>
        `${sentenceName(a.name)} and ${b.name} share ${(100 * dice).toFixed(0)} % of their volume; a voxel that both claim counts as a source for one of them only.`,
    ),
  ...exchangedSides(structures),
  ...structures.flatMap(roleDoubt),
  ...doses.flatMap(densityDoubt),
];

function namedTwice(structures: readonly Structure[]): string[] {
  const names = structures.map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(
    (name) =>
      `${names.filter((other) => other === name).length} structures are called "${name}": tables and dvh.csv tell them apart by their order alone.`,
  );
}

/** Pairs that may be sources of their own, with how alike they are; a territory or the body may cover another whole. */
function pairsOf(structures: readonly Structure[]): [Structure, Structure, number][] {
  const own = structures.filter(({ role }) => ["organ", "tumour", "marrow"].includes(role));
  return own.flatMap((a, n) =>
    own.slice(n + 1).map((b): [Structure, Structure, number] => [a, b, diceOf(a.mask, b.mask)]),
  );
}

/** 2·|A∩B|/(|A| + |B|) of masks on one grid. */
function diceOf(a: Mask, b: Mask): number {
  const apart = [0, 1, 2].some(
    (c) =>
      a.boxOrigin[c]! + a.boxSize[c]! <= b.boxOrigin[c]! ||
      b.boxOrigin[c]! + b.boxSize[c]! <= a.boxOrigin[c]!,
  );
  if (apart) return 0;
  const ofB = new Map<number, number>();
  forEachVoxel(b, (v, fraction) => ofB.set(v, fraction));
  let both = 0;
  forEachVoxel(a, (v, fraction) => {
    both += Math.min(fraction, ofB.get(v) ?? 0);
  });
  const all = occupiedVoxels(a) + occupiedVoxels(b);
  return all > 0 ? (2 * both) / all : 0;
}

/** A left organ to the right of its right one, or a liver to the left of the spleen: the image is mirrored, or the names are. */
function exchangedSides(structures: readonly Structure[]): string[] {
  const xOf = (structure: Structure) => centreXMm(structure.mask);
  const doubts = structures.flatMap((left) => {
    if (!LEFT.test(left.name)) return [];
    const twin = plain(left.name.replace(LEFT, ""));
    const right = structures.find(
      ({ name }) => RIGHT.test(name) && plain(name.replace(RIGHT, "")) === twin,
    );
    if (!right || xOf(left) > xOf(right)) return [];
    return [`${sentenceName(left.name)} lies to the patient's right of ${right.name}`];
  });
  const [liver, spleen] = [/^(liver|leber|hepar)$/i, /^(spleen|milz|lien)$/i].map((name) =>
    structures.find((structure) => name.test(structure.name)),
  );
  if (liver && spleen && xOf(liver) > xOf(spleen))
    doubts.push(`${sentenceName(liver.name)} lies to the patient's left of ${spleen.name}`);
  return doubts.map(
    (doubt) => `${doubt}: names exchanged, or an image mirrored? Look at the orientation.`,
  );
}

const LEFT = /(^|[^a-z])(left|links?|sin(istr[aeu]m?)?|li|lt?)(?![a-z])/i;
const RIGHT = /(^|[^a-z])(right|rechts?|dext(r[aeu]m?|er)?|dx|rt?|re)(?![a-z])/i;
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Along the patient's x, towards the left. */
function centreXMm(mask: Mask): number {
  const [nx, ny] = mask.grid.size;
  let [sum, weight] = [0, 0];
  forEachVoxel(mask, (v, fraction) => {
    const at = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))] as const;
    sum += fraction * toPatientMm(mask.grid, at)[0];
    weight += fraction;
  });
  return sum / weight;
}

/** Limits go by the role first: an organ that is called a tumour is held against none of its limits. */
function roleDoubt({ name, role }: Structure): string[] {
  if (role === "organ" || role === "marrow") return [];
  if (roleOfName(name) !== "organ") return [];
  return [
    `${sentenceName(name)} has the role "${role}", and its name is an organ's: the limits of organs are not held against it.`,
  ];
}

/** What structures of the body weigh, g/mL: inflated lung apart, from fat to compact bone. */
const TISSUE_G_PER_ML = [0.85, 1.5] as const;
const LUNG_G_PER_ML = [0.1, 0.9] as const;
/** Below this the border voxels decide. */
const LEAST_ML = 1;

function densityDoubt({ name, massG, volumeMl }: StructureDose): string[] {
  if (volumeMl < LEAST_ML) return [];
  const [least, most] = /lung|pulmo/i.test(name) ? LUNG_G_PER_ML : TISSUE_G_PER_ML;
  const density = massG / volumeMl;
  if (density >= least && density <= most) return [];
  return [
    `${sentenceName(name)} weighs ${density.toPrecision(2)} g/mL by the CT, where ${least} to ${most} is expected: its CT lies elsewhere, does not cover it, or is not in Hounsfield units. Its dose goes with the inverse of its mass.`,
  ];
}
