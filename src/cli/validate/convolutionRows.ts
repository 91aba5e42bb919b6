import { doseFromDecays } from "../../dosimetry/doseEngine";
import { type VoxelKernel, voxelKernel } from "../../dosimetry/voxelKernel";
import { chainKernel } from "../../physics/chainKernel";
import { nuclide } from "../../physics/nuclides";
import { G_PER_CM3_TO_KG_PER_M3 } from "../../physics/units";
import { type Grid, PATIENT_AXES, voxelCount } from "../../volume/grid";
import { seededRandom } from "../../volume/random";
import { type Volume, volume } from "../../volume/volume";
import type { ValidationContext, ValidationSection } from "./context";
import { atMost, type ValidationRow } from "./row";
import { whatIfRows } from "./whatIfRows";

/** The GPU's Fourier transforms against sums over all pairs of voxels in f64. */
export const convolutionSection: ValidationSection = {
  title: "Convolution",
  about:
    "Dose of a uniform medium by Fourier transforms in f32 on the GPU against the sum over all pairs of voxels in f64, 21 × 17 × 14 voxels of 4 × 4 × 5 mm, all emissions of I-131. What-ifs are sums of doses of source regions, against the dose calculated anew.",
  needs: [],
  rows: async (context) => [
    ...(await compared(context, "decays at random in half of the voxels", randomDecays())),
    ...(await compared(context, "decays in a corner voxel", cornerDecays())),
    ...(await whatIfRows(context)),
  ],
};

const GRID: Grid = {
  size: [21, 17, 14],
  spacingMm: [4, 4, 5],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const DENSITY_G_PER_CM3 = 1.04;

async function compared(
  { gpu, work }: ValidationContext,
  what: string,
  decays: Volume<"decays">,
): Promise<ValidationRow[]> {
  const facts = nuclide("I-131");
  const density = volume("densityKgPerM3", GRID);
  density.values.fill(DENSITY_G_PER_CM3 * G_PER_CM3_TO_KG_PER_M3);
  const { doses } = await doseFromDecays(
    gpu,
    {
      decays: [decays],
      density,
      nuclide: facts,
      method: "kernel",
      kernelDensityGPerCm3: DENSITY_G_PER_CM3,
    },
    work,
  );
  const [nx, ny, nz] = GRID.size;
  const kernel = voxelKernel(chainKernel(facts).kernel, {
    spacingMm: GRID.spacingMm,
    densityGPerCm3: DENSITY_G_PER_CM3,
    half: [nx - 1, ny - 1, nz - 1],
  });
  const expected = directSum(decays, kernel);
  const ours = doses[0]!.values;
  const peak = Math.max(...expected);
  const absolute = expected.map((dose, at) => Math.abs(ours[at]! - dose) / peak);
  const relative = expected.map((dose, at) => Math.abs(ours[at]! / dose - 1));
  const source = "sum over all pairs, f64";
  return [
    atMost(`${what}: largest difference`, source, "of the maximum", Math.max(...absolute), 1e-5),
    atMost(
      `${what}: largest difference of any voxel from its own dose (nothing wraps around)`,
      source,
      "%",
      100 * Math.max(...relative),
      0.5,
    ),
  ];
}

function directSum({ values }: Volume<"decays">, kernel: VoxelKernel): Float64Array {
  const [nx, ny, nz] = GRID.size;
  const { size, valuesGyPerDecay } = kernel;
  const doses = new Float64Array(voxelCount(GRID));
  forEachVoxel((from, a, b, c) => {
    if (values[from] === 0) return;
    for (let k = 0, to = 0; k < nz; k++)
      for (let j = 0; j < ny; j++) {
        const row = size[0] * (Math.abs(j - b) + size[1] * Math.abs(k - c));
        for (let i = 0; i < nx; i++, to++)
          doses[to]! += values[from]! * valuesGyPerDecay[row + Math.abs(i - a)]!;
      }
  });
  return doses;
}

function forEachVoxel(visit: (at: number, i: number, j: number, k: number) => void): void {
  const [nx, ny, nz] = GRID.size;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, at++) visit(at, i, j, k);
}

function randomDecays(): Volume<"decays"> {
  const random = seededRandom(5);
  const decays = volume("decays", GRID);
  decays.values.forEach((_, at) => {
    decays.values[at] = Math.max(0, 2e9 * random.uniform() - 1e9);
  });
  return decays;
}

function cornerDecays(): Volume<"decays"> {
  const decays = volume("decays", GRID);
  decays.values[0] = 1e9;
  return decays;
}
