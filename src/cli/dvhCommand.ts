import { readDose } from "../app/readDose";
import { dvhOf } from "../dosimetry/dvh";
import { dvhCsv, dvhMetricsCsv } from "../dosimetry/dvhCsv";
import { readNifti } from "../formats/nifti/read";
import { InputError } from "../inputError";
import { labelMasks } from "../volume/labelMasks";
import { resampleMask } from "../volume/resampleMask";
import { volume } from "../volume/volume";
import { type Command, EXIT, readArgs, required } from "./command";
import { openNodeGpu } from "./nodeGpu";

export const dvhCommand: Command = {
  name: "dvh",
  summary: "a dose and a label map → dose-volume histograms",
  help: `gyre dvh --dose <d.nii.gz> --labels <l.nii.gz> --out <dvh.csv>

--dose    absorbed dose in Gy; a dose of gyre plan says that it is in Gy per GBq, and the columns are then named so
--labels  whole numbers, 0 outside; on any grid of the same patient space (fractions of dose voxels are counted)
The file holds cumulative curves: structure (the label number), dose_Gy (or dose_Gy_per_GBq), volume_mL, volume_percent.
stdout carries one line a structure: volume, minimum, D98, D95, D50, mean, D2, maximum.`,
  run: async (args, io, work) => {
    const { values } = readArgs("dvh", args, {
      dose: { type: "string" },
      labels: { type: "string" },
      out: { type: "string" },
    });
    const dosePath = required("dvh", "dose", values.dose);
    const labelPath = required("dvh", "labels", values.labels);
    const out = required("dvh", "out", values.out);
    const { dose, unit } = readDose(await io.readFile(dosePath), dosePath);
    const labels = readNifti(await io.readFile(labelPath), labelPath);
    const fraction = labels.values.find((label) => !Number.isInteger(label) || label < 0);
    if (fraction !== undefined)
      throw new InputError(`${labelPath}: expected whole numbers from 0 on, received ${fraction}`);
    const present = new Set(labels.values.filter((label) => label > 0));
    const structures = [...labelMasks(labels.grid, labels.values, present)].map(
      ([label, mask]) => ({
        id: String(label),
        name: String(label),
        mask: resampleMask(mask, dose.grid),
      }),
    );
    if (structures.length === 0) throw new InputError(`${labelPath}: no voxel has a label above 0`);
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const quantity = unit === "Gy per GBq" ? "doseGyPerGBq" : "doseGy";
      const dvhs = await dvhOf(gpu, volume(quantity, dose.grid, dose.values), structures, work);
      await io.writeFile(out, dvhCsv(dvhs));
      io.stdout(dvhMetricsCsv(dvhs));
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};
