import { readNifti } from "../formats/nifti/read";
import { writeNifti } from "../formats/nifti/write";
import { readItkTransform } from "../formats/transforms/itkText";
import { readTransformJson } from "../formats/transforms/json";
import { InputError } from "../inputError";
import { resampleTo } from "../registration/resample";
import type { Sampling } from "../volume/resample";
import { IDENTITY } from "../volume/transform";
import { volume } from "../volume/volume";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import type { Io } from "./io";
import { openNodeGpu } from "./nodeGpu";

const MODES = ["linear", "nearest", "average"] as const satisfies readonly Sampling["mode"][];

export const resampleCommand: Command = {
  name: "resample",
  summary: "a volume on another grid, through a transform",
  help: `gyre resample --moving <b.nii.gz> --like <a.nii.gz> --out <c.nii.gz>
              [--transform <t.json|t.tfm>] [--mode linear|nearest|average] [--outside <value>]

--transform  fixed → moving (as gyre register, ITK, 3D Slicer and elastix write it); none: the headers' positions
--mode       nearest for labels; average keeps totals where voxels get coarser
--outside    value beyond the image (0)`,
  run: async (args, io, work) => {
    const { values } = readArgs("resample", args, {
      moving: { type: "string" },
      like: { type: "string" },
      transform: { type: "string" },
      mode: { type: "string", default: "linear" },
      outside: { type: "string", default: "0" },
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
    const transform = values.transform ? await transformOf(io, values.transform) : IDENTITY;
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const source = volume("image", moving.grid, moving.values);
      const sampling = { mode, outside };
      const seen = await resampleTo(gpu, source, { grid, transform, sampling }, work);
      await io.writeFile(out, writeNifti(seen, { fileName: out, description: "resampled" }));
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};

async function transformOf(io: Io, path: string) {
  const text = new TextDecoder().decode(await io.readFile(path));
  return path.toLowerCase().endsWith(".json")
    ? readTransformJson(text, path)
    : readItkTransform(text, path);
}
