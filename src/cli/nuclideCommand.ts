import { type NuclideReport, nuclideReport } from "../app/nuclideReport";
import { readableDuration } from "../app/readableDuration";
import { InputError } from "../inputError";
import type { Nuclide } from "../physics/nuclide";
import { nuclideEnergies } from "../physics/nuclideEnergies";
import { nuclide, nuclideNames } from "../physics/nuclides";
import { type Command, EXIT, readArgs } from "./command";
import { table } from "./table";

export const nuclideCommand: Command = {
  name: "nuclide",
  summary: "decay facts of a nuclide, its ranges and its sources; all nuclides without a name",
  help: `gyre nuclide [Lu-177] [--json]

Half-life, every beta, electron, photon and alpha in the tables, mean energies, how far its electrons carry their energy,
daughters, S values of a voxel to itself, dose below a surface that holds activity, and where each number was read. Without a name: one line for each nuclide.
Needs no graphics adapter.
--json  one object (docs/schemas/nuclide.schema.json), or an array of them without a name`,
  run: async (args, io, work) => {
    const { values, positionals } = readArgs("nuclide", args, { json: { type: "boolean" } });
    if (positionals.length > 1)
      throw new InputError(`gyre nuclide: expected one name, got "${positionals.join(" ")}"`);
    if (positionals[0] !== undefined) {
      const report = nuclideReport(nuclide(positionals[0]));
      io.stdout(values.json ? `${JSON.stringify(report)}\n` : nuclideText(report));
      return EXIT.ok;
    }
    const all = nuclideNames.map(nuclide);
    if (!values.json) {
      io.stdout(overview(all));
      return EXIT.ok;
    }
    const reports = all.map((facts, n) => {
      work.report(facts.name, n / all.length);
      return nuclideReport(facts);
    });
    io.stdout(`${JSON.stringify(reports)}\n`);
    return EXIT.ok;
  },
};

const overview = (all: readonly Nuclide[]) =>
  table(
    ["nuclide", "half-life", "beta keV", "electron keV", "alpha keV", "photon keV", "daughters"],
    all.map((facts) => {
      const { betaKeV, electronKeV, alphaKeV, photonKeV } = nuclideEnergies(facts);
      return [
        facts.name,
        readableDuration(facts.halfLifeS),
        ...[betaKeV, electronKeV, alphaKeV, photonKeV].map(digits),
        facts.daughters.map(({ name }) => name).join(" ") || "–",
      ];
    }),
  );

/** The report for a reader. Emissions as percent of decays; ≈ marks one that stands for several weaker ones. */
export function nuclideText(report: NuclideReport): string {
  return [
    `${report.name}: half-life ${readableDuration(report.halfLifeS)} (${digits(report.halfLifeH)} h)\n`,
    energyText(report),
    betaText(report),
    ...lineText("electron", report.electrons),
    ...lineText("photon", report.photons),
    ...lineText("alpha", report.alphas),
    radiusText(report),
    chainText(report),
    selfVoxelText(report),
    surfaceText(report),
    `Sources\n${report.sources.map((source) => `- ${source}\n`).join("")}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function energyText({ energyPerDecay: energy }: NuclideReport): string {
  const rows = [
    ["beta", energy.betaKeV],
    ["conversion and Auger", energy.electronKeV],
    ["alpha", energy.alphaKeV],
    ["recoil", energy.recoilKeV],
    ["photons", energy.photonKeV],
    ["all", energy.totalKeV],
  ] as const;
  const share = `Photons carry ${digits(100 * energy.photonShare)} % of it.\n`;
  return (
    table(
      ["mean energy", "keV/decay"],
      rows.map(([name, keV]) => [name, digits(keV)]),
    ) + share
  );
}

const betaText = ({ betas }: NuclideReport): string =>
  betas.length === 0
    ? ""
    : table(
        ["beta", "end point keV", "mean keV", "%", "shape"],
        betas.map(({ charge, endpointKeV, meanKeV, perDecay, shape, lumped }) => [
          charge < 0 ? "β−" : "β+",
          marked(endpointKeV, lumped),
          digits(meanKeV),
          digits(100 * perDecay),
          shape,
        ]),
      );

const lineText = (kind: string, lines: NuclideReport["photons"]): string[] =>
  lines.length === 0
    ? []
    : [
        table(
          [kind, "keV", "%"],
          lines.map(({ origin, energyKeV, perDecay, lumped }) => [
            origin ?? kind,
            marked(energyKeV, lumped),
            digits(100 * perDecay),
          ]),
        ),
      ];

const radiusText = ({ electronRadii }: NuclideReport): string =>
  electronRadii.length === 0
    ? ""
    : table(
        ["betas and electrons: share of their energy", "within mm of water"],
        electronRadii.map(({ energyShare, radiusMm }) => [
          `${100 * energyShare} %`,
          radiusMm === 0 ? "< 0.001" : radiusMm.toPrecision(3),
        ]),
      );

function chainText({ name, daughters, notFollowed, chain, apart }: NuclideReport): string {
  const said = [
    ...daughters.map(
      (daughter) => `Daughter: ${daughter.name} (${digits(100 * daughter.branching)} %)`,
    ),
    ...notFollowed.map((daughter) => `Left out: ${daughter.name} (${daughter.why})`),
    ...(apart.length > 0
      ? [`Live long enough to go elsewhere, not in the S values: ${apart.join(", ")}`]
      : []),
  ];
  const members =
    chain.length < 2
      ? ""
      : table(
          [`with ${name}`, "decays per decay", "keV per decay"],
          chain.map(({ nuclide: member, decaysPerDecay, totalKeVPerDecay }) => [
            member,
            digits(decaysPerDecay),
            digits(totalKeVPerDecay),
          ]),
        );
  return said.map((line) => `${line}\n`).join("") + members;
}

const selfVoxelText = ({ selfVoxelS }: NuclideReport): string =>
  table(
    [`voxel to itself, ${selfVoxelS[0]!.densityGPerCm3} g/cm³`, "S mGy/(MBq s)"],
    selfVoxelS.map(({ voxelMm, sMGyPerMBqS }) => [`${voxelMm} mm`, sMGyPerMBqS.toPrecision(4)]),
  );

const surfaceText = ({ surfaceDoses }: NuclideReport): string =>
  surfaceDoses.length === 0
    ? ""
    : table(
        ["surface source: mm deep", "plane Gy cm²/MBq", "1 mm layer Gy cm²/MBq"],
        surfaceDoses.map(({ depthMm, planeGyCm2PerMBq, layer1MmGyCm2PerMBq }) => [
          String(depthMm),
          planeGyCm2PerMBq.toPrecision(3),
          layer1MmGyCm2PerMBq.toPrecision(3),
        ]),
      );

const marked = (keV: number, lumped: boolean) => `${lumped ? "≈ " : ""}${digits(keV)}`;
const digits = (x: number) => String(Number(x.toPrecision(5)));
