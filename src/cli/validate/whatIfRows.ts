import { doseFromDecays } from "../../dosimetry/doseEngine";
import { liveDvh, liveStructure } from "../../dosimetry/dvhLive";
import { nuclide } from "../../physics/nuclides";
import { G_PER_CM3_TO_KG_PER_M3 } from "../../physics/units";
import { meansOf, sMatrixOf } from "../../planning/sMatrix";
import { structureDoseFromDvh } from "../../planning/structureDose";
import { whatIf, whatIfStructure } from "../../planning/whatIf";
import { type Grid, PATIENT_AXES } from "../../volume/grid";
import { forEachVoxel } from "../../volume/mask";
import { seededRandom } from "../../volume/random";
import { sphereMask } from "../../volume/sphereMask";
import { regionStatistics } from "../../volume/statistics";
import { type Volume, volume } from "../../volume/volume";
import type { ValidationContext } from "./context";
import { atMost, type ValidationRow } from "./row";

const GRID: Grid = {
  size: [32, 28, 24],
  spacingMm: [4, 4, 5],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const STRUCTURES = [
  { id: "kidney", name: "kidney", mask: sphereMask(GRID, [40, 54, 60], 22) },
  { id: "tumour", name: "tumour", mask: sphereMask(GRID, [88, 54, 56], 16) },
];
const HALF_LIFE_H = 50;
const REGIONS = ["kidney", "tumour", "remainder"].map((structureId) => ({
  structureId,
  name: structureId,
  role: "organ" as const,
  tiacH: 1,
  fit: {
    model: "monoExponential" as const,
    terms: [{ amplitudeMBq: 1, ratePerH: Math.LN2 / HALF_LIFE_H }],
    effectiveHalfLifeH: HALF_LIFE_H,
  },
}));
const CHANGES = {
  kidney: { uptakeFactor: 0.6, effectiveHalfLifeH: 40 },
  tumour: { uptakeFactor: 1.5, effectiveHalfLifeH: 80 },
  remainder: { uptakeFactor: 1.1 },
};
/** The decays of one exponential go with uptake and half-life. */
const WEIGHTS = [(0.6 * 40) / HALF_LIFE_H, (1.5 * 80) / HALF_LIFE_H, 1.1];

/** What-ifs by sums over the source regions against the dose calculated anew from the changed decays. */
export async function whatIfRows({ gpu, work }: ValidationContext): Promise<ValidationRow[]> {
  const decays = decaysOfRegions();
  const question = {
    density: uniform(1.04 * G_PER_CM3_TO_KG_PER_M3),
    nuclide: nuclide("I-131"),
    method: "kernel",
    kernelDensityGPerCm3: 1.04,
  } as const;
  const { doses } = await doseFromDecays(gpu, { ...question, decays }, work);
  const anew = await doseFromDecays(
    gpu,
    { ...question, decays: [weighted("decays", decays)] },
    work,
  );
  const basis = doses.map(
    ({ values }): Volume<"doseGyPerGBq"> => ({
      ...volume("doseGyPerGBq", GRID),
      values,
    }),
  );
  const fresh = anew.doses[0]!.values;
  const summed = weighted("doseGyPerGBq", basis).values;
  const peak = fresh.reduce((most, gy) => Math.max(most, gy), 0);
  const live = STRUCTURES.map((structure) => liveStructure(structure, basis));
  const before = live.map((voxels) =>
    structureDoseFromDvh(liveDvh(voxels, [1, 1, 1]), {
      role: "organ",
      massG: 100,
      effectiveHalfLifeH: HALF_LIFE_H,
    }),
  );
  const after = whatIf(
    live.map((voxels, s) => whatIfStructure(before[s]!, voxels)),
    REGIONS,
    CHANGES,
  );
  const matrix = sMatrixOf(
    live,
    REGIONS.map(({ structureId }) => structureId),
  );
  const statistics = STRUCTURES.map(({ mask }) => regionStatistics(mask, fresh));
  const row = (what: string, differences: readonly number[]) =>
    atMost(what, ANEW, "%", 100 * Math.max(...differences.map(Math.abs)), 1e-3);
  return [
    row("what-if: sum over the source regions, of the peak dose, largest difference of a voxel", [
      summed.reduce((most, gy, v) => Math.max(most, Math.abs(gy - fresh[v]!) / peak), 0),
    ]),
    row(
      "what-if on uptake and half-life: mean doses",
      after.map(({ meanGyPerGBq }, s) => meanGyPerGBq / statistics[s]!.mean - 1),
    ),
    row(
      "what-if on uptake and half-life: maxima of the histograms",
      after.map(({ dvh }, s) => dvh.maxGy / statistics[s]!.maximum - 1),
    ),
    row(
      "what-if: rows of the S-matrix, weighted and summed, against mean doses",
      meansOf(matrix, WEIGHTS).map((mean, s) => mean / statistics[s]!.mean - 1),
    ),
  ];
}

const ANEW = "dose calculated anew from the changed decays";

/** Decays at random, each voxel shared by the regions as their masks say. */
function decaysOfRegions(): Volume<"decays">[] {
  const random = seededRandom(6);
  const regions = REGIONS.map(() => volume("decays", GRID));
  const rest = regions[2]!.values;
  for (let v = 0; v < rest.length; v++) rest[v] = 1e9 * random.uniform();
  STRUCTURES.forEach(({ mask }, s) => {
    forEachVoxel(mask, (v, share) => {
      regions[s]!.values[v] = share * 1e11 * (0.5 + random.uniform());
      rest[v]! *= 1 - share;
    });
  });
  return regions;
}

function weighted<Q extends "decays" | "doseGyPerGBq">(
  quantity: Q,
  parts: readonly Volume<Q>[],
): Volume<Q> {
  const sum = volume(quantity, GRID);
  for (let v = 0; v < sum.values.length; v++)
    sum.values[v] = parts.reduce((total, { values }, s) => total + WEIGHTS[s]! * values[v]!, 0);
  return sum;
}

function uniform(densityKgPerM3: number): Volume<"densityKgPerM3"> {
  const density = volume("densityKgPerM3", GRID);
  density.values.fill(densityKgPerM3);
  return density;
}
