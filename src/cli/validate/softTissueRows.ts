import {
  ICRP_SOFT_TISSUE,
  ICRU_SOFT_TISSUE,
  type KernelMedium,
  WATER,
} from "../../physics/kernelMedium";
import type { Nuclide } from "../../physics/nuclide";
import { nuclide } from "../../physics/nuclides";
import { type KernelPart, pointKernel } from "../../physics/pointKernel";
import { firstTransfer } from "../../physics/transport/photonTransfer";
import type { Reference } from "./context";
import { because, cubes, farRow, LANCONELLI, readTable, sAt, sRow } from "./publishedVoxelS";
import { atMost, type ValidationRow, validationRow } from "./row";
import { withIcrp107Photons } from "./sameFactsRows";

/** Kernels of soft tissue against those of water, and the tables of Lanconelli et al. in their own medium. */
export function softTissueRows(reference: Reference): ValidationRow[] {
  return [...stopping(), absorption(), ...lanconelli(reference)];
}

/** MeV; ranges in g/cm2 and radiation yields of water and of soft tissue (ICRP). */
const ESTAR = [
  [0.1, 0.01431, 0.01433, 5.842e-4, 5.533e-4],
  [0.5, 0.1766, 0.177, 1.976e-3, 1.88e-3],
  [1, 0.4367, 0.4385, 3.579e-3, 3.416e-3],
  [2, 0.9785, 0.9839, 7.085e-3, 6.784e-3],
] as const;

function stopping(): ValidationRow[] {
  const row = (what: string, expected: number, ours: number, limitPercent: number) =>
    validationRow({ what, source: "ESTAR, NIST", unit: "", expected, ours, limitPercent });
  return ESTAR.flatMap(([mev, waterRange, range, waterYield, yielded]) => [
    row(
      `ICRP soft tissue over water: CSDA range of an electron of ${mev} MeV`,
      range / waterRange,
      ICRP_SOFT_TISSUE.rangeRatio(mev),
      0.3,
    ),
    row(
      `ICRP soft tissue over water: radiation yield of an electron of ${mev} MeV`,
      yielded / waterYield,
      ICRP_SOFT_TISSUE.radiatedRatio(mev),
      1,
    ),
  ]);
}

/** MeV, mass energy-absorption coefficients of ICRU soft tissue (four components) and of water, cm2/g. */
const ABSORPTION = [
  [0.02, 0.507, 0.5503],
  [0.03, 0.1438, 0.1557],
  [0.05, 0.03987, 0.04223],
  [0.08, 0.0253, 0.02597],
  [0.1, 0.02501, 0.02546],
  [0.2, 0.02936, 0.02967],
  [0.5, 0.03267, 0.03299],
  [1, 0.03073, 0.03103],
  [2, 0.02582, 0.02608],
] as const;

function absorption(): ValidationRow {
  const transfer = (medium: KernelMedium, mev: number) => {
    const rates = medium.photonRates(mev);
    return rates.total * firstTransfer(mev, rates);
  };
  const apart = ABSORPTION.map(([mev, tissue, water]) => {
    const ours = transfer(ICRU_SOFT_TISSUE, mev) / transfer(WATER, mev);
    return Math.abs(100 * (ours / (tissue / water) - 1));
  });
  return atMost(
    "ICRU soft tissue over water: energy transfer of photons of 20 keV to 2 MeV, largest difference",
    "μ_en/ρ, NIST, Hubbell and Seltzer",
    "%",
    Math.max(...apart),
    0.3,
  );
}

const WITHOUT_ELECTRONS: readonly KernelPart[] = ["beta", "photon", "bremsstrahlung"];
const END_OF_BETAS = "the end of the beta range";

/** The tables in their own medium; Lu-177 with their photons too. */
function lanconelli(reference: Reference): ValidationRow[] {
  return [3, 4.42].flatMap((mm) => {
    const y90 = cubes(pointKernel(nuclide("Y-90"), undefined, ICRU_SOFT_TISSUE), mm, 5);
    const published = readTable(reference, "Y-90", mm);
    const what = `Y-90, ${mm} mm, ICRU soft tissue`;
    const near = (
      [
        ["0,0,0", 1],
        ["0,0,1", 1],
        ["0,1,1", 3],
        ["1,1,1", 3],
        ["0,0,2", 10, END_OF_BETAS],
        ["0,0,3", 10, END_OF_BETAS],
      ] as readonly (readonly [offset: string, percent: number, why?: string])[]
    ).map(([offset, limit, why]) =>
      sRow(
        because(`${what}: S(${offset})`, why),
        LANCONELLI,
        published.get(offset)!,
        sAt(y90, offset),
        limit,
      ),
    );
    const photons = (facts: Nuclide, name: string, note: string) =>
      farRow(
        `${name}, ${mm} mm, ICRU soft tissue, betas and photons${note}`,
        readTable(reference, name, mm),
        cubes(pointKernel(facts, WITHOUT_ELECTRONS, ICRU_SOFT_TISSUE), mm, 5),
        [2],
      );
    return [
      ...near,
      farRow(what, published, y90, [3]),
      photons(nuclide("I-131"), "I-131", ""),
      ...(reference.has("decay-icrp107")
        ? [photons(withIcrp107Photons(reference, "Lu-177"), "Lu-177", " of ICRP 107")]
        : []),
    ];
  });
}
