import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { version } from "../../package.json";
import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { partOf, type Work } from "../work";
import { planMs } from "./bench/planMs";
import { registrationBench } from "./bench/registrationBench";
import type { BenchRow } from "./bench/row";
import { scipyTimes } from "./bench/scipyTimes";
import { BENCH_STAGES, rowOf } from "./bench/stages";
import { type Command, EXIT, readArgs } from "./command";
import { openNodeGpu } from "./nodeGpu";

const KINDS = ["stages", "registration"] as const;

export const benchCommand: Command = {
  name: "bench",
  summary:
    "times of the stages on this adapter, beside scipy; of registrations, beside elastix and plastimatch",
  help: `gyre bench [stages|registration] [--out <file.md>]

stages        resampling, fits, kernels, convolutions, DVHs at 128³ and one whole plan, beside scipy's where python3 has it
registration  rigid and deformable at 128³: time and error on a pair of our own, beside elastix and plastimatch where installed
--out         where the table is written (docs/bench.md, docs/bench-registration.md)
stdout carries the table.`,
  run: async (args, io, work) => {
    const { values, positionals } = readArgs("bench", args, { out: { type: "string" } });
    const kind = KINDS.find((known) => known === (positionals[0] ?? "stages"));
    if (!kind || positionals.length > 1)
      throw new InputError(
        `gyre bench: expected ${KINDS.join(" or ")}, got "${positionals.join(" ")}"`,
      );
    const out = values.out ?? (kind === "stages" ? "docs/bench.md" : "docs/bench-registration.md");
    const load = loadavg()[0]!;
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const body = kind === "stages" ? await stages(gpu, work) : await registrationBench(gpu, work);
      const text = page(kind, gpu, digits(load), body);
      io.stdout(text);
      await io.writeFile(out, text);
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};

/** Beside dist/cli/gyre.js as beside its source. */
const SCIPY_SCRIPT = fileURLToPath(new URL("../../scripts/bench_scipy.py", import.meta.url));

async function stages(gpu: Gpu, work: Work): Promise<string[]> {
  work.report("scipy", 0);
  const scipy = await scipyTimes(SCIPY_SCRIPT, work.signal);
  const rows: BenchRow[] = [];
  for (const [n, stage] of BENCH_STAGES.entries()) {
    work.signal.throwIfAborted();
    work.report(stage.stage, 0.2 + (0.4 * n) / BENCH_STAGES.length);
    const ms = await stage.ms(gpu);
    const theirs = (id: string) => {
      const found = typeof scipy === "string" ? undefined : scipy.ms[id];
      return typeof scipy === "string" || found === undefined
        ? undefined
        : { tool: scipy.tool, ms: found };
    };
    rows.push(rowOf(stage, ms, theirs(stage.id)));
    const unbounded = theirs(`${stage.id}Unbounded`);
    if (unbounded)
      rows.push(rowOf({ ...stage, stage: `${stage.stage}; scipy without bounds` }, ms, unbounded));
  }
  const ms = await planMs(gpu, partOf(work, 0.6, 1));
  rows.push({ stage: "one whole plan, first run", size: "sample case", ms });
  return [
    "| stage | size | Gyre ms | scipy ms | scipy / Gyre |",
    "|---|---|---:|---:|---:|",
    ...rows.map(markdown),
    "",
    typeof scipy === "string"
      ? scipy
      : `Beside it: ${scipy.tool}, float32 where scipy keeps it; its voxel fits are scipy.optimize.curve_fit, one voxel after the other, scaled from 200 voxels, with the bounds of Gyre's fits (trust region) unless the row says without (Levenberg-Marquardt, another problem).`,
  ];
}

function markdown({ stage, size, ms, other }: BenchRow): string {
  const theirs = other ? `${digits(other.ms)} | ${digits(other.ms / ms)}` : "– | –";
  return `| ${stage} | ${size} | ${digits(ms)} | ${theirs} |`;
}

const METHOD = {
  stages:
    "The fastest of up to ten runs after one to warm up, with the transfers to the adapter and back; the plan runs once.",
  registration: "One run each, nothing warmed up.",
} as const;

function page(
  kind: (typeof KINDS)[number],
  gpu: Gpu,
  load: string,
  body: readonly string[],
): string {
  const driver = process.env.GYRE_DRIVER;
  const cpu = cpus();
  return [
    kind === "stages" ? "# Times" : "# Times and errors of registrations",
    "",
    `Written by \`gyre bench ${kind}\` of Gyre ${version}; do not edit. Adapter: ${gpu.adapterName}${driver ? ` (${driver})` : ""}; ${cpu.length} × ${cpu[0]?.model ?? "unnamed CPU"}, Node ${process.version}.`,
    `${METHOD[kind]} Load of the machine before: ${load} on ${cpu.length} CPUs; what else runs slows all of it.`,
    "",
    ...body,
    "",
  ].join("\n");
}

const digits = (x: number) => String(Number(x.toPrecision(3)));
