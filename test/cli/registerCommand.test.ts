import { expect, test } from "vitest";
import type { Io } from "../../src/cli/io";
import { registerCommand } from "../../src/cli/registerCommand";
import { resampleCommand } from "../../src/cli/resampleCommand";
import { readTransform } from "../../src/cli/transformFile";
import { readNifti } from "../../src/formats/nifti/read";
import { writeNifti } from "../../src/formats/nifti/write";
import { writeTransformJson } from "../../src/formats/transforms/json";
import { InputError } from "../../src/inputError";
import { alignLandmarks } from "../../src/registration/landmarks";
import type { Triple } from "../../src/volume/grid";
import { sumOf } from "../../src/volume/statistics";
import { transformPoint, translation } from "../../src/volume/transform";
import { quietWork } from "../../src/work";
import { schemaFaults } from "../support/schemaFaults";
import { centredGrid, volumeOf } from "../support/shapes";

const GRID = centredGrid([36, 34, 32], 3);
const scene = ([x, y, z]: Triple) =>
  100 *
  (Math.exp(-(x * x + y * y + z * z) / 900) +
    Math.exp(-((x - 18) ** 2 + (y + 12) ** 2 + (z - 8) ** 2) / 90) +
    0.7 * Math.exp(-((x + 14) ** 2 + (y - 10) ** 2 + (z + 15) ** 2) / 120));
const nifti = (valueAt: (p: Triple) => number) =>
  writeNifti(volumeOf("image", GRID, valueAt), { fileName: "a.nii.gz", description: "" });

/** A patient of tissue in air, with a rod of bone. */
const ctOf = ([x, y, z]: Triple) => {
  if ((x / 44) ** 2 + (y / 40) ** 2 + (z / 42) ** 2 > 1) return -1000;
  return Math.hypot(x - 5, y) < 7 && Math.abs(z) < 28 ? 900 : 0.6 * scene([x, y, z]);
};

/** The moving image shows everything 6 mm further along x, and 3 mm along z. */
const FILES: Record<string, Uint8Array | string> = {
  "fixed.nii.gz": nifti(scene),
  "moving.nii.gz": nifti(([x, y, z]) => scene([x - 6, y, z - 3])),
  // Beside what moves, something that stays: a mask must keep it out.
  "disturbed.nii.gz": nifti(
    (p) => scene([p[0] - 6, p[1], p[2] - 3]) + (p[1] < -20 ? 400 * Math.cos(p[0] / 4) ** 2 : 0),
  ),
  "still.nii.gz": nifti((p) => scene(p) + (p[1] < -20 ? 400 * Math.cos(p[0] / 4) ** 2 : 0)),
  "mask.nii.gz": nifti((p) => (p[1] < -14 ? 0 : 1)),
  "no_mask.nii.gz": nifti(() => 0),
  "constant.nii.gz": nifti(() => 7),
  // 36 voxels of 3 mm further along each axis: nothing of it lies in the fixed image.
  "far.nii.gz": writeNifti(
    { ...volumeOf("image", GRID, scene), grid: { ...GRID, originMm: [900, 900, 900] } },
    { fileName: "a.nii.gz", description: "" },
  ),
  "ct.nii.gz": nifti((p) => ctOf(p)),
  "bent_ct.nii.gz": nifti(([x, y, z]) => ctOf([x - 4 * Math.sin(z / 20), y, z])),
  "start.json": writeTransformJson(translation([5, 1, 2])),
  "points.csv": `name,fixed_x_mm,fixed_y_mm,fixed_z_mm,moving_x_mm,moving_y_mm,moving_z_mm
tip,0,0,0,6,0,3
notch,10,0,5,16,0,8
branch,0,-20,5,6,-20,8
`,
};

function memoryIo() {
  const files: Record<string, Uint8Array | string> = { ...FILES };
  let stdout = "";
  const io: Io = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: () => {},
    readFile: async (path) => {
      const data = files[path];
      if (data === undefined) throw new InputError(`${path}: cannot be read`);
      return new Uint8Array(typeof data === "string" ? new TextEncoder().encode(data) : data);
    },
    writeFile: async (path, data) => {
      files[path] = data;
    },
  };
  return { io, files, result: () => JSON.parse(stdout) };
}

async function registered(...args: string[]) {
  const memory = memoryIo();
  await registerCommand.run([...args, "--out", "out"], memory.io, quietWork());
  const { matrix } = JSON.parse(memory.files["out/transform.json"] as string);
  return { ...memory, matrix, shift: [matrix[0][3], matrix[1][3], matrix[2][3]] as number[] };
}
const IMAGES = ["--fixed", "fixed.nii.gz", "--moving", "moving.nii.gz"];
const missMm = ([x, y, z]: readonly number[]) => Math.hypot(x! - 6, y!, z! - 3);

test("landmarks give the motion in closed form, with what is left at each point", async () => {
  const { result, shift } = await registered(...IMAGES, "--landmarks", "points.csv");

  expect(missMm(shift)).toBeLessThan(1e-9);
  expect(result().landmarks).toMatchObject({ kind: "rigid", points: [{ name: "tip" }, {}, {}] });
  expect(result().landmarks.rmsMm).toBeLessThan(1e-9);
  expect(result().linear).toBeNull();
  expect(schemaFaults("register", result())).toEqual([]);
});

test("a start replaces the search", async () => {
  const args = [...IMAGES, "--type", "translation", "--start", "start.json"];
  const { shift, result } = await registered(...args);

  expect(missMm(shift)).toBeLessThan(0.05);
  expect(result().linear.evaluations).toBeLessThan(60);
});

test("what a mask leaves out does not pull", async () => {
  const args = ["--fixed", "still.nii.gz", "--moving", "disturbed.nii.gz", "--type", "translation"];
  const search = ["--search", "0"];

  const without = await registered(...args, ...search);
  const masked = await registered(...args, ...search, "--fixed-mask", "mask.nii.gz");

  expect(missMm(without.shift)).toBeGreaterThan(1);
  expect(missMm(masked.shift)).toBeLessThan(0.3);
});

test("bone of a CT stays rigid where asked, and the tissue bends", async () => {
  const args = ["--fixed", "ct.nii.gz", "--moving", "bent_ct.nii.gz", "--outside=-1000"];
  const deformable = ["--type", "deformable", "--search", "0"];

  const free = await registered(...args, ...deformable);
  const kept = await registered(...args, ...deformable, "--rigid-bone");

  const inBone = ([x, y, z]: Triple) => Math.hypot(x - 5, y) < 7 && Math.abs(z) < 28;
  expect(await bendingMm(kept, inBone)).toBeLessThan(0.1);
  expect(await bendingMm(free, inBone)).toBeGreaterThan(0.3);
  expect(kept.result().deformable.jacobian.minimum).toBeGreaterThan(0);
});

/** How far the points of a region are from the rigid motion closest to theirs, at most. */
async function bendingMm({ io }: { io: Io }, inside: (p: Triple) => boolean): Promise<number> {
  const transform = await readTransform(io, "out");
  const pairs = [];
  for (let z = -30; z <= 30; z += 3)
    for (let y = -9; y <= 9; y += 3)
      for (let x = -6; x <= 15; x += 3) {
        const fixedMm: Triple = [x, y, z];
        if (inside(fixedMm))
          pairs.push({ name: "", fixedMm, movingMm: transformPoint(transform, fixedMm) });
      }
  return Math.max(...alignLandmarks(pairs, "rigid").residualsMm);
}

test("a linear registration does not go beside the displacement of an earlier one, and writes nothing", async () => {
  const { io, files } = memoryIo();
  files["out/displacement_x.nii.gz"] = FILES["fixed.nii.gz"]!;

  const run = registerCommand.run([...IMAGES, "--out", "out"], io, quietWork());

  await expect(run).rejects.toThrow(/out.displacement_x.nii.gz: a displacement of an earlier/);
  expect(Object.keys(files).filter((name) => name.startsWith("out/"))).toEqual([
    "out/displacement_x.nii.gz",
  ]);
});

test("gyre resample follows the folder of a deformable registration, and keeps counts when asked to", async () => {
  const { io, files } = await registered(...IMAGES, "--type", "deformable", "--search", "20");
  const args = ["--moving", "moving.nii.gz", "--like", "fixed.nii.gz", "--transform", "out"];

  await resampleCommand.run([...args, "--out", "again.nii.gz"], io, quietWork());
  await resampleCommand.run([...args, "--out", "kept.nii.gz", "--conserve"], io, quietWork());

  const values = (name: string) => readNifti(files[name] as Uint8Array, name).values;
  const [first, again] = [values("out/registered.nii.gz"), values("again.nii.gz")];
  expect(Math.max(...again.map((v, i) => Math.abs(v - first[i]!)))).toBeLessThan(0.01);
  const total = (name: string) => sumOf(values(name));
  // Tails of the broad blob leave the field of view.
  expect(Math.abs(total("kept.nii.gz") / total("moving.nii.gz") - 1)).toBeLessThan(0.012);
});

test.each([
  ["an empty mask", ["--fixed-mask", "no_mask.nii.gz"], /no_mask.nii.gz: no voxel above 0/],
  ["a constant image", ["--moving", "constant.nii.gz"], /do not overlap enough .* constant/],
  [
    "a constant image, deformable",
    ["--moving", "constant.nii.gz", "--type", "deformable"],
    /do not overlap enough .* constant/,
  ],
  ["images that lie apart", ["--moving", "far.nii.gz"], /do not overlap enough/],
  ["bone where there is no CT", ["--type", "deformable", "--rigid-bone"], /expects a CT/],
  ["rigid bone in a rigid registration", ["--rigid-bone"], /need --type deformable/],
  [
    "an empty rigid mask",
    ["--type", "deformable", "--rigid-mask", "no_mask.nii.gz"],
    /no_mask.nii.gz: no voxel above 0/,
  ],
  [
    "landmarks and a start",
    ["--landmarks", "points.csv", "--start", "start.json"],
    /--landmarks alone/,
  ],
  [
    "three landmarks for an affine map",
    ["--landmarks", "points.csv", "--type", "affine"],
    /at least 4/,
  ],
])("refuses %s, and writes nothing", async (_, args, reason) => {
  const { io, files } = memoryIo();

  const run = registerCommand.run([...IMAGES, ...args, "--out", "out"], io, quietWork());

  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(reason);
  expect(Object.keys(files).filter((name) => name.startsWith("out/"))).toEqual([]);
});
