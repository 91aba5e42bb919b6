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
