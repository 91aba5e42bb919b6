import { InputError } from "../inputError";
import { checkedShunt } from "../planning/radioembolization";
import type { RegionChange, RegionChanges } from "../planning/regionChange";
import { type ImagedSpheres, totalH } from "./imagedSpheres";

/** How spheres are given, where that differs from what the images show. */
export interface SphereGiving {
  /** Share of each territory of the activity injected, in the order of the territories; they sum to 1. */
  readonly shares: readonly number[];
  /** Share that reaches the lungs. */
  readonly lungShunt: number;
}

/** What a plan under changed uptakes gives: as the images show it where nothing is changed. */
export function givingUnder(imaged: ImagedSpheres, regions: RegionChanges): SphereGiving {
  const uptake = (id: string | undefined) =>
    (id === undefined ? undefined : regions[id]?.uptakeFactor) ?? 1;
  const inTerritory = imaged.territories.map(
    (territory) => uptake(territory.structureId ?? imaged.liverIds[0]) * totalH(territory),
  );
  const injected = sumOf(inTerritory);
  const spareH = imaged.spare.tiacH > 0 ? uptake(imaged.liverIds[0]) * imaged.spare.tiacH : 0;
  const lungH = uptake(imaged.lungIds[0]) * imaged.lung.tiacH;
  const liverH = injected + spareH;
  return {
    shares: inTerritory.map((hours) => hours / injected),
    lungShunt:
      imaged.lung.massG > 0 ? lungH / (lungH + liverH) : Math.max(0, 1 - liverH / heldH(imaged)),
  };
}

/** Decays in liver and lungs as the images show them, h per Bq administered. */
const heldH = ({ territories, spare, lung }: ImagedSpheres): number =>
  sumOf(territories.map(totalH)) + spare.tiacH + lung.tiacH;

/**
 * The uptake of every source region for another lung shunt and other activities in the territories, all that liver and lungs hold kept: what is administered
 * is shared out anew. Liver outside all territories keeps its share of what stays in the liver; a tumour that several territories feed follows each by
 * the part that lies in it. Lungs that are not drawn take their share away. Half-lives and masses of `regions` stay.
 *
 * @throws InputError for a shunt or shares that are none, and for a shunt where the lungs drawn show no activity.
 */
export function changesFor(
  imaged: ImagedSpheres,
  { shares, lungShunt }: SphereGiving,
  regions: RegionChanges,
): RegionChanges {
  checkedShunt(lungShunt);
  if (shares.some((share) => !(share >= 0)) || Math.abs(sumOf(shares) - 1) > 1e-6)
    throw new InputError(
      `shares of the territories: expected numbers from 0 that sum to 1, received ${shares.join(", ")}`,
    );
  const { territories, spare, lung } = imaged;
  const hours = territories.map(totalH);
  const liverH = sumOf(hours) + spare.tiacH;
  const all = heldH(imaged);
  if (lungShunt > 0 && lung.massG > 0 && !(lung.tiacH > 0))
    throw new InputError(
      `lung shunt: the lungs drawn show no activity that could be scaled to ${100 * lungShunt} %`,
    );
  const stays = (all * (1 - lungShunt)) / liverH;
  const injected = stays * sumOf(hours);
  const factors = territories.map((_, t) => (injected * shares[t]!) / hours[t]!);
  const uptakes = new Map<string, number>();
  for (const [t, { structureId, tumours }] of territories.entries()) {
    if (structureId !== undefined) uptakes.set(structureId, factors[t]!);
    for (const tumour of tumours) {
      const before = uptakes.get(tumour.structureId) ?? 0;
      uptakes.set(tumour.structureId, before + tumour.part * factors[t]!);
    }
  }
  for (const id of imaged.liverIds) uptakes.set(id, spare.massG > 0 ? stays : factors[0]!);
  if (lung.tiacH > 0)
    for (const id of imaged.lungIds) uptakes.set(id, (all * lungShunt) / lung.tiacH);
  return withUptakes(regions, uptakes);
}

function withUptakes(regions: RegionChanges, uptakes: ReadonlyMap<string, number>): RegionChanges {
  const changed: Record<string, RegionChange> = { ...regions };
  for (const [id, uptakeFactor] of uptakes) {
    const { uptakeFactor: _, ...kept } = regions[id] ?? {};
    const change = Math.abs(uptakeFactor - 1) < 1e-9 ? kept : { ...kept, uptakeFactor };
    if (Object.keys(change).length > 0) changed[id] = change;
    else delete changed[id];
  }
  return changed;
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
