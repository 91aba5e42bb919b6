import { radiusHolding } from "../dosimetry/radialEnergy";
import { type VoxelKernel, voxelKernel } from "../dosimetry/voxelKernel";
import { voxelSTable } from "../dosimetry/voxelSTable";
import { InputError } from "../inputError";
import { chainKernel } from "../physics/chainKernel";
import { nuclide } from "../physics/nuclides";
import type { KernelPart, PointKernel } from "../physics/pointKernel";
import { MEV_TO_KEV } from "../physics/units";
import type { Triple } from "../volume/grid";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";

const PARTS: readonly KernelPart[] = ["beta", "electron", "photon", "bremsstrahlung", "alpha"];
const MOST_HALF = 127;

export const kernelCommand: Command = {
  name: "kernel",
  summary: "voxel S values of a nuclide",
  help: `gyre kernel --nuclide NAME --voxel XxYxZ [options]

Writes the voxel S values of a nuclide and its short-lived daughters in a uniform medium of water's composition, as CSV:
columns i, j, k (offsets in voxels, one octant) and S in mGy/(MBq s). Needs no graphics adapter.

  --nuclide NAME      such as Lu-177
  --voxel XxYxZ       voxel size in mm, such as 4.42x4.42x4.42
  --density D         g/cm3 (1.04)
  --half N            largest offset along each axis, 0 to ${MOST_HALF} (5)
  --part A,B          only some emissions: ${PARTS.join(", ")} (electron: conversion and Auger; alpha: with recoil)
  --out FILE.csv      instead of stdout`,
  run: async (args, io, work) => {
    const { values } = readArgs("kernel", args, {
      nuclide: { type: "string" },
      voxel: { type: "string" },
      density: { type: "string", default: "1.04" },
      half: { type: "string", default: "5" },
      part: { type: "string", default: PARTS.join(",") },
      out: { type: "string" },
    });
    const facts = nuclide(required("kernel", "nuclide", values.nuclide));
    const spacingMm = voxelSize(required("kernel", "voxel", values.voxel));
    const densityGPerCm3 = numberOf("kernel", "density", values.density, { min: 0.001, max: 25 });
    const half = numberOf("kernel", "half", values.half, { min: 0, max: MOST_HALF });
    if (!Number.isInteger(half))
      throw new InputError(`gyre kernel: --half expects a whole number, got "${values.half}"`);
    const parts = partsOf(values.part);

    work.report("Point kernel", 0);
    const { kernel, apart } = chainKernel(facts, parts);
    work.report("Voxel kernel", 0.5);
    const shape = { spacingMm, densityGPerCm3, half: [half, half, half] as const };
    const table = voxelSTable(voxelKernel(kernel, shape), remarks(kernel, parts, shape, apart));
    if (values.out === undefined) io.stdout(table);
    else await io.writeFile(values.out, table);
    return EXIT.ok;
  },
};

function remarks(
  kernel: PointKernel,
  parts: readonly KernelPart[],
  { spacingMm, densityGPerCm3 }: Pick<VoxelKernel, "spacingMm" | "densityGPerCm3">,
  apart: readonly string[],
): string[] {
  const reachMm = radiusHolding(kernel, 0.99) / densityGPerCm3;
  return [
    `Voxel S values of ${kernel.nuclide} with its short-lived daughters: ${parts.join(" + ")}.`,
    `Voxels ${spacingMm.join(" x ")} mm, density ${densityGPerCm3} g/cm3, water. S in mGy/(MBq s); i, j, k in voxels along x, y, z.`,
    "One octant: S(i,j,k) holds for every sign of i, j and k.",
    `Energy ${(kernel.totalMeV * MEV_TO_KEV).toPrecision(5)} keV per decay, 99 % of it within ${reachMm.toPrecision(3)} mm.`,
    ...(apart.length > 0
      ? [`Not included, for they live long enough to go elsewhere: ${apart.join(", ")}.`]
      : []),
  ];
}

function voxelSize(text: string): Triple {
  const parts = text.split("x");
  const sizes = parts.map((part) => numberOf("kernel", "voxel", part, { min: 0.1, max: 50 }));
  if (sizes.length !== 3)
    throw new InputError(`gyre kernel: --voxel expects three sizes in mm as 4x4x4, got "${text}"`);
  return sizes as unknown as Triple;
}

function partsOf(text: string): KernelPart[] {
  return text.split(",").map((word) => {
    const part = PARTS.find((candidate) => candidate === word);
    if (!part)
      throw new InputError(`gyre kernel: --part expects some of ${PARTS.join(",")}, got "${text}"`);
    return part;
  });
}
