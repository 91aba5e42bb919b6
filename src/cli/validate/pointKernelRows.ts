import { radialEnergy, radiusHolding } from "../../dosimetry/radialEnergy";
import { chainKernel } from "../../physics/chainKernel";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { ELECTRON_KERNELS } from "../../physics/tables/electronKernels";
import { cumulativeShares } from "../../physics/tables/kernelTable";
import { electronKernel, SHELL_RANGES } from "../../physics/transport/electronKernel";
import { photonRates } from "../../physics/transport/photonCrossSections";
import { photonKernel } from "../../physics/transport/photonKernel";
import { firstTransfer } from "../../physics/transport/photonTransfer";
import { csdaRange } from "../../physics/transport/stoppingPower";
import { MM_PER_CM } from "../../physics/units";
import { quietWork, type Work } from "../../work";
import type { Reference, ValidationSection } from "./context";
import { radiationRows } from "./radiationRows";
import { atMost, type ValidationRow, validationRow } from "./row";

/** Transport in water, and the kernels that come of it. */
export const pointKernelSection: ValidationSection = {
  title: "Point kernels",
  about:
    "Electron and photon transport in water (I = 75 eV) by our own Monte Carlo, and the kernels of nuclides and decay chains made of it.",
  needs: ["kernel-y90-dpk", "photon-nist"],
  rows: async ({ reference, work }) => [
    ...ranges(),
    ...radiationRows(),
    ...electronTables(),
    ...(await conservation(work)),
    ...photonCoefficients(reference),
    ...graves(reference),
    ...chains(),
  ],
};

function ranges(): ValidationRow[] {
  const published = [
    [0.01, 2.53e-4],
    [0.03, 0.001758],
    [0.1, 0.01431],
    [0.3, 0.08422],
    [0.5, 0.1766],
    [1, 0.4368],
    [2, 0.9786],
    [3, 1.514],
  ] as const;
  return published.map(([mev, range]) =>
    validationRow({
      what: `CSDA range of an electron of ${mev} MeV`,
      source: "ESTAR, NIST",
      unit: "g/cm²",
      expected: range,
      ours: csdaRange(mev),
      limitPercent: 0.3,
    }),
  );
}

/** MeV; in CSDA ranges: radii of 90 and 50 % of the energy, mean radius. */
const ELECTRON_RADII = [
  [0.01, 0.837, 0.535, 0.519],
  [0.03, 0.823, 0.538, 0.517],
  [0.1, 0.812, 0.536, 0.512],
  [0.2, 0.804, 0.53, 0.505],
  [0.5, 0.795, 0.516, 0.492],
  [1, 0.791, 0.502, 0.48],
  [2, 0.793, 0.492, 0.473],
  [3.3, 0.8, 0.488, 0.471],
] as const;

function electronTables(): ValidationRow[] {
  const apart = ELECTRON_RADII.map(([mev, x90, x50, mean]) => {
    const row = ELECTRON_KERNELS.rows.find(({ energyMeV }) => energyMeV === mev)!;
    const shares = cumulativeShares(row);
    return [quantile(shares, 0.9) - x90, quantile(shares, 0.5) - x50, meanRadius(shares) - mean];
  });
  const source = "independent code of the same physics";
  return ["x90", "x50", "⟨x⟩"].map((name, i) =>
    atMost(
      `electrons of 10 keV to 3.3 MeV: largest difference in ${name}`,
      source,
      "CSDA ranges",
      Math.max(...apart.map((differences) => Math.abs(differences[i]!))),
      0.006,
    ),
  );
}

function quantile(shares: Float64Array, share: number): number {
  const next = shares.findIndex((value) => value >= share);
  const [low, high] = [shares[next - 1]!, shares[next]!];
  return (next - 1 + (share - low) / (high - low)) * SHELL_RANGES;
}

const meanRadius = (shares: Float64Array) =>
  shares.reduce(
    (sum, value, i) => (i === 0 ? 0 : sum + (value - shares[i - 1]!) * (i - 0.5) * SHELL_RANGES),
    0,
  );

/** A few particles followed anew: all of their energy is deposited, radiated or beyond the last shell. */
async function conservation(work: Work): Promise<ValidationRow[]> {
  const steps = { loss: 0.2, deflection: 0.2, transfer: 0.1 };
  const missing = async (mev: number) => {
    const electrons = await electronKernel(mev, { steps, histories: 500, seed: 3 }, quietWork());
    const photons = await photonKernel(mev, { histories: 2000, seed: 3 }, quietWork());
    const sum = (shares: Float64Array) => shares.reduce((total, share) => total + share, 0);
    return [
      Math.abs(sum(electrons.deposited) + electrons.radiated - 1),
      Math.abs(sum(photons.later) + photons.first - 1),
    ];
  };
  const energies = [0.05, 0.5, 2];
  const found: number[][] = [];
  for (const [i, mev] of energies.entries()) {
    work.report("Particles followed anew", i / energies.length);
    work.signal.throwIfAborted();
    found.push(await missing(mev));
  }
  return ["electrons", "photons"].map((name, i) =>
    atMost(
      `transport of ${name} of ${energies.join(", ")} MeV: energy not accounted for`,
      "conservation",
      "of the energy",
      Math.max(...found.map((shares) => shares[i]!)),
      1e-6,
    ),
  );
}

function photonCoefficients(reference: Reference): ValidationRow[] {
  const table = readNist(reference);
  const transfer = (mev: number) => firstTransfer(mev) * photonRates(mev).total;
  const within = table.filter(({ mev }) => mev >= 0.005 && mev <= 3);
  const largest = (apart: (row: NistRow) => number) =>
    Math.max(...within.map((row) => 100 * Math.abs(apart(row) - 1)));
  const points = [
    [0.208, 0.02988],
    [0.364, 0.0325],
  ] as const;
  return [
    ...points.map(([mev, expected]) =>
      validationRow({
        what: `water: μ_en/ρ at ${1000 * mev} keV`,
        source: NIST,
        unit: "cm²/g",
        expected,
        ours: transfer(mev),
        limitPercent: 1,
      }),
    ),
    atMost(
      "water: μ/ρ from 5 keV to 3 MeV, largest difference",
      NIST,
      "%",
      largest(({ mev, total }) => photonRates(mev).total / total),
      0.5,
    ),
    atMost(
      "water: energy transfer against μ_en/ρ from 5 keV to 3 MeV (μ_tr is higher by what is radiated), largest difference",
      NIST,
      "%",
      largest(({ mev, absorption }) => transfer(mev) / absorption),
      1.5,
    ),
  ];
}

const NIST = "NIST, Hubbell and Seltzer";

interface NistRow {
  readonly mev: number;
  readonly total: number;
  readonly absorption: number;
}

function readNist(reference: Reference): NistRow[] {
  const text = new TextDecoder().decode(reference.read("photon-nist", "water.csv"));
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [mev = 0, total = 0, absorption = 0] = line.trim().split(/\s+/).map(Number);
      return { mev, total, absorption };
    });
}

/** S.A. Graves, R.T. Flynn, D.E. Hyer, Med Phys 46 (2019) 5284. */
function graves(reference: Reference): ValidationRow[] {
  const source = "Graves et al., Med Phys 46 (2019) 5284";
  const kernel = pointKernel(nuclide("Y-90"), ["beta"]);
  const { within } = radialEnergy(kernel);
  const file = reference.read("kernel-y90-dpk", "y90_beta_dpk_0-2.11cm.csv");
  const [, ...lines] = new TextDecoder().decode(file).trim().split("\n");
  const shells = lines.map((line) => line.split(",").map(Number) as [cm: number, mev: number]);
  const totalMeV = shells.reduce((sum, [, mev]) => sum + mev, 0);
  let published = 0;
  const apart = shells.map(([cm, mev]) => {
    published += mev;
    return (100 * Math.abs(within(cm * MM_PER_CM) - published)) / totalMeV;
  });
  const radius = (share: number, mm: number, withinMm: number) =>
    validationRow({
      what: `betas of Y-90: ${100 * share} % of their energy within`,
      source,
      unit: "mm",
      expected: mm,
      ours: radiusHolding(kernel, share),
      limitPercent: (100 * withinMm) / mm,
    });
  return [
    atMost(
      "betas of Y-90: cumulative energy, largest difference",
      source,
      "% of the total",
      Math.max(...apart),
      0.8,
    ),
    radius(0.5, 2.36, 0.03),
    radius(0.9, 5.42, 0.05),
    radius(0.95, 6.28, 0.05),
    radius(0.99, 7.78, 0.08),
  ];
}

function chains(): ValidationRow[] {
  const actinium = chainKernel(nuclide("Ac-225"));
  const shares = actinium.contributions.map(
    ({ totalMeV }) => (100 * totalMeV) / actinium.kernel.totalMeV,
  );
  return [
    validationRow({
      what: `Ac-225: contributions of its ${shares.length} nuclides to the energy of a decay, sum`,
      source: "conservation",
      unit: "%",
      expected: 100,
      ours: shares.reduce((sum, share) => sum + share, 0),
      limitPercent: 1e-9,
    }),
    ...(
      [
        ["Ra-223", 28.2],
        ["Ac-225", 28.9],
        ["Bi-213", 9.31],
        ["Pb-212", 10.3],
        ["At-211", 6.96],
      ] as const
    ).map(([name, mev]) =>
      validationRow({
        what: `${name} and the daughters that follow it: energy`,
        source: "ICRP 107 and DDEP branchings",
        unit: "MeV/decay",
        expected: mev,
        ours: chainKernel(nuclide(name)).kernel.totalMeV,
        limitPercent: 0.6,
      }),
    ),
  ];
}
