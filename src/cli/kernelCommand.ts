import { radiusHolding } from "../dosimetry/radialEnergy";
import { radialTable } from "../dosimetry/radialTable";
import { type VoxelKernel, voxelKernel } from "../dosimetry/voxelKernel";
import { voxelKernelVolume } from "../dosimetry/voxelKernelVolume";
import { voxelSTable } from "../dosimetry/voxelSTable";
import { writeNifti } from "../formats/nifti/write";
import { InputError } from "../inputError";
import { type ChainKernel, chainKernel } from "../physics/chainKernel";
import { decayChain } from "../physics/decayChain";
import { audited } from "../physics/kernelAudit";
import { KERNEL_MEDIA, type KernelMedium } from "../physics/kernelMedium";
import type { Nuclide } from "../physics/nuclide";
import { nuclide } from "../physics/nuclides";
import type { KernelPart } from "../physics/pointKernel";
import { MEV_TO_KEV } from "../physics/units";
import type { Triple } from "../volume/grid";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";

const PARTS: readonly KernelPart[] = ["beta", "electron", "photon", "bremsstrahlung", "alpha"];
const MEDIA = KERNEL_MEDIA.map(({ id }) => id);
const MOST_HALF = 127;

export const kernelCommand: Command = {
  name: "kernel",
  summary: "voxel S values and point kernel of a nuclide",
  help: `gyre kernel --nuclide NAME --voxel XxYxZ [options]
gyre kernel --nuclide NAME --radial FILE.csv [options]

Writes the voxel S values of a nuclide and its short-lived daughters in a uniform medium, in mGy/(MBq s), and its
point kernel. Needs no graphics adapter.

  --nuclide NAME      such as Lu-177
  --voxel XxYxZ       voxel size in mm, such as 4.42x4.42x4.42
  --density D         g/cm3 (1.04)
  --medium M          ${MEDIA.join(", ")} (water); tissues: kernels of water with the tissue's range of electrons, bremsstrahlung and absorption of photons
  --half N            largest offset along each axis, 0 to ${MOST_HALF} (5)
  --part A,B          only some emissions: ${PARTS.join(", ")} (electron: conversion and Auger; alpha: with recoil); all
  --alone             without the daughters
  --staying D=S,…     share of a daughter's nuclei that decay where the parent did (1), such as Bi-213=0.5; its own daughters go with it
  --out FILE          .csv: columns i, j, k (offsets in voxels, one octant) and S; .nii or .nii.gz: all octants, the source in the middle; stdout gets the CSV without it
  --radial FILE.csv   energy within each radius at 1 g/cm3, MeV per decay, by kind of emission`,
  run: async (args, io, work) => {
    const { values } = readArgs("kernel", args, {
      nuclide: { type: "string" },
      voxel: { type: "string" },
      density: { type: "string", default: "1.04" },
      medium: { type: "string", default: "water" },
      half: { type: "string", default: "5" },
      part: { type: "string", default: "all" },
      alone: { type: "boolean", default: false },
      staying: { type: "string" },
      out: { type: "string" },
      radial: { type: "string" },
    });
    const named = nuclide(required("kernel", "nuclide", values.nuclide));
    const facts = values.alone ? { ...named, daughters: [] } : named;
    const parts = partsOf(values.part);
    const staying = stayingOf(facts, values.staying);
    const medium = mediumOf(values.medium);
    const kernelOf = (some: readonly KernelPart[]) => chainKernel(facts, some, staying, medium);
    if (values.radial !== undefined) {
      work.report("Point kernels", 0);
      const chains = parts.map((part) => kernelOf([part]));
      const kernels = chains.map(({ kernel }) => kernel);
      const table = radialTable(kernels, radialRemarks(kernelOf(parts), medium));
      await io.writeFile(values.radial, table);
      if (values.voxel === undefined) return EXIT.ok;
    }
    const spacingMm = voxelSize(required("kernel", "voxel", values.voxel));
    const densityGPerCm3 = numberOf("kernel", "density", values.density, { min: 0.001, max: 25 });
    const half = numberOf("kernel", "half", values.half, { min: 0, max: MOST_HALF });
    if (!Number.isInteger(half))
      throw new InputError(`gyre kernel: --half expects a whole number, got "${values.half}"`);

    work.report("Point kernel", 0);
    const chain = kernelOf(parts);
    if (parts.length === PARTS.length && values.staying === undefined)
      audited([chain.kernel], facts);
    work.report("Voxel kernel", 0.5);
    const shape = { spacingMm, densityGPerCm3, half: [half, half, half] as const };
    const kernel = voxelKernel(chain.kernel, shape);
    const said = voxelRemarks(chain, shape, medium);
    const { out } = values;
    if (out === undefined) io.stdout(voxelSTable(kernel, said));
    else if (/\.nii(\.gz)?$/i.test(out)) {
      const description = `S mGy/(MBq s) ${facts.name} ${parts.length < PARTS.length ? parts.join("+") : ""} ${medium.id} ${densityGPerCm3} g/cm3`;
      await io.writeFile(
        out,
        writeNifti(voxelKernelVolume(kernel), { fileName: out, description }),
      );
    } else await io.writeFile(out, voxelSTable(kernel, said));
    return EXIT.ok;
  },
};

function voxelRemarks(
  chain: ChainKernel,
  { spacingMm, densityGPerCm3 }: Pick<VoxelKernel, "spacingMm" | "densityGPerCm3">,
  medium: KernelMedium,
): string[] {
  const reachMm = radiusHolding(chain.kernel, 0.99) / densityGPerCm3;
  return [
    `Voxel S values of ${emissionsOf(chain)}.`,
    `Voxels ${spacingMm.join(" x ")} mm, density ${densityGPerCm3} g/cm3, ${medium.name}. S in mGy/(MBq s); i, j, k in voxels along x, y, z.`,
    "One octant: S(i,j,k) holds for every sign of i, j and k.",
    `Energy ${keV(chain.kernel.totalMeV)} keV per decay, 99 % of it within ${reachMm.toPrecision(3)} mm.`,
    ...chainRemarks(chain),
  ];
}

const radialRemarks = (chain: ChainKernel, medium: KernelMedium): string[] => [
  `Point kernel of ${emissionsOf(chain)}.`,
  `Energy deposited within a radius in ${medium.name} of 1 g/cm3, MeV per decay; the row of radius 0 holds what stops at the point.`,
  `Energy ${keV(chain.kernel.totalMeV)} keV per decay.`,
  ...chainRemarks(chain),
];

const emissionsOf = ({ kernel, contributions }: ChainKernel) =>
  `${kernel.nuclide}${contributions.length > 1 ? " with its short-lived daughters" : ""}: ${kernel.parts.join(" + ")}`;

function chainRemarks({ contributions, apart }: ChainKernel): string[] {
  const members = contributions.map(
    ({ nuclide: name, decaysPerDecay, totalMeV }) =>
      `${name} ${keV(totalMeV)} (${Number(decaysPerDecay.toPrecision(5))} decays)`,
  );
  return [
    ...(members.length > 1 ? [`Of it, keV per decay of the parent: ${members.join(", ")}.`] : []),
    ...(apart.length > 0
      ? [`Not included, for they live long enough to go elsewhere: ${apart.join(", ")}.`]
      : []),
  ];
}

const keV = (mev: number) => String(Number((mev * MEV_TO_KEV).toPrecision(5)));

/** "Bi-213=0.5,Po-213=0" as shares by name. */
function stayingOf(parent: Nuclide, text: string | undefined): Record<string, number> {
  const daughters = decayChain(parent)
    .map((member) => member.nuclide.name)
    .filter((name) => name !== parent.name);
  const shares = (text?.split(",") ?? []).map((word): [string, number] => {
    const [written = "", share = ""] = word.split("=");
    const { name } = nuclide(written);
    if (!daughters.includes(name))
      throw new InputError(
        `gyre kernel: --staying expects daughters of ${parent.name} (${daughters.join(", ") || "it has none"}), got "${written}"`,
      );
    return [name, numberOf("kernel", "staying", share, { min: 0, max: 1 })];
  });
  return Object.fromEntries(shares);
}

function mediumOf(text: string): KernelMedium {
  const medium = KERNEL_MEDIA.find(({ id }) => id === text);
  if (!medium)
    throw new InputError(`gyre kernel: --medium expects one of ${MEDIA.join(", ")}, got "${text}"`);
  return medium;
}

function voxelSize(text: string): Triple {
  const parts = text.split("x");
  const sizes = parts.map((part) => numberOf("kernel", "voxel", part, { min: 0.1, max: 50 }));
  if (sizes.length !== 3)
    throw new InputError(`gyre kernel: --voxel expects three sizes in mm as 4x4x4, got "${text}"`);
  return sizes as unknown as Triple;
}

function partsOf(text: string): KernelPart[] {
  if (text === "all") return [...PARTS];
  return text.split(",").map((word) => {
    const part = PARTS.find((candidate) => candidate === word);
    if (!part)
      throw new InputError(
        `gyre kernel: --part expects all or some of ${PARTS.join(",")}, got "${text}"`,
      );
    return part;
  });
}
