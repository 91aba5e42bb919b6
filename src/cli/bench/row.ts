/** One stage of a benchmark. `ratio` is ours over the other tool's, in the same run on the same machine. */
export interface BenchRow {
  readonly stage: string;
  readonly size: string;
  readonly ms: number;
  readonly other?: { readonly tool: string; readonly ms: number };
}

const MOST_RUNS = 10;
const ENOUGH_MS = 6000;

/**
 * Wall time of the fastest of up to ten runs after one to warm up, ms; fewer where they take more than six seconds together. The fastest, since what
 * else runs on a machine only ever slows.
 */
export async function fastestMs(run: () => Promise<unknown>): Promise<number> {
  await run();
  let [fastest, total] = [Number.POSITIVE_INFINITY, 0];
  for (let runs = 0; runs < MOST_RUNS && total < ENOUGH_MS; runs++) {
    const start = performance.now();
    await run();
    const ms = performance.now() - start;
    fastest = Math.min(fastest, ms);
    total += ms;
  }
  return fastest;
}
