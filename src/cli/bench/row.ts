/** One stage of a benchmark. `ratio` is ours over the other tool's, in the same run on the same machine. */
export interface BenchRow {
  readonly stage: string;
  readonly size: string;
  readonly ms: number;
  readonly other?: { readonly tool: string; readonly ms: number };
}

/** Median wall time of `run` over `repeats` runs after one to warm up, ms. */
export async function medianMs(run: () => Promise<void>, repeats = 5): Promise<number> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(repeats / 2)]!;
}
