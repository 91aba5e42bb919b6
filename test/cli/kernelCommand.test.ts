import { expect, test } from "vitest";
import type { Io } from "../../src/cli/io";
import { kernelCommand } from "../../src/cli/kernelCommand";
import { readNifti } from "../../src/formats/nifti/read";
import { toPatientMm } from "../../src/volume/grid";
import { quietWork } from "../../src/work";

test("the S values of Y-90 in 4.42 mm voxels come as one octant of 6³ rows, from the self voxel on", async () => {
  const table = await stdoutOf("--nuclide", "90Y", "--voxel", "4.42x4.42x4.42");

  const rows = table.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  expect(rows[0]).toBe("i,j,k,S");
  expect(rows).toHaveLength(1 + 6 ** 3);
  // Lanconelli et al., Phys Med Biol 57 (2012) 517, soft tissue of 1.04 g/cm3: 0.689 mGy/(MBq s).
  expect(Math.abs(valueAt(rows, "0,0,0") / 0.689 - 1)).toBeLessThan(0.01);
  expect(valueAt(rows, "1,0,0")).toBeCloseTo(valueAt(rows, "0,0,1"), 12);
});

test("parts add up to the whole", async () => {
  const options = ["--nuclide", "I-131", "--voxel", "3x3x4", "--half", "2"];
  const rowsOf = async (...more: string[]) => (await stdoutOf(...options, ...more)).split("\n");

  const whole = await rowsOf();
  const charged = await rowsOf("--part", "beta,electron,alpha");
  const photons = await rowsOf("--part", "photon,bremsstrahlung");

  for (const offset of ["0,0,0", "1,0,0", "2,2,2"]) {
    const sum = valueAt(charged, offset) + valueAt(photons, offset);
    expect(valueAt(whole, offset) / sum).toBeCloseTo(1, 2);
  }
});

test("soft tissue is named in the table and moves the S values by about a percent", async () => {
  const options = ["--nuclide", "90Y", "--voxel", "4.42x4.42x4.42"];
  const water = (await stdoutOf(...options)).split("\n");
  const tissue = (await stdoutOf(...options, "--medium", "icru-soft-tissue")).split("\n");

  expect(water.join()).toContain("density 1.04 g/cm3, water.");
  expect(tissue.join()).toContain("density 1.04 g/cm3, ICRU soft tissue.");
  const ratio = valueAt(tissue, "0,0,0") / valueAt(water, "0,0,0");
  expect(ratio).toBeGreaterThan(0.985);
  expect(ratio).toBeLessThan(0.998);
  await expect(stdoutOf(...options, "--medium", "bone")).rejects.toThrow(
    "--medium expects one of water, icru-soft-tissue, icrp-soft-tissue",
  );
});

test("NIfTI holds all octants of the same S values, the source in the middle", async () => {
  const options = ["--nuclide", "Lu-177", "--voxel", "2x3x4", "--half", "2"];
  const rows = (await stdoutOf(...options)).split("\n");

  const files = await filesOf(...options, "--out", "s.nii.gz");

  const { grid, values } = readNifti(files["s.nii.gz"] as Uint8Array<ArrayBuffer>, "s.nii.gz");
  expect(grid.size).toEqual([5, 5, 5]);
  expect(toPatientMm(grid, [2, 2, 2]).map(Math.abs)).toEqual([0, 0, 0]);
  const middle = 2 + 5 * (2 + 5 * 2);
  expect(values[middle]! / valueAt(rows, "0,0,0")).toBeCloseTo(1, 6);
  for (const side of [-1, 1])
    expect(values[middle + side * (1 + 5 * 2)]! / valueAt(rows, "1,2,0")).toBeCloseTo(1, 6);
});

test("the radial table rises, part by part, to the energy of a decay", async () => {
  const files = await filesOf("--nuclide", "I-131", "--radial", "r.csv");

  const lines = String(files["r.csv"]).trimEnd().split("\n");
  const [header, ...rows] = lines.filter((line) => !line.startsWith("#"));
  const numbers = rows.map((row) => row.split(",").map(Number));
  expect(header).toBe(
    "radius_mm,beta_MeV,electron_MeV,photon_MeV,bremsstrahlung_MeV,alpha_MeV,all_MeV",
  );
  for (const [, ...energies] of numbers) {
    const all = energies.pop()!;
    expect(energies.reduce((sum, energy) => sum + energy, 0)).toBeCloseTo(all, 6);
  }
  numbers.slice(1).forEach((row, i) => {
    row.forEach((value, column) => {
      expect(value).toBeGreaterThanOrEqual(numbers[i]![column]!);
    });
  });
  expect(numbers.at(-1)![6]).toBeCloseTo(0.571, 2);
});

test("daughters that leave, or are left out, take their energy along", async () => {
  const options = ["--nuclide", "Ac-225", "--voxel", "4x4x4", "--half", "0", "--part", "alpha"];
  const self = async (...more: string[]) =>
    valueAt((await stdoutOf(...options, ...more)).split("\n"), "0,0,0");

  const whole = await self();
  const half = await self("--staying", "Bi-213=0.5");
  const none = await self("--staying", "Fr-221=0");

  expect((whole - half) / whole).toBeCloseTo((0.5 * (0.1245 + 0.9791 * 8.537)) / 27.74, 2);
  expect(none / (await self("--alone"))).toBeCloseTo(1, 9);
  expect(await stdoutOf(...options)).toContain("Fr-221 6420.3 (1 decays)");
  await expect(self("--staying", "Ra-223=0.5")).rejects.toThrow("daughters of Ac-225");
});

test("what cannot be meant is refused by name", async () => {
  await expect(stdoutOf("--nuclide", "Lu-177", "--voxel", "4x4")).rejects.toThrow("4x4x4");
  await expect(stdoutOf("--voxel", "4x4x4")).rejects.toThrow("--nuclide is missing");
  await expect(
    stdoutOf("--nuclide", "Lu-177", "--voxel", "4x4x4", "--part", "gamma"),
  ).rejects.toThrow("--part expects");
});

const valueAt = (rows: readonly string[], offset: string) =>
  Number(
    rows
      .find((row) => row.startsWith(`${offset},`))!
      .split(",")
      .at(-1),
  );

const stdoutOf = async (...args: string[]) => (await run(args)).text;
const filesOf = async (...args: string[]) => (await run(args)).files;

async function run(args: readonly string[]) {
  let text = "";
  const files: Record<string, string | Uint8Array> = {};
  const io: Io = {
    stdout: (more) => {
      text += more;
    },
    stderr: () => {},
    readFile: () => Promise.reject(new Error("no files here")),
    writeFile: async (path, data) => {
      files[path] = data;
    },
  };
  await kernelCommand.run(args, io, quietWork());
  return { text, files };
}
