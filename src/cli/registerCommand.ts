import { join } from "node:path";
import { readNifti } from "../formats/nifti/read";
import { writeNifti } from "../formats/nifti/write";
import { writeItkTransform } from "../formats/transforms/itkText";
import { writeTransformJson } from "../formats/transforms/json";
import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import type { Metric } from "../registration/linearMetric";
import type { RegistrationImage } from "../registration/pyramid";
import { registerDeformable } from "../registration/registerDeformable";
import { type LinearResult, registerLinear } from "../registration/registerLinear";
import { resampleTo } from "../registration/resample";
import type { Transform } from "../volume/transform";
import { type Quantity, type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import type { Io } from "./io";
import { openNodeGpu } from "./nodeGpu";

const TYPES = ["translation", "rigid", "affine", "deformable"] as const;
const METRICS = ["auto", "ssd", "ncc", "nmi", "lncc"] as const;

export const registerCommand: Command = {
  name: "register",
  summary: "brings one volume to another: rigid, affine or deformable",
  help: `gyre register --fixed <a.nii.gz> --moving <b.nii.gz> --out <folder>
              [--type translation|rigid|affine|deformable] [--metric auto|ssd|ncc|nmi|lncc]
              [--outside <value>] [--search <mm>]

Writes into the folder:
  registered.nii.gz    the moving image on the fixed grid
  transform.json       fixed → moving in patient mm (docs/schemas/transform.schema.json), and transform.tfm for ITK
  displacement_x.nii.gz, _y, _z   of a deformable registration: fixed → moving, mm along the patient's x, y, z (LPS)
--metric   auto: ncc for linear, lncc for deformable (which always follows an affine alignment)
--outside  value beyond the images (0; -1000 for a CT)
--search   how far apart the images may lie beside the headers' word (40 mm)
stdout carries the figures of merit as JSON.`,
  run: async (args, io, work) => {
    const { values } = readArgs("register", args, {
      fixed: { type: "string" },
      moving: { type: "string" },
      out: { type: "string" },
      type: { type: "string", default: "rigid" },
      metric: { type: "string", default: "auto" },
      outside: { type: "string", default: "0" },
      search: { type: "string", default: "40" },
    });
    const type = oneOf("type", values.type, TYPES);
    const metric = oneOf("metric", values.metric, METRICS);
    const outside = numberOf("register", "outside", values.outside);
    const searchMm = numberOf("register", "search", values.search, { min: 0, max: 200 });
    const out = required("register", "out", values.out);
    const fixed = await imageOf(io, required("register", "fixed", values.fixed), outside);
    const moving = await imageOf(io, required("register", "moving", values.moving), outside);
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const pair = { fixed, moving };
      const linear = await registerLinear(
        gpu,
        {
          ...pair,
          freedom: type === "deformable" ? "affine" : type,
          metric: linearMetric(metric, type),
          searchMm,
        },
        partOf(work, 0, type === "deformable" ? 0.3 : 0.9),
      );
      await io.writeFile(join(out, "transform.json"), writeTransformJson(linear.transform));
      await io.writeFile(join(out, "transform.tfm"), writeItkTransform(linear.transform));
      const deformed =
        type === "deformable"
          ? await registerDeformable(
              gpu,
              { ...pair, start: linear.transform },
              partOf(work, 0.3, 0.9),
            )
          : undefined;
      if (deformed) await writeField(io, out, deformed.transform);
      const transform: Transform = deformed?.transform ?? linear.transform;
      await writeRegistered(gpu, io, out, pair, transform, work);
      io.stdout(`${JSON.stringify(report(type, gpu, linear, deformed))}\n`);
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};

/** A deformable registration begins with an affine one; local correlation belongs to its second half. */
function linearMetric(metric: (typeof METRICS)[number], type: (typeof TYPES)[number]): Metric {
  if (metric === "lncc" && type !== "deformable")
    throw new InputError("gyre register: --metric lncc needs --type deformable");
  return metric === "auto" || metric === "lncc" ? "ncc" : metric;
}

function report(
  type: string,
  gpu: Gpu,
  { transform, metric, before, after, overlap, evaluations }: LinearResult,
  deformed: Awaited<ReturnType<typeof registerDeformable>> | undefined,
) {
  return {
    schema: "gyre.register/1",
    type,
    adapter: gpu.adapterName,
    linear: { kind: transform.kind, metric, before, after, overlap, evaluations },
    deformable: deformed
      ? {
          metric: "lncc",
          before: deformed.before,
          after: deformed.after,
          iterations: deformed.iterations,
          jacobian: deformed.jacobian,
        }
      : null,
  };
}

async function writeRegistered(
  gpu: Gpu,
  io: Io,
  out: string,
  { fixed, moving }: { readonly fixed: RegistrationImage; readonly moving: RegistrationImage },
  transform: Transform,
  work: Work,
): Promise<void> {
  const sampling = { mode: "linear", outside: moving.outside } as const;
  const { grid } = fixed.volume;
  const seen = await resampleTo(gpu, moving.volume, { grid, transform, sampling }, work);
  const fileName = "registered.nii.gz";
  await io.writeFile(
    join(out, fileName),
    writeNifti(seen, { fileName, description: "registered" }),
  );
}

async function writeField(
  io: Io,
  out: string,
  { grid, fieldMm }: Extract<Transform, { kind: "displacement" }>,
): Promise<void> {
  for (const [c, axis] of ["x", "y", "z"].entries()) {
    const fileName = `displacement_${axis}.nii.gz`;
    const bytes = writeNifti(
      { grid, values: fieldMm[c]! },
      { fileName, description: `displacement along LPS ${axis}, mm, fixed to moving` },
    );
    await io.writeFile(join(out, fileName), bytes);
  }
}

async function imageOf(io: Io, path: string, outside: number): Promise<RegistrationImage> {
  const { grid, values } = readNifti(await io.readFile(path), path);
  const image: Volume<Quantity> = volume<Quantity>("image", grid, values);
  return { volume: image, outside };
}

function oneOf<const T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined)
    throw new InputError(`gyre register: --${name} expects ${known.join(", ")}, got "${value}"`);
  return found;
}
