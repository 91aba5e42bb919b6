import { matchesName } from "../planning/matchStructures";
import { LIVER, NORMAL_LIVER } from "../planning/tissues";
import { type Mask, volumeMl } from "../volume/mask";
import { maskBeside, maskUnion, maskWithout } from "../volume/maskArithmetic";
import { resampleMask } from "../volume/resampleMask";
import type { Structure } from "../volume/study";
import { label, ml, territoriesOf } from "./territories";

/** Structures of which none counts a part of the liver twice, and what was done to them, as sentences. */
export interface LiverStructures {
  readonly structures: readonly Structure[];
  readonly notes: readonly string[];
}

/**
 * The liver for spheres that stay where they are caught: limits speak of all of it without its tumours. Tumours are taken off a liver that was drawn with them;
 * of a liver drawn twice, whole and without tumours, the second holds; several parts become one; and a territory ends where the liver ends, and is what it holds beside tumours.
 */
export function liverStructures(drawn: readonly Structure[]): LiverStructures {
  const livers = drawn.filter(
    ({ role, name }) =>
      role === "organ" && (matchesName(LIVER, name) || matchesName(NORMAL_LIVER, name)),
  );
  const territories = drawn.filter(({ role }) => role === "territory");
  const first = livers[0] ?? territories[0];
  if (!first) return { structures: drawn, notes: [] };
  const { grid } = first.mask;
  const masksOf = (structures: readonly Structure[]) =>
    structures.map(({ mask }) => resampleMask(mask, grid));
  const tumours = drawn.filter(({ role }) => role === "tumour");
  const parts: Parts = { tumours: masksOf(tumours), tumourNames: namesOf(tumours) };
  const normal = livers.filter(({ name }) => NAMED_NORMAL.test(name));
  const whole = livers.filter((structure) => !normal.includes(structure));
  const made =
    normal.length > 0
      ? withNormalDrawn(normal, whole, parts, masksOf)
      : wholeWithoutTumours(whole, territories, parts, masksOf);
  const fed = territoriesOf(
    { territories, tumours, livers: made.livers, isLiverDrawn: livers.length > 0 },
    grid,
  );
  const changed = new Map(
    [...made.livers, ...fed.territories, ...fed.tumours].map((structure) => [
      structure.id,
      structure,
    ]),
  );
  const gone = new Set(livers.map(({ id }) => id).filter((id) => !changed.has(id)));
  const added = made.livers.filter(({ id }) => !drawn.some((structure) => structure.id === id));
  return {
    structures: [
      ...drawn.filter(({ id }) => !gone.has(id)).map((one) => changed.get(one.id) ?? one),
      ...added,
    ],
    notes: [...made.notes, ...fed.notes],
  };
}

interface Parts {
  readonly tumours: readonly Mask[];
  readonly tumourNames: string;
}
type MasksOf = (structures: readonly Structure[]) => Mask[];
interface Made {
  readonly livers: readonly Structure[];
  readonly notes: readonly string[];
}

const NAMED_NORMAL = new RegExp(NORMAL_LIVER.names![0]!, "iu");
const NON_TUMOURAL = "Non-tumoural liver";
/** Less than this is the rim of voxels, mL. */
const LEAST_ML = 0.05;

/** The liver without tumours was drawn: what it shares with tumours is taken off, and of a whole liver only what is in neither is left. */
function withNormalDrawn(
  normal: readonly Structure[],
  whole: readonly Structure[],
  { tumours, tumourNames }: Parts,
  masksOf: MasksOf,
): Made {
  const notes: string[] = [];
  const carved = masksOf(normal).map((mask, n) => {
    const structure = normal[n]!;
    const left = maskBeside(mask, tumours);
    const lostMl = volumeMl(mask) - volumeMl(left);
    if (lostMl < LEAST_ML) return structure;
    notes.push(`${label(structure)}: ${ml(lostMl)} that ${tumourNames} also claim were taken off.`);
    return { ...structure, mask: left, source: `${structure.source}, without tumours` };
  });
  const rest = masksOf(whole).flatMap((mask, n) => {
    const structure = whole[n]!;
    const left = maskWithout(mask, [...masksOf(carved), ...tumours]);
    const leftMl = volumeMl(left);
    const isRim = leftMl < 0.01 * volumeMl(mask);
    notes.push(
      `${label(structure)} was drawn beside ${namesOf(normal)}: ${isRim ? "it is left out" : `only ${ml(leftMl)} that are in neither it nor a tumour are kept`}, so that no part of the liver counts twice.`,
    );
    return isRim ? [] : [{ ...structure, name: `Rest of ${label(structure)}`, mask: left }];
  });
  return { livers: [...carved, ...rest], notes };
}

/** Only whole livers were drawn, or parts, or territories alone: one non-tumoural liver is made of them, unless nothing needs to be changed. */
function wholeWithoutTumours(
  whole: readonly Structure[],
  territories: readonly Structure[],
  { tumours, tumourNames }: Parts,
  masksOf: MasksOf,
): Made {
  const from = whole.length > 0 ? whole : territories;
  const all = maskUnion(masksOf(from));
  const left = maskWithout(all, tumours);
  const lostMl = volumeMl(all) - volumeMl(left);
  if (whole.length === 1 && lostMl < LEAST_ML) return { livers: whole, notes: [] };
  const names = namesOf(from);
  const liver: Structure = {
    id: whole[0]?.id ?? "non-tumoural-liver",
    name: NON_TUMOURAL,
    role: "organ",
    mask: left,
    source: `${names} without tumours`,
  };
  const taken =
    lostMl < LEAST_ML
      ? ""
      : ` ${ml(lostMl)} of ${tumourNames} were taken off, since limits speak of the liver without tumours.`;
  const made = `${NON_TUMOURAL} (${ml(volumeMl(left))}) is made of ${names}.${taken}`;
  return {
    livers: [liver],
    notes: [
      whole.length > 1
        ? `${made} To plan an injection of each, give the parts the role of a territory.`
        : made,
    ],
  };
}

const namesOf = (structures: readonly Structure[]) => structures.map(label).join(" and ");
