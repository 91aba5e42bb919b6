import { matchesName, matchStructures } from "../planning/matchStructures";
import { lungShuntOf } from "../planning/radioembolization";
import { LIVER, LUNG, NORMAL_LIVER } from "../planning/tissues";
import { readableName } from "../volume/readableName";
import type { PlanResult } from "./planResult";

/** Decays per Bq administered, h, and the mass that they are in. */
export interface Holding {
  readonly tiacH: number;
  readonly massG: number;
}

/** A tumour, or the part of it, in one territory. */
export interface ImagedTumour extends Holding {
  readonly structureId: string;
  readonly name: string;
  /** Share of it that this territory feeds, 0 to 1; its activity is taken to be spread evenly. */
  readonly part: number;
}

/** What one injection reached. */
export interface ImagedTerritory {
  /** Undefined: the liver as drawn, where no territory was. */
  readonly structureId: string | undefined;
  readonly name: string;
  /** Its liver without tumours. */
  readonly normal: Holding;
  readonly tumours: readonly ImagedTumour[];
}

/** Where the images of a plan show spheres. */
export interface ImagedSpheres {
  readonly territories: readonly ImagedTerritory[];
  /** Source regions of non-tumoural liver outside all territories; those of the one territory where none was drawn. */
  readonly liverIds: readonly string[];
  /** Liver outside all territories. */
  readonly spare: Holding;
  readonly lungIds: readonly string[];
  /** Without mass where lungs are not drawn. */
  readonly lung: Holding;
  /** Share that the lungs show of what liver, tumours and lungs show; undefined where lungs are not drawn. */
  readonly lungShunt: number | undefined;
}

/** Liver, tumours, territories and lungs of a plan on 99mTc-MAA or spheres that stay where they are caught; a sentence where it is none, or shows no liver. */
export function imagedSpheres(result: PlanResult): ImagedSpheres | string {
  if (result.prescription.kineticModel !== "permanent")
    return "The open plan is not of spheres that stay where they are caught.";
  const { regions } = result;
  const livers = regions.filter(
    ({ role, name }) =>
      role === "organ" && (matchesName(LIVER, name) || matchesName(NORMAL_LIVER, name)),
  );
  const drawn = regions.filter(({ role }) => role === "territory");
  const lungs = matchStructures(LUNG, result.structureDoses).flatMap(({ structureId }) =>
    regions.filter((region) => region.structureId === structureId),
  );
  const territories =
    drawn.length > 0
      ? drawn.map((territory) => ({
          structureId: territory.structureId,
          name: nameAmong(drawn, territory),
          normal: { tiacH: territory.tiacH, massG: territory.massG },
          tumours: tumoursIn(result, territory.structureId),
        }))
      : [
          {
            structureId: undefined,
            name: "liver as drawn",
            normal: sumOf(livers),
            tumours: tumoursIn(result, undefined),
          },
        ];
  const spare = drawn.length > 0 ? sumOf(livers) : NONE;
  const inLiver = territories.reduce((sum, territory) => sum + totalH(territory), spare.tiacH);
  if (!territories.every(({ normal: { tiacH, massG } }) => tiacH > 0 && massG > 0))
    return drawn.length > 0
      ? "A territory has no activity outside tumours: its ratio of tumour to liver is not known."
      : "The plan has no structure of the liver with activity in it.";
  const lung = sumOf(lungs);
  return {
    territories,
    liverIds: livers.map(({ structureId }) => structureId),
    spare,
    lungIds: lungs.map(({ structureId }) => structureId),
    lung,
    lungShunt: lung.massG > 0 ? lungShuntOf(lung.tiacH, inLiver) : undefined,
  };
}

/** Decays in all of a territory, h per Bq administered. */
export const totalH = ({ normal, tumours }: ImagedTerritory): number =>
  tumours.reduce((sum, { tiacH }) => sum + tiacH, normal.tiacH);

/** The tumours that a territory feeds; all of them where none was drawn. */
function tumoursIn(result: PlanResult, territoryId: string | undefined): ImagedTumour[] {
  const tumours = result.regions.filter(({ role }) => role === "tumour");
  return tumours.flatMap((tumour) => {
    const { structureId, tiacH, massG } = tumour;
    const { fedBy } = result.structures.find(({ id }) => id === structureId)!;
    const part = territoryId === undefined ? 1 : (fedBy?.[territoryId] ?? 0);
    const share = { tiacH: part * tiacH, massG: part * massG };
    return part > 0 ? [{ structureId, name: nameAmong(tumours, tumour), part, ...share }] : [];
  });
}

type Named = Pick<PlanResult["regions"][number], "structureId" | "name">;

/** Compartments go by their names: of those that read alike each has its id beside it. */
function nameAmong(all: readonly Named[], { structureId, name }: Named): string {
  const readable = readableName(name);
  const isAlone = all.filter((other) => readableName(other.name) === readable).length === 1;
  return isAlone ? readable : `${readable} (${structureId})`;
}

const NONE: Holding = { tiacH: 0, massG: 0 };
const sumOf = (holdings: readonly Holding[]): Holding => ({
  tiacH: holdings.reduce((sum, { tiacH }) => sum + tiacH, 0),
  massG: holdings.reduce((sum, { massG }) => sum + massG, 0),
});
