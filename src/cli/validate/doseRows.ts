import { type DoseMethod, doseFromDecays, doseFromKernels } from "../../dosimetry/doseEngine";
import { dvhOf } from "../../dosimetry/dvh";
import { doseAtVolumePercent } from "../../dosimetry/dvhMetrics";
import { planeDose } from "../../physics/depthDose";
import { nuclide } from "../../physics/nuclides";
import { type PointKernel, pointKernel } from "../../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../../physics/units";
import { type Grid, type Triple, toPatientMm, voxelVolumeMm3 } from "../../volume/grid";
import { volume } from "../../volume/volume";
import type { ValidationContext, ValidationSection } from "./context";
import { atMost, type ValidationRow, validationRow } from "./row";
import { forEachVoxelOf, gridAboutOrigin, shapeMask } from "./shapeMask";

export const doseSection: ValidationSection = {
  title: "Dose and its histograms",
  about:
    "Layers of decays through the whole engine against the integral over the point kernel, what symmetry and conservation of energy ask for, and histograms of a dose that rises evenly, oblique to the voxels, against closed forms.",
  needs: [],
  rows: async (context) => [
    ...(await layer(context)),
    ...(await halfSpace(context)),
    ...(await densities(context)),
    ...(await balances(context)),
    ...(await ramps(context)),
  ],
};

const DECAYS = 1e9;
const LAYER_MM = 2;
/** Wider than the range of the betas of Y-90, 11 mm, on every side of the middle. */
const LAYERS = gridAboutOrigin([15, 15, 15], LAYER_MM);
const MIDDLE: Triple = [7, 7, 7];
const at = ({ size }: Grid, [i, j, k]: Triple) => i + size[0] * (j + size[1] * k);

/** Betas of Y-90 alone: nothing leaves the grid sideways that the middle would miss. */
const betas = () => pointKernel(nuclide("Y-90"), ["beta"]);
const NOTHING: PointKernel = {
  nuclide: "Y-90",
  parts: [],
  radiusMm: Float64Array.of(0.01, 1),
  cumulativeMeV: Float64Array.of(0, 0),
  localMeV: 0,
  totalMeV: 0,
};

async function betaDose(
  { gpu, work }: ValidationContext,
  decaysAt: (voxel: Triple) => number,
): Promise<Float32Array> {
  const decays = volume("decays", LAYERS);
  const density = volume("densityKgPerM3", LAYERS);
  density.values.fill(G_PER_CM3_TO_KG_PER_M3);
  forEachVoxelOf(LAYERS, (i, voxel) => {
    decays.values[i] = decaysAt(voxel);
  });
  const { doses } = await doseFromKernels(
    gpu,
    {
      decays: [decays],
      density,
      short: betas(),
      long: NOTHING,
      method: "kernel",
      kernelDensityGPerCm3: 1,
    },
    work,
  );
  return doses[0]!.values;
}

/** One layer of voxels full of decays; the dose of layers beside it. */
async function layer(context: ValidationContext): Promise<ValidationRow[]> {
  const dose = await betaDose(context, ([, , k]) => (k === MIDDLE[2] ? DECAYS : 0));
  const kernel = betas();
  return [0, 1, 2, 3].map((n) =>
    validationRow({
      what: `a layer of ${LAYER_MM} mm that holds betas of Y-90: dose ${n === 0 ? "in it" : `${n * LAYER_MM} mm from its middle`}, a layer thick`,
      source: "integral over the point kernel",
      unit: "Gy",
      expected: layerDose(kernel, n),
      ours: dose[at(LAYERS, [MIDDLE[0], MIDDLE[1], MIDDLE[2] + n])]!,
      limitPercent: 1,
    }),
  );
}

const STEPS = 4000;

/** Mean over a layer of what planes all through another one `n` layers away give it. */
function layerDose(kernel: PointKernel, n: number): number {
  const mm = LAYER_MM;
  let sum = 0;
  for (let s = 0; s < STEPS; s++) {
    const u = ((s + 0.5) / STEPS - 0.5) * 2 * mm;
    sum += ((1 - Math.abs(u) / mm) * planeDose(kernel, Math.abs(n * mm + u)) * 2) / STEPS;
  }
  const voxelKg = mm ** 3 * MM3_TO_M3 * G_PER_CM3_TO_KG_PER_M3;
  const localGy = n === 0 ? (kernel.localMeV * MEV_TO_J) / voxelKg : 0;
  return DECAYS * (sum / mm ** 2 + localGy);
}

/** Decays fill one half: the doses of two layers that mirror each other at the border add up to what all-round decays give. */
async function halfSpace(context: ValidationContext): Promise<ValidationRow[]> {
  const dose = await betaDose(context, ([, , k]) => (k < MIDDLE[2] ? DECAYS : 0));
  const voxelKg = LAYER_MM ** 3 * MM3_TO_M3 * G_PER_CM3_TO_KG_PER_M3;
  const equilibrium = (DECAYS * betas().totalMeV * MEV_TO_J) / voxelKg;
  const inLayer = (k: number) => dose[at(LAYERS, [MIDDLE[0], MIDDLE[1], k])]!;
  return [
    validationRow({
      what: "betas of Y-90 in one half of water: the two layers at the border together",
      source: "all energy per mass, by symmetry",
      unit: "Gy",
      expected: equilibrium,
      ours: inLayer(MIDDLE[2] - 1) + inLayer(MIDDLE[2]),
      limitPercent: 0.2,
    }),
  ];
}

const NUCLIDES = ["Lu-177", "Y-90", "I-131", "Ac-225"];

/** Even decays in a body whose one half has half the density. */
async function densities({ gpu, work }: ValidationContext): Promise<ValidationRow[]> {
  const grid = gridAboutOrigin([16, 8, 8], 4);
  const decays = volume("decays", grid);
  decays.values.fill(DECAYS);
  const doseOf = async (light: number, method: DoseMethod) => {
    const density = volume("densityKgPerM3", grid);
    forEachVoxelOf(grid, (i, [x]) => {
      density.values[i] = (x < 8 ? 1 : light) * G_PER_CM3_TO_KG_PER_M3;
    });
    const { doses } = await doseFromDecays(
      gpu,
      { decays: [decays], density, nuclide: nuclide("Lu-177"), method, kernelDensityGPerCm3: 1 },
      work,
    );
    return doses[0]!.values;
  };
  const water = await doseOf(1, "kernel");
  const scaled = await doseOf(0.5, "densityScaledKernel");
  let apart = 0;
  scaled.forEach((gy, i) => {
    apart = Math.max(apart, Math.abs(gy / water[i]! / (i % 16 < 8 ? 1 : 2) - 1));
  });
  return [
    atMost(
      "Lu-177 in water and in half its density: the same energy a voxel, twice the dose, largest difference",
      "conservation of energy",
      "%",
      100 * apart,
      0.01,
    ),
  ];
}

/** Emitted less absorbed, left and in air, each computed for itself: decays on a grid of which one side is air. */
async function balances({ gpu, work }: ValidationContext): Promise<ValidationRow[]> {
  const grid = gridAboutOrigin([24, 20, 17], 4);
  const decays = volume("decays", grid);
  const density = volume("densityKgPerM3", grid);
  forEachVoxelOf(grid, (i, [x, y, z]) => {
    density.values[i] = x < 4 ? 1.2 : 1040;
    decays.values[i] = x >= 4 && (x + 2 * y + 3 * z) % 5 === 0 ? DECAYS : 0;
  });
  const rows: ValidationRow[] = [];
  for (const name of NUCLIDES) {
    const { balance } = await doseFromDecays(
      gpu,
      {
        decays: [decays],
        density,
        nuclide: nuclide(name),
        method: "densityScaledKernel",
        kernelDensityGPerCm3: 1.04,
      },
      work,
    );
    rows.push(
      atMost(
        `${name} up to the faces of a grid, air on one side: energy unaccounted for`,
        "conservation of energy",
        "%",
        Math.abs(balance.differencePercent),
        0.5,
      ),
    );
  }
  return rows;
}

const RADIUS_MM = 30;
const GRADIENT_GY_PER_MM = 0.1;
const PEAK_GY = 2 * RADIUS_MM * GRADIENT_GY_PER_MM;
const DIRECTION: Triple = [0.36, 0.48, 0.8];
const along = ([x, y, z]: Triple) => x * DIRECTION[0] + y * DIRECTION[1] + z * DIRECTION[2];
const across = (p: Triple) => Math.sqrt(Math.max(0, Math.hypot(...p) ** 2 - along(p) ** 2));

/** Where h runs from 0 to 1 along the gradient: the shape, and h above which a share of it lies. */
const SHAPES: readonly {
  readonly name: string;
  readonly inside: (p: Triple) => boolean;
  readonly shareAbove: (h: number) => number;
}[] = [
  {
    name: "a sphere",
    inside: (p) => Math.hypot(...p) <= RADIUS_MM,
    shareAbove: (h) => 1 - 3 * h ** 2 + 2 * h ** 3,
  },
  {
    name: "a cylinder",
    inside: (p) => Math.abs(along(p)) <= RADIUS_MM && across(p) <= RADIUS_MM / 2,
    shareAbove: (h) => 1 - h,
  },
  {
    name: "a cone, its tip where it is hot",
    inside: (p) => Math.abs(along(p)) <= RADIUS_MM && across(p) <= (RADIUS_MM - along(p)) / 3,
    shareAbove: (h) => (1 - h) ** 3,
  },
];
const PERCENTS = [95, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5];

async function ramps({ gpu, work }: ValidationContext): Promise<ValidationRow[]> {
  const grid = gridAboutOrigin([74, 74, 74], 1);
  const dose = volume("doseGy", grid);
  forEachVoxelOf(grid, (i, voxel) => {
    dose.values[i] = GRADIENT_GY_PER_MM * (along(toPatientMm(grid, voxel)) + RADIUS_MM);
  });
  const structures = SHAPES.map(({ name, inside }) => ({
    id: name,
    name,
    mask: shapeMask(grid, inside),
  }));
  const dvhs = await dvhOf(gpu, dose, structures, work);
  const step = GRADIENT_GY_PER_MM * Math.cbrt(voxelVolumeMm3(grid));
  return SHAPES.map(({ name, shareAbove }, s) => {
    const apart = PERCENTS.map((percent) =>
      Math.abs(
        doseAtVolumePercent(dvhs[s]!, percent) - PEAK_GY * heightOf(shareAbove, percent / 100),
      ),
    );
    return atMost(
      `${name} in a dose from 0 to ${PEAK_GY} Gy that rises by ${step} Gy a voxel: D95 to D5, largest difference`,
      "closed form",
      "Gy",
      Math.max(...apart),
      0.01,
    );
  });
}

/** Where a falling share is met, by bisection. */
function heightOf(shareAbove: (h: number) => number, share: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (shareAbove(middle) > share) low = middle;
    else high = middle;
  }
  return low;
}
