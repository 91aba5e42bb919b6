/** Handed to every long calculation, in any room: how to hear a cancellation and how to report progress (0..1). */
export interface Work {
  readonly signal: AbortSignal;
  readonly report: (step: string, fraction: number) => void;
}

/** Work that nobody watches and nobody cancels: short calculations and scripts. */
export const quietWork = (): Work => ({ signal: new AbortController().signal, report: () => {} });

/** The share `from..to` of a longer piece of work, under the same signal. */
export const partOf = (work: Work, from: number, to: number): Work => ({
  signal: work.signal,
  report: (step, fraction) => work.report(step, from + (to - from) * fraction),
});

/** Lets messages in where the last pause is longer ago than a cancellation may wait; for loops that keep their thread. */
export function pauser(work: Work): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > LONGEST_HOLD_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    work.signal.throwIfAborted();
  };
}

const LONGEST_HOLD_MS = 40;
