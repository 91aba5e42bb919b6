import type { Gpu } from "../../gpu/gpu";
import { registerDeformable } from "../../registration/registerDeformable";
import { AFFINE_FINEST_MM, registerLinear } from "../../registration/registerLinear";
import type { Triple } from "../../volume/grid";
import { pointMover } from "../../volume/transform";
import { quietWork, type Work } from "../../work";
import {
  elastix,
  type OtherResult,
  plastimatch,
  type RegistrationKind,
} from "./otherRegistrations";
import { type BenchPair, benchPair, rigidTruth, smoothTruth } from "./pair";

/** Rigid and deformable registrations of a pair whose motion is known: the lines of a markdown table. */
export async function registrationBench(gpu: Gpu, work: Work): Promise<string[]> {
  const rows: string[] = [];
  const leftOut: string[] = [];
  const installed = [];
  for (const tool of [elastix, plastimatch]) {
    const version = await tool.version();
    if (version === undefined) leftOut.push(`${tool.name} is left out: it is not installed.`);
    else installed.push({ tool, version });
  }
  for (const kind of ["rigid", "deformable"] as const) {
    const pair = benchPair(kind === "rigid" ? rigidTruth() : smoothTruth());
    rows.push(row(kind, "before", pair, { ms: undefined, found: pair.points.map(({ mm }) => mm) }));
    work.report(`Gyre, ${kind}`, kind === "rigid" ? 0.1 : 0.5);
    rows.push(row(kind, "Gyre", pair, await ours(gpu, pair, kind)));
    for (const { tool, version } of installed) {
      work.report(`${tool.name}, ${kind}`, kind === "rigid" ? 0.3 : 0.8);
      const theirs = await tool.register(pair, kind);
      rows.push(row(kind, `${tool.name} ${version}, 2 threads, with its files`, pair, theirs));
    }
  }
  return [
    "| registration | by | seconds | mean error mm | largest error mm |",
    "|---|---|---:|---:|---:|",
    ...rows,
    "",
    "Errors are distances at voxel centres all over a synthetic body of 128³ voxels of 2.5 mm with 1 % noise, moved by 8° and 20.8 mm, or by waves of up to 9 mm.",
    ...leftOut,
  ];
}

async function ours(gpu: Gpu, pair: BenchPair, kind: RegistrationKind): Promise<OtherResult> {
  const start = performance.now();
  const fixed = { volume: pair.fixed, outside: 0 };
  const moving = { volume: pair.moving, outside: 0 };
  const freedom = kind === "rigid" ? "rigid" : "affine";
  const linear = await registerLinear(
    gpu,
    {
      fixed,
      moving,
      freedom,
      metric: "ncc",
      searchMm: 40,
      finestMm: kind === "rigid" ? 0 : AFFINE_FINEST_MM,
    },
    quietWork(),
  );
  const { transform } =
    kind === "rigid"
      ? linear
      : await registerDeformable(gpu, { fixed, moving, start: linear.transform }, quietWork());
  const ms = performance.now() - start;
  const move = pointMover(transform);
  return { ms, found: pair.points.map(({ mm }) => move(mm)) };
}

function row(
  kind: RegistrationKind,
  by: string,
  { points, truth }: BenchPair,
  { ms, found }: Omit<OtherResult, "ms"> & { readonly ms: number | undefined },
): string {
  const errors = points.map(({ mm }, p) => distance(found[p]!, truth(mm)));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const seconds = ms === undefined ? "–" : digits(ms / 1000);
  return `| ${kind} | ${by} | ${seconds} | ${digits(mean)} | ${digits(Math.max(...errors))} |`;
}

const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const digits = (x: number) => String(Number(x.toPrecision(3)));
