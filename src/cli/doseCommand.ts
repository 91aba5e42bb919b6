import { type DoseMethod, doseFromDecays } from "../dosimetry/doseEngine";
import { isNiftiName, readNifti } from "../formats/nifti/read";
import { writeNifti } from "../formats/nifti/write";
import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { densityFromHounsfield } from "../physics/hounsfield";
import { nuclide } from "../physics/nuclides";
import { G_PER_CM3_TO_KG_PER_M3 } from "../physics/units";
import { resampleTo } from "../registration/resample";
import type { Grid } from "../volume/grid";
import { AVERAGE } from "../volume/resample";
import { IDENTITY } from "../volume/transform";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import type { Io } from "./io";
import { openNodeGpu } from "./nodeGpu";

const METHODS: Readonly<Record<string, DoseMethod>> = {
  local: "local",
  kernel: "densityScaledKernel",
  path: "massPathKernel",
  water: "kernel",
};

export const doseCommand: Command = {
  name: "dose",
  summary: "decays in each voxel → absorbed dose in Gy",
  help: `gyre dose --decays <n.nii.gz> --nuclide <Lu-177> --out <dose.nii.gz>
          [--density <ct.nii.gz>|<g/cm³>] [--method kernel|path|water|local] [--medium <g/cm³>] [--json]

--decays   decays in each voxel (not per mL)
--density  a CT in Hounsfield units, or one density for all voxels (1.04 without it)
--method   kernel: convolution with the dose kernel, energy over the voxel's own mass (the default)
           path: charged particles by the density along their way, for lung borders; photons as with kernel
           water: convolution in a uniform medium, mass of the medium
           local: electrons and alphas stay in their voxel, photons leave
--medium   density of the kernel's medium (1.04 g/cm³)
stdout carries the energy balance.`,
  run: async (args, io, work) => {
    const { values } = readArgs("dose", args, {
      decays: { type: "string" },
      nuclide: { type: "string" },
      density: { type: "string", default: "1.04" },
      method: { type: "string", default: "kernel" },
      medium: { type: "string", default: "1.04" },
      out: { type: "string" },
      json: { type: "boolean" },
    });
    const out = required("dose", "out", values.out);
    if (!isNiftiName(out))
      throw new InputError(`gyre dose: --out expects a name in .nii or .nii.gz, got "${out}"`);
    const method = METHODS[values.method];
    if (!method)
      throw new InputError(
        `gyre dose: --method expects ${Object.keys(METHODS).join(", ")}, got "${values.method}"`,
      );
    const facts = nuclide(required("dose", "nuclide", values.nuclide));
    const path = required("dose", "decays", values.decays);
    const read = readNifti(await io.readFile(path), path);
    const decays = volume("decays", read.grid, read.values);
    const negative = decays.values.findIndex((n) => n < 0);
    if (negative >= 0)
      throw new InputError(
        `${path}: voxel ${negative} holds ${decays.values[negative]} decays; expected none below 0`,
      );
    const medium = numberOf("dose", "medium", values.medium, { min: 0.001, max: 25 });
    // What can be wrong with the input is found before an adapter is asked for.
    const given = await givenDensity(values.density, decays.grid, io);
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const density = await onGrid(gpu, given, decays.grid, work);
      const { doses, balance } = await doseFromDecays(
        gpu,
        { decays: [decays], density, nuclide: facts, method, kernelDensityGPerCm3: medium },
        partOf(work, 0, 1),
      );
      const description = `Gy, ${facts.name}. Research and teaching; not a medical device`;
      await io.writeFile(out, writeNifti(doses[0]!, { fileName: out, description }));
      io.stdout(
        values.json
          ? `${JSON.stringify({ schema: "gyre.dose/1", nuclide: facts.name, method, adapter: gpu.adapterName, energyBalance: balance })}\n`
          : `Emitted ${balance.emittedJ.toPrecision(6)} J, absorbed ${balance.absorbedJ.toPrecision(6)} J, left the grid ${balance.leftGridJ.toPrecision(4)} J, in air ${balance.inAirJ.toPrecision(4)} J: difference ${balance.differencePercent.toFixed(3)} %.\n`,
      );
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};

/** One density for all voxels of the dose grid, or that of a CT on its own. */
async function givenDensity(text: string, grid: Grid, io: Io): Promise<Volume<"densityKgPerM3">> {
  if (!isNiftiName(text)) {
    const uniform = volume("densityKgPerM3", grid);
    const gPerCm3 = numberOf("dose", "density", text, { min: 0.001, max: 25 });
    uniform.values.fill(gPerCm3 * G_PER_CM3_TO_KG_PER_M3);
    return uniform;
  }
  const ct = readNifti(await io.readFile(text), text);
  return volume("densityKgPerM3", ct.grid, ct.values.map(densityFromHounsfield));
}

/** A density averaged over the dose voxels. */
function onGrid(
  gpu: Gpu,
  density: Volume<"densityKgPerM3">,
  grid: Grid,
  work: Work,
): Promise<Volume<"densityKgPerM3">> {
  const sampling = { ...AVERAGE, outside: densityFromHounsfield(-1000) };
  return resampleTo(gpu, density, { grid, transform: IDENTITY, sampling }, work);
}
