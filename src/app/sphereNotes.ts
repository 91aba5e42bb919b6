import type { Limit } from "../planning/limit";
import { type PartitionModel, partitionDoses } from "../planning/partitionModel";
import { stoppedJPerGBq, trappedEnergyJPerGBq } from "../planning/radioembolization";
import { type ImagedSpheres, totalH } from "./imagedSpheres";
import { largestOf } from "./sphereLimits";

/** What a reader of the figures of a plan of spheres must know beside them. */
export function sphereNotes(
  imaged: ImagedSpheres,
  model: PartitionModel,
  nuclideName: string,
  limits: readonly Limit[],
): string[] {
  const notes: string[] = [];
  const joule = trappedEnergyJPerGBq(nuclideName);
  notes.push(
    `A GBq that stays where it is caught gives ${joule.toFixed(2)} J by the decay facts of the program, of which ${(100 * (1 - stoppedJPerGBq(nuclideName) / joule)).toFixed(1)} % leave as bremsstrahlung; the closed formulas keep their published constants.`,
  );
  if (imaged.lung.massG === 0) {
    const lung = partitionDoses(model).filter(({ kind }) => kind === "lung");
    const { largestGBq } = largestOf(lung, limits, 1);
    notes.push(
      `Lungs are not drawn: the voxel plan has no lung dose and holds no lung limit.${largestGBq === undefined ? "" : ` By ${model.lungKg.toFixed(2)} kg and the shunt entered the first lung limit is reached at ${largestGBq.toPrecision(3)} GBq.`}`,
    );
  }
  const outside = imaged.spare.tiacH;
  const inside = imaged.territories.reduce((hours, territory) => hours + totalH(territory), 0);
  if (outside > 0.02 * (inside + outside))
    notes.push(
      `${((100 * outside) / (inside + outside)).toFixed(0)} % of what the liver holds lies outside all territories: the partition model leaves it out.`,
    );
  const shared = imaged.territories.flatMap(({ tumours }) =>
    tumours.filter(({ part }) => part < 0.999),
  );
  if (shared.length > 0)
    notes.push(
      `${[...new Set(shared.map(({ name }) => name))].join(", ")}: lies in more than one territory; its activity is taken to be spread evenly over it.`,
    );
  return notes;
}
