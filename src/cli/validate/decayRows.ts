import { meanBetaKeV } from "../../physics/betaSpectrum";
import { chainKernel } from "../../physics/chainKernel";
import { kernelFaults } from "../../physics/kernelAudit";
import type { Nuclide } from "../../physics/nuclide";
import { nuclideEnergies } from "../../physics/nuclideEnergies";
import { nuclide, nuclideNames } from "../../physics/nuclides";
import { MEV_TO_KEV } from "../../physics/units";
import type { Reference, ValidationSection } from "./context";
import { atMost, type ValidationRow, validationRow } from "./row";

/** Energies of the emissions, and that kernels hold all of them. */
export const decaySection: ValidationSection = {
  title: "Decay facts",
  about:
    "Mean energies of betas come from our own spectra, of which the evaluations give only end points and intensities. Rows over all nuclides give the largest difference and where it is; where a mean is so small that the limit would be below 0.6 keV, in percent of that mean for which it is 0.6 keV.",
  needs: ["decay-icrp107"],
  rows: async ({ reference }) => [
    ...betaMeans(),
    ...electronTotals(),
    ...againstIcrp107(reference),
    ...kernelEnergies(),
  ],
};

const DDEP = "DDEP, Monographie BIPM-5";

/** keV per decay. */
const ELECTRONS: readonly (readonly [name: string, keV: number])[] = [
  ["P-32", 695.5],
  ["Sr-89", 584.6],
  ["Lu-177", 134.2],
  ["I-131", 181.4],
  ["Sm-153", 224.7],
  ["Re-186", 321.0],
  ["Re-188", 764.5],
  ["Cu-64", 73.4],
  ["Bi-213", 426.0],
  ["Pb-212", 101.3],
  ["Bi-212", 493.7],
  ["Tl-208", 559.1],
  ["Tl-209", 653.2],
  ["Tl-207", 491.6],
];

/** keV per positron of the strongest branch. */
const POSITRONS: readonly (readonly [name: string, keV: number])[] = [
  ["F-18", 249.5],
  ["Ga-68", 836.0],
  ["Cu-64", 278.2],
  ["Zr-89", 395.7],
];

function betaMeans(): ValidationRow[] {
  const ho166 = `${DDEP}; its non-unique branch is taken as allowed`;
  return [
    ...ELECTRONS.map(([name, keV]) =>
      meanRow(`${name}: mean energy of β−`, DDEP, keV, electronMeanKeV(name), 0.3),
    ),
    // The two evaluations differ by 0.7 %.
    meanRow("Y-90: mean energy of β−", DDEP, 926.6, electronMeanKeV("Y-90"), 0.75),
    meanRow("Y-90: mean energy of β−", "ICRP 107", 932.9, electronMeanKeV("Y-90"), 0.75),
    meanRow("Ho-166: mean energy of β−", ho166, 664.5, electronMeanKeV("Ho-166"), 0.7),
    ...POSITRONS.map(([name, keV]) =>
      meanRow(`${name}: mean energy of β+, strongest branch`, DDEP, keV, positronKeV(name), 0.3),
    ),
  ];
}

function electronMeanKeV(name: string): number {
  const facts = nuclide(name);
  return meanBetaKeV({ ...facts, betas: facts.betas.filter(({ charge }) => charge < 0) });
}

function positronKeV(name: string): number {
  const facts = nuclide(name);
  const positrons = facts.betas.filter(({ charge }) => charge > 0);
  const strongest = positrons.reduce((a, b) => (b.perDecay > a.perDecay ? b : a));
  return meanBetaKeV({ ...facts, betas: [{ ...strongest, perDecay: 1 }] });
}

/** Betas, conversion and Auger electrons, keV per decay. */
function electronTotals(): ValidationRow[] {
  const published = [
    ["P-32", 695],
    ["Sr-89", 584.5],
    ["Y-90", 933],
    ["Lu-177", 147.9],
    ["I-131", 191.9],
    ["Sm-153", 269.9],
    ["Re-186", 336.3],
    ["Re-188", 779.4],
  ] as const;
  return published.map(([name, keV]) => {
    const { betaKeV, electronKeV } = nuclideEnergies(nuclide(name));
    return meanRow(`${name}: all electrons`, "ICRP 107", keV, betaKeV + electronKeV, 1);
  });
}

/** Whose photon lines differ between DDEP, taken here, and ICRP 107 by more than their errors. */
const PHOTONS_DIFFER = ["Lu-177", "Re-188"];
/** Weak emissions left out may make this much: a limit in percent is never less. */
const LEAST_KEV = 0.6;

function againstIcrp107(reference: Reference): ValidationRow[] {
  const index = readIndex(reference);
  const compare = (
    what: string,
    limitPercent: number,
    ours: (facts: Nuclide) => number,
    published: (means: Means) => number,
    left: readonly string[] = [],
  ) => {
    const differences = nuclideNames
      .filter((name) => !left.includes(name))
      .map((name) => {
        const keV = published(index.get(name)!);
        const apart = Math.abs(ours(nuclide(name)) - keV);
        return { name, percent: (100 * apart) / Math.max(keV, (100 * LEAST_KEV) / limitPercent) };
      });
    const worst = differences.reduce((a, b) => (b.percent > a.percent ? b : a));
    const label = `${what} of ${differences.length} nuclides: largest difference (${worst.name})`;
    return atMost(label, "ICRP 107", "%", worst.percent, limitPercent);
  };
  const photonKeV = (facts: Nuclide) => nuclideEnergies(facts).photonKeV;
  const electronKeV = (facts: Nuclide) => {
    const { betaKeV, electronKeV: lines } = nuclideEnergies(facts);
    return betaKeV + lines;
  };
  const alphaKeV = ({ alphaKeV: alphas, recoilKeV }: Nuclide) => alphas + recoilKeV;
  return [
    compare("electrons", 1, electronKeV, (means) => means.electronKeV),
    compare("alphas with recoil", 0.1, alphaKeV, (means) => means.alphaKeV),
    compare("photons", 2.5, photonKeV, (means) => means.photonKeV, PHOTONS_DIFFER),
    ...PHOTONS_DIFFER.map((name) =>
      meanRow(
        `${name}: photons, whose intensities differ between DDEP (here) and ICRP 107`,
        "ICRP 107",
        index.get(name)!.photonKeV,
        photonKeV(nuclide(name)),
        5.5,
      ),
    ),
  ];
}

/** Of each nuclide with the daughters that follow it. */
function kernelEnergies(): ValidationRow[] {
  const found = nuclideNames.map((name) => {
    const facts = nuclide(name);
    const { kernel, contributions } = chainKernel(facts);
    const emittedKeV = contributions.reduce(
      (sum, member) =>
        sum + member.decaysPerDecay * nuclideEnergies(nuclide(member.nuclide)).totalKeV,
      0,
    );
    const apart = Math.abs((kernel.totalMeV * MEV_TO_KEV) / emittedKeV - 1);
    return { percent: 100 * apart, faults: kernelFaults([kernel], facts).length };
  });
  const what = `kernels of ${found.length} nuclides`;
  const worst = Math.max(...found.map(({ percent }) => percent));
  const faults = found.reduce((sum, one) => sum + one.faults, 0);
  return [
    atMost(`${what}: energy against all emissions`, "conservation", "%", worst, 0.5),
    atMost(`${what}: faults found by the audit`, "each emission once and whole", "", faults, 0),
  ];
}

interface Means {
  readonly alphaKeV: number;
  readonly electronKeV: number;
  readonly photonKeV: number;
}

/** Columns of fixed width; alphas include the recoil, electrons all of beta, conversion and Auger. */
function readIndex(reference: Reference): Map<string, Means> {
  const text = new TextDecoder("latin1").decode(reference.read("decay-icrp107", "ICRP-07.NDX"));
  const [, ...lines] = text.split("\n");
  const keV = (line: string, from: number, to: number) => MEV_TO_KEV * Number(line.slice(from, to));
  return new Map(
    lines.map((line) => [
      line.slice(0, 7).trim(),
      {
        alphaKeV: keV(line, 152, 159),
        electronKeV: keV(line, 159, 167),
        photonKeV: keV(line, 167, 175),
      },
    ]),
  );
}

const meanRow = (
  what: string,
  source: string,
  expected: number,
  ours: number,
  limitPercent: number,
) => validationRow({ what, source, unit: "keV/decay", expected, ours, limitPercent });
