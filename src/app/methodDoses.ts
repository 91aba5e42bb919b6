import type { DoseMethod } from "../dosimetry/doseEngine";
import type { Study } from "../volume/study";
import { follow, IDLE, type Job } from "./job";
import { type MethodDose, methodQuestion } from "./methodDose";
import type { PlanResult } from "./planResult";
import { Store } from "./store";
import { WorkerClient } from "./workerClient";

/** Doses of one plan's decays by other methods. */
export interface MethodDosesState {
  /** The plan that the doses belong to. */
  readonly plan: PlanResult | undefined;
  readonly doses: readonly MethodDose[];
  /** What is being calculated. */
  readonly method: DoseMethod | undefined;
  readonly job: Job<MethodDose>;
}

const NOTHING: MethodDosesState = { plan: undefined, doses: [], method: undefined, job: IDLE };

/** Calculates doses by other methods in a worker of its own, one at a time, and keeps them for as long as the plan stays the same. */
export class MethodDoses {
  readonly store = new Store<MethodDosesState>(NOTHING);
  readonly #worker = new WorkerClient();
  #running: AbortController | undefined;

  /** Adds the dose of a plan by a method to those kept; what runs is stopped. Never rejects: a failure shows as that of the job. */
  async calculate(study: Study, plan: PlanResult, method: DoseMethod): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.#running = controller;
    this.store.update((state) => ({ ...(state.plan === plan ? state : NOTHING), plan, method }));
    await follow(
      (work) => this.#worker.ask("compare", methodQuestion(study, plan, method), work),
      controller.signal,
      (job) => {
        if (this.#running !== controller) return;
        this.store.update((state) => ({
          ...state,
          job,
          doses: job.status === "done" ? [...state.doses, job.result] : state.doses,
        }));
      },
    );
    if (this.#running === controller) this.#worker.close();
  }

  /** Stops what runs; nothing happens when nothing does. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Stops, forgets the doses and ends the worker. */
  dispose(): void {
    this.cancel();
    this.#running = undefined;
    this.#worker.close();
    this.store.update(() => NOTHING);
  }
}
