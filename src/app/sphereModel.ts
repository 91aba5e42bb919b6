import type { PartitionModel, PartitionVessel } from "../planning/partitionModel";
import {
  HOLMIUM_J_PER_GBQ,
  MONO_COMPARTMENT_J_PER_GBQ,
  PARTITION_J_PER_GBQ,
  STANDARD_LUNG_KG,
} from "../planning/radioembolization";
import type { RegionChanges } from "../planning/regionChange";
import type { ImagedSpheres, ImagedTumour } from "./imagedSpheres";
import type { Prescription } from "./planResult";
import { givingUnder } from "./sphereChanges";

/** Clinical constants of a nuclide's closed formulas, and the dose that one compartment is usually given. */
export const FORMULAS: Readonly<
  Record<
    string,
    { readonly monoJPerGBq: number; readonly partitionJPerGBq: number; readonly perfusedGy: number }
  >
> = {
  "Y-90": {
    monoJPerGBq: MONO_COMPARTMENT_J_PER_GBQ,
    partitionJPerGBq: PARTITION_J_PER_GBQ,
    perfusedGy: 120,
  },
  "Ho-166": {
    monoJPerGBq: HOLMIUM_J_PER_GBQ,
    partitionJPerGBq: HOLMIUM_J_PER_GBQ,
    perfusedGy: 60,
  },
};

/** Whether a plan is of spheres that stay where they are caught, of a nuclide with closed formulas. */
export const isOfSpheres = ({
  kineticModel,
  nuclide,
}: Pick<Prescription, "kineticModel" | "nuclide">): boolean =>
  kineticModel === "permanent" && nuclide in FORMULAS;

/** The partition model of a plan of spheres under changed uptakes and masses: the figures that the voxel plan stands on, as compartments. */
export function sphereModel(
  imaged: ImagedSpheres,
  regions: RegionChanges,
  {
    lungKg,
    energyJPerGBq,
  }: { readonly lungKg: number | undefined; readonly energyJPerGBq: number },
): PartitionModel {
  const { shares, lungShunt } = givingUnder(imaged, regions);
  const mass = (id: string | undefined) => (id === undefined ? 1 : (regions[id]?.massFactor ?? 1));
  const spareFactor = mass(imaged.liverIds[0]);
  return {
    vessels: imaged.territories.map(
      ({ structureId, name, normal, tumours }, t): PartitionVessel => {
        const massFactor = mass(structureId ?? imaged.liverIds[0]);
        const normalG = normal.massG * massFactor;
        return {
          name,
          share: shares[t]!,
          normalKg: normalG / 1000,
          tumours: tumours.map((tumour) => {
            const massG = tumour.massG * mass(tumour.structureId);
            const tiacH = tumour.tiacH * ownUptake(tumour, imaged, regions);
            return {
              name: tumour.name,
              massKg: massG / 1000,
              ratio: tiacH / massG / (normal.tiacH / normalG),
            };
          }),
        };
      },
    ),
    lungShunt,
    lungKg:
      imaged.lung.massG > 0
        ? (imaged.lung.massG * mass(imaged.lungIds[0])) / 1000
        : (lungKg ?? STANDARD_LUNG_KG),
    spareLiverKg: (imaged.spare.massG * spareFactor) / 1000,
    energyJPerGBq,
  };
}

/** By which the uptake of a tumour was changed beyond that of the territories that feed it. */
function ownUptake(
  { structureId }: ImagedTumour,
  { territories, liverIds }: ImagedSpheres,
  regions: RegionChanges,
): number {
  const uptake = (id: string | undefined) =>
    (id === undefined ? undefined : regions[id]?.uptakeFactor) ?? 1;
  const ofTerritories = territories.reduce((sum, territory) => {
    const part = territory.tumours.find((tumour) => tumour.structureId === structureId)?.part ?? 0;
    return sum + part * uptake(territory.structureId ?? liverIds[0]);
  }, 0);
  return ofTerritories > 0 ? uptake(structureId) / ofTerritories : 1;
}
