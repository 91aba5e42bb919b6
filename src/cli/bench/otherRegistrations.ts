import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNifti } from "../../formats/nifti/write";
import type { Triple } from "../../volume/grid";
import type { BenchPair } from "./pair";

export type RegistrationKind = "rigid" | "deformable";

/** Where another program finds the points of a pair, and how long it took with its files, ms. */
export interface OtherResult {
  readonly ms: number;
  readonly found: readonly Triple[];
}

/** A registration program of the machine. */
export interface OtherTool {
  readonly name: string;
  /** Undefined when it is not installed. */
  readonly version: () => Promise<string | undefined>;
  readonly register: (pair: BenchPair, kind: RegistrationKind) => Promise<OtherResult>;
}

const THREADS = "2";

export const elastix: OtherTool = {
  name: "elastix",
  version: async () => (await run("elastix", ["--version"]))?.match(/\d[\d.]+/)?.[0],
  register: (pair, kind) =>
    inFolder(pair, async (folder) => {
      const files = ["-f", join(folder, "fixed.nii"), "-m", join(folder, "moving.nii")];
      const parameters = [];
      for (const step of kind === "rigid" ? ["Euler"] : ["Affine", "BSpline"]) {
        const path = join(folder, `${step}.txt`);
        await writeFile(path, elastixParameters(step));
        parameters.push("-p", path);
      }
      const start = performance.now();
      await must("elastix", [...files, ...parameters, "-out", folder, "-threads", THREADS]);
      const ms = performance.now() - start;
      const lines = pair.points.map(({ mm }) => mm.join(" "));
      const points = join(folder, "points.txt");
      await writeFile(points, `point\n${lines.length}\n${lines.join("\n")}\n`);
      const last = join(folder, `TransformParameters.${kind === "rigid" ? 0 : 1}.txt`);
      await must("transformix", ["-def", points, "-out", folder, "-tp", last]);
      return { ms, found: outputPoints(await readFile(join(folder, "outputpoints.txt"), "utf8")) };
    }),
};

/** Normalised correlation, four levels, elastix's own choice of steps up to a voxel; the grid of the B-spline at 20 mm. */
const elastixParameters = (transform: string) => `
(FixedInternalImagePixelType "float")
(MovingInternalImagePixelType "float")
(Registration "MultiResolutionRegistration")
(Interpolator "LinearInterpolator")
(ResampleInterpolator "FinalBSplineInterpolator")
(Resampler "DefaultResampler")
(FixedImagePyramid "FixedSmoothingImagePyramid")
(MovingImagePyramid "MovingSmoothingImagePyramid")
(Optimizer "AdaptiveStochasticGradientDescent")
(Transform "${transform}Transform")
(Metric "AdvancedNormalizedCorrelation")
(ImageSampler "RandomCoordinate")
(NumberOfSpatialSamples 10000)
(NewSamplesEveryIteration "true")
(NumberOfResolutions 4)
(MaximumNumberOfIterations 500)
(MaximumStepLength 2.5)
(AutomaticScalesEstimation "true")
(AutomaticTransformInitialization "false")
(FinalGridSpacingInPhysicalUnits 20.0)
(HowToCombineTransforms "Compose")
(WriteResultImage "false")
`;

const outputPoints = (text: string): Triple[] =>
  [...text.matchAll(/OutputPoint = \[ (\S+) (\S+) (\S+) \]/g)].map(
    ([, x, y, z]) => [Number(x), Number(y), Number(z)] as const,
  );

export const plastimatch: OtherTool = {
  name: "plastimatch",
  version: async () => (await run("plastimatch", ["--version"]))?.match(/\d[\d.]+/)?.[0],
  register: (pair, kind) =>
    inFolder(pair, async (folder) => {
      const commands = join(folder, "commands.txt");
      await writeFile(commands, plastimatchCommands(folder, kind));
      const start = performance.now();
      await must("plastimatch", ["register", commands]);
      const ms = performance.now() - start;
      const file = await readFile(join(folder, "field.mha"));
      // Displacements of all voxels, interleaved, at the end of the file.
      const field = new DataView(file.buffer, file.byteOffset + file.length - 12 * 128 ** 3);
      const found = pair.points.map(({ voxel, mm }) => {
        const along = (c: 0 | 1 | 2) => mm[c] + field.getFloat32(4 * (3 * voxel + c), true);
        return [along(0), along(1), along(2)] as const;
      });
      return { ms, found };
    }),
};

const plastimatchCommands = (folder: string, kind: RegistrationKind) => `[GLOBAL]
fixed=${join(folder, "fixed.nii")}
moving=${join(folder, "moving.nii")}
vf_out=${join(folder, "field.mha")}
[STAGE]
xform=${kind === "rigid" ? "rigid" : "affine"}
optim=${kind === "rigid" ? "versor" : "rsg"}
metric=mse
max_its=100
res=4 4 4
${
  kind === "rigid"
    ? "[STAGE]\nxform=rigid\noptim=versor\nmetric=mse\nmax_its=100\nres=2 2 2\n"
    : ["4 4 4", "2 2 2", "1 1 1"]
        .map(
          (res) =>
            `[STAGE]\nxform=bspline\noptim=lbfgsb\nmetric=mse\nmax_its=30\nregularization_lambda=0.001\ngrid_spac=20 20 20\nres=${res}\n`,
        )
        .join("")
}`;

async function inFolder<T>(pair: BenchPair, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "gyre-bench-"));
  try {
    for (const name of ["fixed", "moving"] as const) {
      const fileName = `${name}.nii`;
      const bytes = writeNifti(pair[name], { fileName, description: "bench" });
      await writeFile(join(folder, fileName), bytes);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function must(program: string, args: readonly string[]): Promise<void> {
  if ((await run(program, args)) === undefined) throw new Error(`${program} ${args[0]} failed`);
}

/** What a program prints, or undefined when it is not there or fails. */
function run(program: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, OMP_NUM_THREADS: THREADS, LD_LIBRARY_PATH: "" };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  return new Promise((done) => {
    child.on("error", () => done(undefined));
    child.on("close", (code) => done(code === 0 ? text : undefined));
  });
}
