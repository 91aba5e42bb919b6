import { radialEnergy } from "../../dosimetry/radialEnergy";
import { multiplicity, type VoxelKernel, voxelKernel } from "../../dosimetry/voxelKernel";
import { nuclideEnergies } from "../../physics/nuclideEnergies";
import { nuclide } from "../../physics/nuclides";
import { type KernelPart, type PointKernel, pointKernel } from "../../physics/pointKernel";
import {
  G_PER_CM3_TO_KG_PER_M3,
  GRAY_TO_MGY,
  MBQ_TO_BQ,
  MEV_TO_J,
  MM3_TO_M3,
} from "../../physics/units";
import type { Triple } from "../../volume/grid";
import type { Reference, ValidationSection } from "./context";
import { atMost, type ValidationRow, validationRow } from "./row";

/** S values of voxels against published tables and against themselves. */
export const voxelKernelSection: ValidationSection = {
  title: "Voxel S values",
  about:
    "Soft tissue of 1.04 g/cm³ with the cross-sections of water (ICRU soft tissue is no other medium here). The tables of Lanconelli et al. leave out nearly all conversion and Auger electrons: Lu-177 and I-131 are compared with betas and photons alone, and what the whole emission adds to the self voxel has rows of its own.",
  needs: ["kernel-voxel-s"],
  rows: async ({ reference }) => [
    ...lanconelli(reference),
    ...differences(reference),
    ...pamphlet17(),
    ...goldenValues(),
    ...consistency(),
  ],
};

const LANCONELLI = "Lanconelli et al., Phys Med Biol 57 (2012) 517";
const DENSITY_G_PER_CM3 = 1.04;
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
    far: [
      4,
      "bremsstrahlung alone, whose cross-sections are known to some 5 % below 2 MeV (ICRU 37)",
    ],
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

const FAR_MM = 17.6;

function farRow(
  what: string,
  published: ReadonlyMap<string, number>,
  kernel: VoxelKernel,
  [limitPercent, why]: Comparison["far"],
): ValidationRow {
  const far = farDifferences(published, kernel);
  const worst = far.reduce((a, b) => (Math.abs(b.percent) > Math.abs(a.percent) ? b : a));
  const label = `${what}: ${far.length} voxels from ${FAR_MM} mm on, largest difference (${worst.offset})`;
  return atMost(because(label, why), LANCONELLI, "%", Math.abs(worst.percent), limitPercent);
}

/** Ours less the table's, in percent of it. */
function farDifferences(published: ReadonlyMap<string, number>, kernel: VoxelKernel) {
  const mm = kernel.spacingMm[0];
  return [...published]
    .filter(([offset]) => Math.hypot(...triple(offset)) * mm >= FAR_MM)
    .map(([offset, s]) => ({ offset, percent: 100 * (sAt(kernel, offset) / s - 1) }));
}

/** What our decay facts and our electrons make different, each by itself. */
function differences(reference: Reference): ValidationRow[] {
  const lu177 = nuclide("Lu-177");
  const published = readTable(reference, "Lu-177", 4.42);
  const photons = cubes(pointKernel(lu177, ["photon"]), 4.42, 5);
  const others = cubes(pointKernel(lu177, ["beta", "bremsstrahlung"]), 4.42, 5);
  const scale = ICRP107_LU177_PHOTON_KEV / nuclideEnergies(lu177).photonKeV;
  const valuesGyPerDecay = others.valuesGyPerDecay.map(
    (s, at) => s + scale * photons.valuesGyPerDecay[at]!,
  );
  const far = farDifferences(published, { ...photons, valuesGyPerDecay });
  const mean = far.reduce((sum, { percent }) => sum + percent, 0) / far.length;
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
  return [
    atMost(
      `Lu-177, 4.42 mm, betas and photons, the photons scaled to the energy of ICRP 107: ${far.length} voxels from ${FAR_MM} mm on, mean difference`,
      LANCONELLI,
      "%",
      Math.abs(mean),
      2,
    ),
    excess("Lu-177", 8.5),
    excess("I-131", 2.4),
  ];
}

const ICRP107_LU177_PHOTON_KEV = 35.09;
const because = (what: string, why: string | undefined) => (why ? `${what}; ${why}` : what);

/** S values by "i,j,k", mGy/(MBq s). */
function readTable(reference: Reference, name: string, mm: number): Map<string, number> {
  const [symbol, mass] = name.split("-");
  const bytes = reference.read("kernel-voxel-s", `${mass}${symbol}${mm}mmsoft.txt`);
  const rows = new TextDecoder("latin1").decode(bytes).trim().split(/\r?\n/).slice(2);
  return new Map(
    rows.map((row) => {
      const [i, j, k, s] = row.trim().split(/\s+/).map(Number);
      return [`${i},${j},${k}`, s!];
    }),
  );
}

function pamphlet17(): ValidationRow[] {
  const published = [
    ["I-131", 0.92],
    ["Y-90", 1.61],
    ["Sr-89", 1.55],
  ] as const;
  return published.map(([name, s]) => {
    const kernel = cubes(pointKernel(nuclide(name)), 3, 0);
    return sRow(
      `${name}, 3 mm: S(0,0,0)`,
      "MIRD Pamphlet 17, J Nucl Med 40 (1999) 11S",
      s,
      sAt(kernel, "0,0,0"),
      1.5,
    );
  });
}

/** 4.42 mm, all emissions, from an independent code. */
const GOLDEN: readonly (readonly [
  name: string,
  s: readonly number[],
  farPercent: number,
  why?: string,
])[] = [
  [
    "Y-90",
    [0.6896, 0.09706, 0.02451, 1.381e-7],
    3.5,
    "there by steady slowing down; losses in single collisions, followed here, radiate 2.8 % more",
  ],
  [
    "Lu-177",
    [0.2451, 0.003399, 1.18e-4, 1.128e-6],
    5,
    "there with the photons of ICRP 107, 4.4 % more energy",
  ],
  ["I-131", [0.3072, 0.007378, 6.709e-4, 1.116e-5], 3],
];

function goldenValues(): ValidationRow[] {
  const source = "independent code, same method";
  const offsets = ["0,0,0", "0,0,1", "0,1,1", "5,5,5"];
  const cubic = GOLDEN.flatMap(([name, values, farPercent, why]) => {
    const kernel = cubes(pointKernel(nuclide(name)), 4.42, 5);
    const limits = [1, 3, 3, farPercent];
    return values.map((s, i) => {
      const what = `${name}, 4.42 mm, all emissions: S(${offsets[i]})`;
      const label = because(what, i === 3 ? why : undefined);
      return sRow(label, source, s, sAt(kernel, offsets[i]!), limits[i]!);
    });
  });
  const flat = voxelKernel(pointKernel(nuclide("Y-90")), shape([4, 4, 3], 0));
  return [
    ...cubic,
    sRow("Y-90, 4 × 4 × 3 mm, all emissions: S(0,0,0)", source, 1.05, sAt(flat, "0,0,0"), 1),
    sRow(
      "Y-90, 3 mm: S(0,0,0)",
      "DPM Monte Carlo",
      1.581,
      sAt(cubes(pointKernel(nuclide("Y-90")), 3, 0), "0,0,0"),
      1.5,
    ),
  ];
}

function consistency(): ValidationRow[] {
  return ["Y-90", "Lu-177", "I-131"].flatMap((name) => {
    const kernel = pointKernel(nuclide(name));
    const half = 12;
    const coarse = cubes(kernel, 4.42, half);
    const expected = energyInCube(kernel, 4.42, half);
    return [
      validationRow({
        what: `${name}, 4.42 mm: Σ S·m over ${2 * half + 1}³ voxels`,
        source: "point kernel in that cube",
        unit: "MeV/decay",
        expected,
        ours: energyMeV(coarse),
        limitPercent: 0.1,
      }),
      rebinned(name, kernel, coarse),
      permuted(name, kernel),
    ];
  });
}

/** Eight voxels of half the size for one: offsets 2i − 1, 2i, 2i + 1 occur once, twice, once in four pairs an axis. */
function rebinned(name: string, kernel: PointKernel, coarse: VoxelKernel): ValidationRow {
  const fine = cubes(kernel, 2.21, 11);
  const pairs = [
    [-1, 1 / 4],
    [0, 1 / 2],
    [1, 1 / 4],
  ] as const;
  const binned = ([i, j, k]: Triple) => {
    let sum = 0;
    for (const [c, wc] of pairs)
      for (const [b, wb] of pairs)
        for (const [a, wa] of pairs)
          sum += wa * wb * wc * valueAt(fine, [2 * i + a, 2 * j + b, 2 * k + c]);
    return sum;
  };
  const offsets: Triple[] = [
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 1],
    [1, 1, 1],
    [0, 0, 2],
    [1, 2, 3],
    [5, 5, 5],
  ];
  const apart = offsets.map((at) => Math.abs(100 * (binned(at) / valueAt(coarse, at) - 1)));
  return atMost(
    `${name}: voxels of 2.21 mm binned 2³ against 4.42 mm, ${offsets.length} offsets from the self voxel to 5,5,5, largest difference`,
    "geometry",
    "%",
    Math.max(...apart),
    0.3,
  );
}

function permuted(name: string, kernel: PointKernel): ValidationRow {
  const [a, b] = [
    voxelKernel(kernel, shape([2, 3, 4], 6)),
    voxelKernel(kernel, shape([4, 2, 3], 6)),
  ];
  let largest = 0;
  for (let k = 0; k <= 6; k++)
    for (let j = 0; j <= 6; j++)
      for (let i = 0; i <= 6; i++)
        largest = Math.max(
          largest,
          Math.abs(100 * (valueAt(b, [k, i, j]) / valueAt(a, [i, j, k]) - 1)),
        );
  return atMost(
    `${name}: voxels of 2 × 3 × 4 and of 4 × 2 × 3 mm, axes permuted, largest difference`,
    "geometry",
    "%",
    largest,
    0.3,
  );
}

/** Energy under the sum of all hats of a cube of voxels: 1 inside, falling to 0 from half a spacing within its faces to as much beyond. */
function energyInCube(kernel: PointKernel, mm: number, half: number): number {
  const { within } = radialEnergy(kernel);
  const rays = 5000;
  const nodes = 8;
  let sum = 0;
  for (let n = 0; n < rays; n++) {
    const w = (2 * n + 1) / rays - 1;
    const angle = n * Math.PI * (3 - Math.sqrt(5));
    const s = Math.sqrt(1 - w * w);
    const components = [w, s * Math.cos(angle), s * Math.sin(angle)].map(Math.abs);
    // A face at half + u spacings, u even over 0..1 on each axis, is the hat's slope.
    for (let node = 0; node < nodes; node++) {
      const face = (half + (node + 0.5) / nodes) * mm * DENSITY_G_PER_CM3;
      sum += within(face / Math.max(...components)) / nodes;
    }
  }
  return sum / rays;
}

function energyMeV({ size, spacingMm, valuesGyPerDecay }: VoxelKernel): number {
  let sum = 0;
  for (let k = 0, at = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) sum += multiplicity(i, j, k) * valuesGyPerDecay[at++]!;
  const [dx, dy, dz] = spacingMm;
  const massKg = DENSITY_G_PER_CM3 * G_PER_CM3_TO_KG_PER_M3 * dx * dy * dz * MM3_TO_M3;
  return (sum * massKg) / MEV_TO_J;
}

const shape = (spacingMm: Triple, half: number) => ({
  spacingMm,
  densityGPerCm3: DENSITY_G_PER_CM3,
  half: [half, half, half] as const,
});
const cubes = (kernel: PointKernel, mm: number, half: number) =>
  voxelKernel(kernel, shape([mm, mm, mm], half));
const valueAt = ({ size, valuesGyPerDecay }: VoxelKernel, [i, j, k]: Triple) =>
  valuesGyPerDecay[Math.abs(i) + size[0] * (Math.abs(j) + size[1] * Math.abs(k))]!;
const triple = (offset: string) => offset.split(",").map(Number) as unknown as Triple;
const sAt = (kernel: VoxelKernel, offset: string) =>
  valueAt(kernel, triple(offset)) * GRAY_TO_MGY * MBQ_TO_BQ;
const sRow = (what: string, source: string, expected: number, ours: number, limitPercent: number) =>
  validationRow({ what, source, unit: "mGy/(MBq s)", expected, ours, limitPercent });
