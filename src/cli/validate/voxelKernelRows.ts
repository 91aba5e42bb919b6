import { nuclide } from "../../physics/nuclides";
import { type KernelPart, pointKernel } from "../../physics/pointKernel";
import type { Reference, ValidationSection } from "./context";
import { pamphlet17Rows } from "./pamphlet17Rows";
import { because, cubes, farRow, LANCONELLI, readTable, sAt, sRow } from "./publishedVoxelS";
import { type ValidationRow, validationRow } from "./row";
import { sameFactsRows } from "./sameFactsRows";
import { softTissueRows } from "./softTissueRows";
import { voxelConsistencyRows } from "./voxelConsistencyRows";
import { voxelGoldenRows } from "./voxelGoldenRows";

/** S values of voxels against published tables and against themselves. */
export const voxelKernelSection: ValidationSection = {
  title: "Voxel S values",
  about:
    "Soft tissue of 1.04 g/cm³ with the cross-sections of water, and then of ICRU soft tissue, the medium of the tables of Lanconelli et al.. These tables leave out nearly all conversion and Auger electrons: Lu-177 and I-131 are compared with betas and photons alone, and what the whole emission adds to the self voxel has rows of its own.",
  needs: ["kernel-voxel-s"],
  rows: async ({ reference }) => [
    ...lanconelli(reference),
    ...differences(reference),
    ...softTissueRows(reference),
    ...pamphlet17Rows(),
    ...voxelGoldenRows(),
    ...sameFactsRows(reference),
    ...voxelConsistencyRows(),
  ],
};

const WHOLE: readonly KernelPart[] = ["beta", "electron", "photon", "bremsstrahlung", "alpha"];
const WITHOUT_ELECTRONS: readonly KernelPart[] = ["beta", "photon", "bremsstrahlung"];

interface Comparison {
  readonly name: string;
  readonly parts: readonly KernelPart[];
  /** Offset, limit in percent and, where it is wide, why. */
  readonly limits: readonly (readonly [offset: string, percent: number, why?: string])[];
  /** Of all voxels from 17.6 mm on, where photons alone reach. */
  readonly far: readonly [percent: number, why?: string];
}

const END_OF_BETAS = "the end of the beta range, where 1 % of range makes";

const COMPARISONS: readonly Comparison[] = [
  {
    name: "Y-90",
    parts: WHOLE,
    limits: [
      ["0,0,0", 0.5],
      ["0,0,1", 1],
      ["0,1,1", 3],
      ["1,1,1", 3.5],
      ["0,0,2", 10, `${END_OF_BETAS} 5 to 10 %`],
      ["0,0,3", 16, `${END_OF_BETAS} 15 %`],
    ],
    far: [4, "bremsstrahlung in water; in the tables' ICRU soft tissue below"],
  },
  {
    name: "Lu-177",
    parts: WITHOUT_ELECTRONS,
    limits: [
      ["0,0,0", 3.5],
      ["0,0,1", 5.5],
      ["0,1,1", 5.5],
      ["1,1,1", 5.5],
    ],
    far: [5, "photons of DDEP carry 4.4 % less than those of ICRP 107"],
  },
  {
    name: "I-131",
    parts: WITHOUT_ELECTRONS,
    limits: [
      ["0,0,0", 3.5],
      ["0,0,1", 5.5],
      ["0,1,1", 5.5],
      ["1,1,1", 5.5],
    ],
    far: [2],
  },
];

function lanconelli(reference: Reference): ValidationRow[] {
  return COMPARISONS.flatMap(({ name, parts, limits, far }) =>
    [3, 4.42].flatMap((mm) => {
      const published = readTable(reference, name, mm);
      const kernel = cubes(pointKernel(nuclide(name), parts), mm, 5);
      const what = `${name}, ${mm} mm${parts === WHOLE ? "" : ", betas and photons"}`;
      const near = limits.map(([offset, percent, why]) =>
        sRow(
          because(`${what}: S(${offset})`, why),
          LANCONELLI,
          published.get(offset)!,
          sAt(kernel, offset),
          percent,
        ),
      );
      return [...near, farRow(what, published, kernel, far)];
    }),
  );
}

/** What the electrons that the tables leave out add. */
function differences(reference: Reference): ValidationRow[] {
  const excess = (name: string, percent: number) => {
    const table = readTable(reference, name, 4.42).get("0,0,0")!;
    return validationRow({
      what: `${name}, 4.42 mm: what conversion and Auger electrons, left out there, make S(0,0,0) higher, to 1 % of S`,
      source: LANCONELLI,
      unit: "%",
      expected: percent,
      ours: 100 * (sAt(cubes(pointKernel(nuclide(name)), 4.42, 0), "0,0,0") / table - 1),
      limitPercent: 100 / percent,
    });
  };
  return [excess("Lu-177", 8.5), excess("I-131", 2.4)];
}
