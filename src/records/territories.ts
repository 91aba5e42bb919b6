import type { Grid } from "../volume/grid";
import { type Mask, occupiedVoxels, volumeMl } from "../volume/mask";
import { maskBeside, maskWithin, maskWithout } from "../volume/maskArithmetic";
import { nearestMask } from "../volume/nearestMask";
import { readableName } from "../volume/readableName";
import { resampleMask } from "../volume/resampleMask";
import type { Structure } from "../volume/study";

/** What territories are cut to, and from. */
export interface TerritoryInput {
  readonly territories: readonly Structure[];
  readonly tumours: readonly Structure[];
  /** Without tumours. */
  readonly livers: readonly Structure[];
  /** Where it is not, the liver is made of the territories. */
  readonly isLiverDrawn: boolean;
}

/** Territories without tumours, disjoint and within the liver; tumours that know which of them feeds them; and what was done, as sentences. */
export function territoriesOf(
  { territories, tumours, livers, isLiverDrawn }: TerritoryInput,
  grid: Grid,
): {
  readonly territories: readonly Structure[];
  readonly tumours: readonly Structure[];
  readonly notes: readonly string[];
} {
  if (territories.length === 0) return { territories, tumours: [], notes: [] };
  const notes: string[] = [];
  const masksOf = (structures: readonly Structure[]) =>
    structures.map(({ mask }) => resampleMask(mask, grid));
  const tumourMasks = masksOf(tumours);
  const drawn = masksOf(territories);
  const inLiver = isLiverDrawn ? within(drawn, [...masksOf(livers), ...tumourMasks]) : drawn;
  tell(notes, territories, drawn, inLiver, "outside the liver were left out");
  const apart = inLiver.map((mask, t) => maskBeside(mask, inLiver.slice(0, t)));
  tell(notes, territories, inLiver, apart, "that another territory has already count for that one");
  const shared = tumourMasks.map((mask) =>
    apart.map((territory) => occupiedVoxels(maskWithin(mask, [territory]))),
  );
  const fed = tumours.map((tumour, n) => {
    const parts = partsOf(tumourMasks[n]!, shared[n]!, apart);
    if (!parts.isInside)
      notes.push(
        `${label(tumour)} lies in no territory: it is taken to be fed by ${label(territories[parts.shares.indexOf(1)]!)}, the nearest.`,
      );
    const byId = territories.map(({ id }, t): [string, number] => [id, parts.shares[t]!]);
    return { ...tumour, fedBy: Object.fromEntries(byId) };
  });
  return {
    territories: territories.map((structure, t) => {
      // Drawn over its tumours, or beside them: at the rim both may fill a part of a voxel.
      const isOver = tumourMasks.some(
        (mask, n) => shared[n]![t]! > 0.5 * occupiedVoxels(mask) && occupiedVoxels(mask) > 0,
      );
      return { ...structure, mask: (isOver ? maskWithout : maskBeside)(apart[t]!, tumourMasks) };
    }),
    tumours: fed,
    notes,
  };
}

/** Which share of a tumour each territory feeds: what lies in it, of what lies in any; else the nearest all of it. */
function partsOf(tumour: Mask, shared: readonly number[], territories: readonly Mask[]) {
  const all = shared.reduce((sum, voxels) => sum + voxels, 0);
  const isInside = all > 0.01 * occupiedVoxels(tumour);
  const nearest = isInside ? -1 : Math.max(0, nearestMask(tumour, territories));
  const shares = shared.map((voxels, t) => (isInside ? voxels / all : t === nearest ? 1 : 0));
  return { isInside, shares };
}

const within = (masks: readonly Mask[], others: readonly Mask[]) =>
  masks.map((mask) => maskWithin(mask, others));

function tell(
  notes: string[],
  territories: readonly Structure[],
  before: readonly Mask[],
  after: readonly Mask[],
  what: string,
): void {
  for (const [t, structure] of territories.entries()) {
    const lostMl = volumeMl(before[t]!) - volumeMl(after[t]!);
    if (lostMl > LEAST_ML) notes.push(`${label(structure)}: ${ml(lostMl)} ${what}.`);
  }
}

/** Less than this is the rim of voxels, mL. */
const LEAST_ML = 0.05;

/** How a sentence calls a structure, and a volume. */
export const label = ({ name }: Structure) => readableName(name);
export const ml = (volume: number) => `${volume < 10 ? volume.toFixed(1) : volume.toFixed(0)} mL`;
