import type { Job } from "./job";

/** One step of the chain: `done` has its numbers, `now` is running, `ahead` waits. */
export interface Step {
  readonly name: string;
  readonly state: "done" | "now" | "ahead";
}

/** The chain, and the share of the whole calculation at which each step ends (see the parts of work in worker and pipeline). */
const CHAIN = [
  { name: "Data", until: 0.2 },
  { name: "Register", until: 0.4 },
  { name: "Quantify", until: 0.47 },
  { name: "Kinetics", until: 0.52 },
  { name: "Dose", until: 0.92 },
  { name: "Plan", until: 1 },
] as const;

/** Where the calculation stands. With a result every step but the last is done: the plan is what the user works on now. */
export function stepsOf(job: Job<unknown>): Step[] {
  const at = indexOf(job);
  return CHAIN.map(({ name }, i) => ({
    name,
    state: i < at ? "done" : i === at ? "now" : "ahead",
  }));
}

function indexOf(job: Job<unknown>): number {
  if (job.status === "done") return CHAIN.length - 1;
  if (job.status !== "running") return 0;
  const running = CHAIN.findIndex(({ until }) => job.fraction < until);
  return running < 0 ? CHAIN.length - 1 : running;
}
