import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import type { KernelRow, KernelTable } from "../physics/tables/kernelTable";
import { electronKernel } from "../physics/transport/electronKernel";
import { FINE_STEPS } from "../physics/transport/electronTable";
import { photonKernel } from "../physics/transport/photonKernel";
import { quietWork } from "../work";
import { processIo } from "./io";

/**
 * Writes the tables of src/physics/tables by Monte Carlo. `npm run kernels` takes about ten minutes on one core. A
 * second run goes on where the first one was stopped, energy by energy, and gives the same numbers.
 */
const SEED = 20240501;
const PARTS = ".cache/kernels";

const ELECTRONS_MEV = [
  0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1,
  1.4, 1.7, 2, 2.3, 2.7, 3.3,
];
const PHOTONS_MEV = [
  0.005, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1,
  0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.511, 0.662, 0.8, 1, 1.25, 1.5, 2, 3,
];

const ELECTRONS = 100_000;
const PHOTONS = 1_000_000;

await makeElectrons();
await makePhotons();
await rm(PARTS, { recursive: true }); // finished: another run computes anew

async function makeElectrons(): Promise<void> {
  const made = { histories: ELECTRONS, seed: SEED, ...FINE_STEPS };
  const rows = await rowsOf("electronKernels", made, ELECTRONS_MEV, async (mev, seed) => {
    const settings = { steps: FINE_STEPS, histories: ELECTRONS, seed };
    const kernel = await electronKernel(mev, settings, quietWork());
    return { energyMeV: mev, apart: kernel.radiated, shares: kernel.deposited };
  });
  await writeTable("electronKernels", "ELECTRON_KERNELS", made, rows);
}

async function makePhotons(): Promise<void> {
  const made = { histories: PHOTONS, seed: SEED };
  const rows = await rowsOf("photonKernels", made, PHOTONS_MEV, async (mev, seed) => {
    const kernel = await photonKernel(mev, { histories: PHOTONS, seed }, quietWork());
    return { energyMeV: mev, apart: kernel.first, shares: kernel.later };
  });
  await writeTable("photonKernels", "PHOTON_KERNELS", made, rows);
}

interface Result {
  readonly energyMeV: number;
  readonly apart: number;
  readonly shares: Float64Array;
}

/** One row an energy: from an earlier run with the same settings, or computed and kept for a later one. */
async function rowsOf(
  name: string,
  made: KernelTable["made"],
  energiesMeV: readonly number[],
  compute: (energyMeV: number, seed: number) => Promise<Result>,
): Promise<KernelRow[]> {
  const settings = digestOf(made).slice(0, 12);
  const rows: KernelRow[] = [];
  const started = performance.now();
  for (const [i, energyMeV] of energiesMeV.entries()) {
    const part = `${PARTS}/${name}-${settings}-${energyMeV}.json`;
    const known = await processIo.readFile(part).catch(() => undefined);
    const row = known
      ? (JSON.parse(new TextDecoder().decode(known)) as KernelRow)
      : rowOf(await compute(energyMeV, SEED + i));
    if (!known) await processIo.writeFile(part, JSON.stringify(row));
    rows.push(row);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    processIo.stderr(
      `${name}: ${energyMeV} MeV, ${i + 1} of ${energiesMeV.length}, ${seconds} s\n`,
    );
  }
  return rows;
}

function rowOf({ energyMeV, apart, shares }: Result): KernelRow {
  const perMillion = Array.from(shares, (share) => Math.round(share * 1e6)).join(" ");
  return { energyMeV, apart: Number(apart.toPrecision(6)), perMillion };
}

async function writeTable(
  name: string,
  constant: string,
  made: KernelTable["made"],
  rows: readonly KernelRow[],
): Promise<void> {
  const path = `src/physics/tables/${name}.ts`;
  const text = `// Written by \`npm run kernels\`; not by hand.
import type { KernelTable } from "./kernelTable";

export const ${constant}: KernelTable = ${sourceOf({ made, digest: digestOf(rows), rows })};
`;
  await processIo.writeFile(path, text);
  processIo.stderr(`${path}: ${(text.length / 1000).toFixed(0)} kB\n`);
}

/** A table as the formatter would leave it. */
function sourceOf(table: KernelTable): string {
  return JSON.stringify(table, null, 2)
    .replaceAll(/"(\w+)":/g, "$1:")
    .replaceAll(/([^,{[])\n/g, "$1,\n")
    .replaceAll(/perMillion: /g, "perMillion:\n        ");
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
