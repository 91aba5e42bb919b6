import { matchStructures } from "../planning/matchStructures";
import type { CompartmentDose } from "../planning/partitionModel";
import type { StructureDose } from "../planning/structureDose";
import { LUNG, NORMAL_LIVER } from "../planning/tissues";
import type { ImagedSpheres } from "./imagedSpheres";

/** The plan's doses of the compartments of a partition model, Gy per GBq; undefined where a structure is missing. */
export function voxelDoses(
  imaged: ImagedSpheres,
  compartments: readonly CompartmentDose[],
  doses: readonly StructureDose[],
): (number | undefined)[] {
  const byId = (id: string) => doses.find(({ structureId }) => structureId === id)!;
  const tumours = imaged.territories.flatMap((territory) => territory.tumours);
  const liver = meanOf(matchStructures(NORMAL_LIVER, doses));
  return compartments.map(({ kind, name }) => {
    switch (kind) {
      case "tumour":
        return byId(tumours.find((tumour) => tumour.name === name)!.structureId).meanGyPerGBq;
      case "perfusedLiver": {
        const territory = imaged.territories.find((one) => one.name === name)!;
        if (territory.structureId === undefined) return liver;
        return byId(territory.structureId).meanGyPerGBq;
      }
      case "nonTumouralLiver":
        return liver;
      case "lung":
        return meanOf(matchStructures(LUNG, doses));
      default:
        return kind satisfies never;
    }
  });
}

/** Over several structures by volume; undefined where there is none. */
function meanOf(structures: readonly StructureDose[]): number | undefined {
  const ml = sum(structures.map(({ volumeMl }) => volumeMl));
  const gyMl = sum(structures.map(({ volumeMl, meanGyPerGBq }) => volumeMl * meanGyPerGBq));
  return ml > 0 ? gyMl / ml : undefined;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
