import { readNifti } from "../formats/nifti/read";
import { writeNifti } from "../formats/nifti/write";
import { InputError } from "../inputError";
import { resampleTo } from "../registration/resample";
import { warpActivity } from "../registration/warpActivity";
import type { Sampling } from "../volume/resample";
import { IDENTITY } from "../volume/transform";
import { volume } from "../volume/volume";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import { openNodeGpu } from "./nodeGpu";
import { readTransform } from "./transformFile";

const MODES = ["linear", "nearest", "average"] as const satisfies readonly Sampling["mode"][];

export const resampleCommand: Command = {
  name: "resample",
  summary: "a volume on another grid, through a transform",
  help: `gyre resample --moving <b.nii.gz> --like <a.nii.gz> --out <c.nii.gz>
              [--transform <t.json|t.tfm|folder>] [--mode linear|nearest|average] [--outside <value>] [--conserve]

--transform  fixed → moving (as gyre register, ITK, 3D Slicer and elastix write it), or the folder of a deformable
             gyre register with its displacement_x, _y and _z; none: the headers' positions
--mode       nearest for labels; average keeps totals where voxels get coarser
--conserve   counts or activity are warped, not concentrations: multiplied by the local change of volume, so that the
             total is kept; averages, and takes 0 for what lies beyond the image
--outside    value beyond the image (0)`,
  run: async (args, io, work) => {
    const { values } = readArgs("resample", args, {
      moving: { type: "string" },
      like: { type: "string" },
      transform: { type: "string" },
      mode: { type: "string", default: "linear" },
      outside: { type: "string", default: "0" },
      conserve: { type: "boolean", default: false },
      out: { type: "string" },
    });
    const out = required("resample", "out", values.out);
    const mode = MODES.find((known) => known === values.mode);
    if (!mode)
      throw new InputError(
        `gyre resample: --mode expects ${MODES.join(", ")}, got "${values.mode}"`,
      );
    const outside = numberOf("resample", "outside", values.outside);
    const movingPath = required("resample", "moving", values.moving);
    const likePath = required("resample", "like", values.like);
    const moving = readNifti(await io.readFile(movingPath), movingPath);
    const { grid } = readNifti(await io.readFile(likePath), likePath);
    const transform = values.transform ? await readTransform(io, values.transform) : IDENTITY;
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const source = volume("image", moving.grid, moving.values);
      const sampling = { mode, outside };
      const seen = values.conserve
        ? await warpActivity(gpu, source, { grid, transform }, work)
        : await resampleTo(gpu, source, { grid, transform, sampling }, work);
      await io.writeFile(out, writeNifti(seen, { fileName: out, description: "resampled" }));
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};
