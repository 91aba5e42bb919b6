import { expect, test } from "vitest";
import type { Io } from "../../src/cli/io";
import { nuclideCommand } from "../../src/cli/nuclideCommand";
import { nuclideNames } from "../../src/physics/nuclides";
import { quietWork } from "../../src/work";

test("Lu-177 lives 6.65 days; its betas end at 498 keV in 79.3 % of decays and stay within about a millimetre", async () => {
  const text = await stdoutOf("177Lu");

  expect(text).toContain("Lu-177: half-life 6.647 d (159.53 h)");
  expect(text).toMatch(/β− +498\.3 +149\.\d+ +79\.3 +allowed/);
  expect(text).toMatch(/gamma +208\.4 +10\.4/);
  expect(text).toMatch(/99 % +1\.0\d/);
  expect(text).toContain("DDEP");
});

test("the JSON's emissions add up to its mean energies", async () => {
  for (const name of ["Lu-177", "Y-90", "I-131", "Ra-223"]) {
    const report = JSON.parse(await stdoutOf(name, "--json"));
    const sum = (lines: readonly { readonly perDecay: number }[], energy: string) =>
      lines.reduce((all, line) => all + line.perDecay * (line as never)[energy], 0);

    const { betaKeV, photonKeV, totalKeV, photonShare } = report.energyPerDecay;
    expect(sum(report.betas, "meanKeV")).toBeCloseTo(betaKeV, 6);
    expect(sum(report.photons, "energyKeV")).toBeCloseTo(photonKeV, 6);
    expect(photonShare).toBeCloseTo(photonKeV / totalKeV, 12);
    expect(report.halfLifeS / 3600).toBeCloseTo(report.halfLifeH, 9);
  }
});

test("the S value of Y-90 in a 5 mm voxel falls with the voxel's mass and stays below all energy over mass", async () => {
  const { selfVoxelS, energyPerDecay } = JSON.parse(await stdoutOf("Y-90", "--json"));

  const share = selfVoxelS.map(
    (entry: { voxelMm: number; densityGPerCm3: number; sMGyPerMBqS: number }) => {
      const massKg = entry.densityGPerCm3 * entry.voxelMm ** 3 * 1e-6;
      return entry.sMGyPerMBqS / ((energyPerDecay.totalKeV * 1.602176634e-16 * 1e9) / massKg);
    },
  );
  expect(share).toEqual([...share].sort((a, b) => a - b));
  expect(share.at(-1)).toBeLessThan(1);
});

test("Ra-223 brings its daughters along; without a name every nuclide has a line", async () => {
  const { chain, daughters } = JSON.parse(await stdoutOf("Ra-223", "--json"));
  const lines = (await stdoutOf()).trim().split("\n");

  expect(daughters).toEqual([{ name: "Rn-219", branching: 1 }]);
  expect(chain.map(({ nuclide }: { nuclide: string }) => nuclide)).toContain("Bi-211");
  expect(lines).toHaveLength(2 + nuclideNames.length);
  expect(lines.find((line) => line.startsWith("F-18"))).toContain("109.73 min");
});

test("an unknown nuclide and a second name are refused", async () => {
  await expect(stdoutOf("Xx-999")).rejects.toThrow('nuclide "Xx-999" is not known');
  await expect(stdoutOf("Lu-177", "Y-90")).rejects.toThrow("expected one name");
});

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
  await nuclideCommand.run(args, io, quietWork());
  return text;
}
