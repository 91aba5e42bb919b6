import { doseOfChain } from "../../dosimetry/chainDose";
import type { Gpu } from "../../gpu/gpu";
import { batemanActivity } from "../../physics/bateman";
import { chainGroups } from "../../physics/chainGroups";
import { nuclide } from "../../physics/nuclides";
import { HOUR_S, MBQ_TO_BQ } from "../../physics/units";
import { type Grid, PATIENT_AXES } from "../../volume/grid";
import { forEachVoxel, occupiedVoxels, weightedSum } from "../../volume/mask";
import { sphereMask } from "../../volume/sphereMask";
import { volume } from "../../volume/volume";
import type { Work } from "../../work";
import { atMost, type ValidationRow } from "./row";
import { thoriumRow } from "./thoriumRow";

const HOURS = 1920;
const KG_PER_M3 = 1920;
const RADIUS_MM = Math.cbrt((3 * 10_000) / (4 * Math.PI));
/** Edge voxels, partly filled, cost the sphere about 5 % of its self-dose. */
const SIZE = 20;
const SPACING_MM = 1.45;

/** Th-227 and its daughters through voxels, group by group as a plan has them: 1 MBq for 1920 h in 10 cm3 of cortical bone. */
export async function thoriumByGroups(gpu: Gpu, work: Work): Promise<ValidationRow[]> {
  const edge = (-SPACING_MM * (SIZE - 1)) / 2;
  const grid: Grid = {
    size: [SIZE, SIZE, SIZE],
    spacingMm: [SPACING_MM, SPACING_MM, SPACING_MM],
    originMm: [edge, edge, edge],
    axes: PATIENT_AXES,
  };
  const mask = sphereMask(grid, [0, 0, 0], RADIUS_MM);
  const density = volume("densityKgPerM3", grid);
  density.values.fill(KG_PER_M3);
  const inside = occupiedVoxels(mask);
  const decays = volume("decays", grid);
  forEachVoxel(mask, (at, share) => {
    decays.values[at] = (decaysOf("Th-227") * share) / inside;
  });
  const groups = chainGroups(nuclide("Th-227"));
  const input = {
    decays: [decays],
    density,
    groups,
    method: "densityScaledKernel",
    kernelDensityGPerCm3: KG_PER_M3 / 1000,
  } as const;
  const { doses, balance } = await doseOfChain(gpu, input, () => {}, work);
  const mean = (g: number) => weightedSum(mask, doses[g]![0]!.values) / inside;
  const thorium = mean(0);
  const radium = (decaysOf("Ra-223") / decaysOf("Th-227")) * (mean(1) + mean(2));
  const what = `1 MBq of Th-227 for ${HOURS} h in 10 cm³ of cortical bone, through voxels of ${SPACING_MM} mm, group by group`;
  return [
    thoriumRow(what, "Th-227 alone", 110, thorium),
    thoriumRow(
      what,
      "with Ra-223 by Bateman and all its daughters in place",
      563,
      thorium + radium,
    ),
    atMost(
      `${what}: energy unaccounted for`,
      "conservation of energy",
      "%",
      Math.abs(balance.differencePercent),
      0.5,
    ),
  ];
}

function decaysOf(name: string): number {
  const steps = 2000;
  const stepS = (HOURS * HOUR_S) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++)
    sum += MBQ_TO_BQ * batemanActivity(nuclide("Th-227"), name, (i + 0.5) * stepS) * stepS;
  return sum;
}
