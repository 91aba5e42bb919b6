import type { Gpu } from "../gpu/gpu";
import { dispatch } from "../gpu/kernel";
import { massPath } from "../gpu/kernels/massPath";
import type { PointKernel } from "../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../physics/units";
import type { Box } from "../volume/box";
import { type Grid, type Triple, voxelCount, voxelVolumeMm3 } from "../volume/grid";
import type { Volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { MIN_DENSITY_KG_PER_M3 } from "./air";
import type { DoseResult } from "./doseEngine";
import { energyBalance } from "./energyBalance";
import { escapedJ } from "./escape";
import { type KernelInput, kernelDose } from "./kernelDose";
import { type MassPathTable, massPathTable } from "./massPathTable";
import { radiusHolding } from "./radialEnergy";
import { sumOfDecays } from "./sumOfDecays";

/** Lines of sight longer than this many voxels are cut, as are those in media thinner than this: the cost grows with their cube. */
const MOST_HALF = 8;
const THINNEST_GPER_CM3 = 0.2;
const SHORT_SHARE = 0.999;
/** Offsets a submission may visit: tens of milliseconds on a GPU. */
const MOST_OFFSETS = 2 ** 27;

/**
 * Charged particles by the density along their way (`massPath.wgsl`), photons as in `densityScaledKernel`. What a straight line of mean density does not
 * conserve at borders, and what cut lines lose in lung, stands in the balance's difference.
 */
export async function massPathDose(
  gpu: Gpu,
  input: Omit<KernelInput, "scaledByDensity">,
  work: Work,
): Promise<DoseResult> {
  const { decays, density, short } = input;
  const { grid } = density;
  const photonInput = { ...input, short: withoutEnergy(short), scaledByDensity: true };
  const photons = await kernelDose(gpu, photonInput, partOf(work, 0, 0.5));
  const half = halfFor(short, density);
  const table = await massPathTable(short, grid.spacingMm, half, partOf(work, 0.5, 0.6));
  const voxelM3 = voxelVolumeMm3(grid) * MM3_TO_M3;
  let [absorbedJ, inAirJ] = [photons.balance.absorbedJ, photons.balance.inAirJ];
  for (const [v, { values }] of decays.entries()) {
    const part = partOf(
      work,
      0.6 + (0.4 * v) / decays.length,
      0.6 + (0.4 * (v + 1)) / decays.length,
    );
    const electrons = await alongMassPaths(gpu, grid, values, density.values, table, part);
    const dose = photons.doses[v]!.values;
    for (let at = 0; at < dose.length; at++) {
      const kgPerM3 = density.values[at]!;
      const energyJ = electrons[at]! * kgPerM3 * voxelM3;
      if (kgPerM3 < MIN_DENSITY_KG_PER_M3) inAirJ += energyJ;
      else {
        absorbedJ += energyJ;
        dose[at]! += electrons[at]!;
      }
    }
  }
  const all = sumOfDecays(decays);
  const total = all.reduce((sum, n) => sum + n, 0);
  const balance = energyBalance({
    emittedJ: photons.balance.emittedJ + total * short.totalMeV * MEV_TO_J,
    absorbedJ,
    leftGridJ: photons.balance.leftGridJ + escapedJ(all, grid, short, input.kernelDensityGPerCm3),
    inAirJ,
  });
  return { doses: photons.doses, balance };
}

async function alongMassPaths(
  gpu: Gpu,
  grid: Grid,
  decays: Float32Array<ArrayBuffer>,
  kgPerM3: Float32Array<ArrayBuffer>,
  table: MassPathTable,
  work: Work,
): Promise<Float32Array<ArrayBuffer>> {
  const peakDecays = decays.reduce((most, n) => Math.max(most, n), 0) || 1;
  const peakKernel = table.valuesGyPerDecay.reduce((most, s) => Math.max(most, s), 0) || 1;
  const kernels = gpu.buffer(
    "kernels",
    new Float32Array(table.valuesGyPerDecay.map((s) => s / peakKernel)),
  );
  const source = gpu.buffer(
    "decays",
    decays.map((n) => n / peakDecays),
  );
  const density = gpu.buffer(
    "density",
    kgPerM3.map((rho) => rho / G_PER_CM3_TO_KG_PER_M3),
  );
  const dose = gpu.buffer("dose", voxelCount(grid));
  const offsets = table.octantSize.reduce((product, n) => product * (2 * n - 1), 1);
  const boxes = boxesWithin(Math.floor(MOST_OFFSETS / offsets), grid.size);
  try {
    for (const [n, box] of boxes.entries()) {
      work.signal.throwIfAborted();
      const [x, y, z] = box.origin;
      const params = {
        size: grid.size,
        octantSize: table.octantSize,
        first: box.origin,
        end: [x + box.size[0], y + box.size[1], z + box.size[2]] as Triple,
        tables: table.densities,
        firstLogDensity: table.firstLogDensity,
        logDensityStep: table.logDensityStep,
      };
      const buffers = { kernels, decays: source, densityGPerCm3: density, dose };
      await gpu.submit([dispatch(massPath, box.size, params, buffers)]);
      await gpu.settle();
      work.report("Charged particles along mass paths", (n + 1) / boxes.length);
    }
    return (await gpu.read(dose)).map((x) => x * peakDecays * peakKernel);
  } finally {
    gpu.release(kernels, source, density, dose);
  }
}

/** Whole planes of at most so many voxels, or rows of a plane where it has more. */
export function boxesWithin(mostVoxels: number, [nx, ny, nz]: Triple): Box[] {
  const planes = Math.max(1, Math.floor(mostVoxels / (nx * ny)));
  const rows = Math.min(ny, Math.max(1, Math.floor(mostVoxels / nx)));
  const boxes: Box[] = [];
  for (let z = 0; z < nz; z += planes)
    for (let y = 0; y < ny; y += rows)
      boxes.push({
        origin: [0, y, z],
        size: [nx, Math.min(rows, ny - y), Math.min(planes, nz - z)],
      });
  return boxes;
}

/** Offsets that charged particles reach in the thinnest tissue there is. */
function halfFor(short: PointKernel, { grid, values }: Volume<"densityKgPerM3">): Triple {
  let thinnest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < values.length; at++)
    if (values[at]! >= MIN_DENSITY_KG_PER_M3) thinnest = Math.min(thinnest, values[at]!);
  const gPerCm3 = Math.max(THINNEST_GPER_CM3, thinnest / G_PER_CM3_TO_KG_PER_M3);
  const reachMm = radiusHolding(short, SHORT_SHARE) / gPerCm3;
  const along = (axis: 0 | 1 | 2) =>
    Math.min(grid.size[axis] - 1, MOST_HALF, Math.floor(reachMm / grid.spacingMm[axis]) + 1);
  return [along(0), along(1), along(2)];
}

const withoutEnergy = (kernel: PointKernel): PointKernel => ({
  ...kernel,
  cumulativeMeV: new Float64Array(kernel.radiusMm.length),
  localMeV: 0,
  totalMeV: 0,
});
