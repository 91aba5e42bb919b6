import { expect, test } from "vitest";
import type { Io } from "../../src/cli/io";
import { kernelCommand } from "../../src/cli/kernelCommand";
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

async function stdoutOf(...args: string[]): Promise<string> {
  let text = "";
  const io: Io = {
    stdout: (more) => {
      text += more;
    },
    stderr: () => {},
    readFile: () => Promise.reject(new Error("no files here")),
    writeFile: () => Promise.reject(new Error("no files here")),
  };
  await kernelCommand.run(args, io, quietWork());
  return text;
}
