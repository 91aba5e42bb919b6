import { join } from "node:path";
import { readNifti } from "../formats/nifti/read";
import { writeNifti } from "../formats/nifti/write";
import { writeItkTransform } from "../formats/transforms/itkText";
import { writeTransformJson } from "../formats/transforms/json";
import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { alignLandmarks, type Landmark } from "../registration/landmarks";
import type { Metric } from "../registration/linearMetric";
import type { RegistrationImage } from "../registration/pyramid";
import { registerDeformable } from "../registration/registerDeformable";
import { AFFINE_FINEST_MM, registerLinear } from "../registration/registerLinear";
import { resampleTo } from "../registration/resample";
import { IDENTITY, type Transform } from "../volume/transform";
import { type Quantity, type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import type { Io } from "./io";
import { readLandmarks } from "./landmarkFile";
import { openNodeGpu } from "./nodeGpu";
import { maskOn, rigidParts } from "./registerMasks";
import { registerReport } from "./registerReport";
import { DISPLACEMENT_FILES, readLinear } from "./transformFile";

const TYPES = ["translation", "rigid", "affine", "deformable"] as const;
const METRICS = ["auto", "ssd", "ncc", "nmi", "lncc"] as const;

export const registerCommand: Command = {
  name: "register",
  summary: "brings one volume to another: rigid, affine or deformable",
  help: `gyre register --fixed <a.nii.gz> --moving <b.nii.gz> --out <folder>
              [--type translation|rigid|affine|deformable] [--metric auto|ssd|ncc|nmi|lncc]
              [--outside <value>] [--search <mm>] [--start <t.json|t.tfm>]
              [--fixed-mask <mask.nii.gz>] [--landmarks <pairs.csv>] [--rigid-bone | --rigid-mask <mask.nii.gz>]

Writes into the folder:
  registered.nii.gz    the moving image on the fixed grid
  transform.json       fixed → moving in patient mm (docs/schemas/transform.schema.json), and transform.tfm for ITK
  displacement_x.nii.gz, _y, _z   of a deformable registration: fixed → moving, mm along the patient's x, y, z (LPS)
--metric   auto: ncc for linear, lncc for deformable (which always follows an affine alignment); nmi for images of
           different kinds, for both
--outside  value beyond the images (0; --outside=-1000 for a CT)
--search   how far apart the images may lie beside the headers' word (40 mm; with --start 0)
--start    where to begin, instead of the headers' word
--fixed-mask  a NIfTI file, above 0 where the fixed image takes part
--landmarks   a table of points seen in both images, in patient mm (LPS): fixed_x_mm, fixed_y_mm, fixed_z_mm,
              moving_x_mm, moving_y_mm, moving_z_mm and, if wanted, name. They alone decide the linear alignment,
              in closed form; a deformable registration goes on from there
--rigid-bone   of a deformable registration of CTs: each piece of bone (above 250 HU in the fixed image, 1 ml at least)
              moves as a rigid body, and its motion fades into the tissue within 20 mm
--rigid-mask   the same for the connected pieces of a mask of the fixed image
stdout carries the figures of merit as JSON.`,
  run: async (args, io, work) => {
    const { values } = readArgs("register", args, {
      fixed: { type: "string" },
      moving: { type: "string" },
      out: { type: "string" },
      type: { type: "string", default: "rigid" },
      metric: { type: "string", default: "auto" },
      outside: { type: "string", default: "0" },
      search: { type: "string" },
      start: { type: "string" },
      "fixed-mask": { type: "string" },
      landmarks: { type: "string" },
      "rigid-bone": { type: "boolean", default: false },
      "rigid-mask": { type: "string" },
    });
    const type = oneOf("type", values.type, TYPES);
    const metric = oneOf("metric", values.metric, METRICS);
    const outside = numberOf("register", "outside", values.outside);
    const search = values.search ?? (values.start === undefined ? "40" : "0");
    const searchMm = numberOf("register", "search", search, { min: 0, max: 200 });
    const out = required("register", "out", values.out);
    if (type !== "deformable") await refuseOldField(io, out);
    const fixedPath = required("register", "fixed", values.fixed);
    const fixed = await imageOf(io, fixedPath, outside);
    const moving = await imageOf(io, required("register", "moving", values.moving), outside);
    const maskPath = values["fixed-mask"];
    const freedom = type === "deformable" ? "affine" : type;
    const landmarks = values.landmarks && (await landmarksOf(io, values.landmarks));
    if (landmarks && (values.start ?? maskPath ?? values.search) !== undefined)
      throw new InputError(
        "gyre register: --landmarks alone decide the linear alignment; leave out --start, --search and --fixed-mask",
      );
    const start = values.start ? await readLinear(io, values.start) : IDENTITY;
    const mask = maskPath ? await maskOn(io, maskPath, fixed.volume.grid) : undefined;
    const parts = { mask: values["rigid-mask"], bone: values["rigid-bone"] };
    if (type !== "deformable" && (parts.bone || parts.mask !== undefined))
      throw new InputError(
        "gyre register: --rigid-bone and --rigid-mask need --type deformable; the others are rigid or affine as a whole",
      );
    const rigid = await rigidParts(io, { ...fixed, path: fixedPath }, parts);
    const fit = landmarks ? alignLandmarks(landmarks, freedom) : undefined;
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const pair = { fixed: mask ? { ...fixed, mask } : fixed, moving };
      const linear =
        fit ??
        (await registerLinear(
          gpu,
          {
            ...pair,
            freedom,
            metric: linearMetric(metric, type),
            searchMm,
            start,
            finestMm: type === "deformable" ? AFFINE_FINEST_MM : 0,
          },
          partOf(work, 0, type === "deformable" ? 0.3 : 0.9),
        ));
      const deformed =
        type === "deformable"
          ? await registerDeformable(
              gpu,
              {
                ...pair,
                start: linear.transform,
                metric: metric === "nmi" ? "nmi" : "lncc",
                ...(rigid ? { rigid } : {}),
              },
              partOf(work, 0.3, 0.9),
            )
          : undefined;
      await io.writeFile(join(out, "transform.json"), writeTransformJson(linear.transform));
      await io.writeFile(join(out, "transform.tfm"), writeItkTransform(linear.transform));
      if (deformed) await writeField(io, out, deformed.transform);
      const transform: Transform = deformed?.transform ?? linear.transform;
      await writeRegistered(gpu, io, out, pair, transform, work);
      io.stdout(
        `${JSON.stringify(registerReport(type, gpu, linear, deformed, landmarks || []))}\n`,
      );
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};

/** @throws InputError when the folder holds a displacement field, which would pass for that of this registration. */
async function refuseOldField(io: Io, out: string): Promise<void> {
  for (const name of DISPLACEMENT_FILES) {
    const path = join(out, name);
    const known = await io.readFile(path).then(
      () => true,
      () => false,
    );
    if (known)
      throw new InputError(
        `${path}: a displacement of an earlier registration; remove displacement_*.nii.gz or name another folder in --out`,
      );
  }
}

/** A deformable registration begins with an affine one; local correlation belongs to its second half. */
function linearMetric(metric: (typeof METRICS)[number], type: (typeof TYPES)[number]): Metric {
  if (metric === "lncc" && type !== "deformable")
    throw new InputError("gyre register: --metric lncc needs --type deformable");
  return metric === "auto" || metric === "lncc" ? "ncc" : metric;
}

async function landmarksOf(io: Io, path: string): Promise<Landmark[]> {
  return readLandmarks(new TextDecoder().decode(await io.readFile(path)), path);
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
  for (const [c, fileName] of DISPLACEMENT_FILES.entries()) {
    const bytes = writeNifti(
      { grid, values: fieldMm[c]! },
      { fileName, description: `displacement along LPS ${"xyz"[c]}, mm, fixed to moving` },
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
