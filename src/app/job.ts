import type { Work } from "../work";

/** What a long calculation tells the screen. Exactly one of these is true at a time. */
export type Job<T> =
  | { readonly status: "idle" }
  | { readonly status: "running"; readonly step: string; readonly fraction: number }
  | { readonly status: "done"; readonly result: T }
  | { readonly status: "failed"; readonly message: string };

export const IDLE = { status: "idle" } as const;

/** Runs `task` and turns its progress, result, failure or cancellation into successive Job states. */
export async function follow<T>(
  task: (work: Work) => Promise<T>,
  signal: AbortSignal,
  show: (job: Job<T>) => void,
): Promise<void> {
  const report = (step: string, fraction: number) => {
    if (!signal.aborted) show({ status: "running", step, fraction });
  };
  try {
    report("Starting", 0);
    show({ status: "done", result: await task({ signal, report }) });
  } catch (error) {
    if (signal.aborted) show(IDLE);
    else show({ status: "failed", message: sentenceOf(error) });
  }
}

/** What an error tells the user. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
