import type { ScannedCycle } from "../records/givenCycleSchema";
import type { Work } from "../work";
import type { CycleBasis, MeasuredCycle } from "./cycleFromScans";
import type { FoundStudy } from "./foundStudy";
import { follow, IDLE, type Job } from "./job";
import type { OpenPlan } from "./openPlan";
import { Store } from "./store";
import { WorkerClient } from "./workerClient";

/** How far the scans of a cycle have come: taking stock of their files, then evaluating them. */
export interface CycleJob {
  readonly inspection: Job<FoundStudy>;
  readonly measurement: Job<MeasuredCycle>;
}

/** Takes stock of the files of a cycle and evaluates them, in a worker of its own beside that of the plan; one thing at a time. */
export class CycleJobs {
  readonly store = new Store<CycleJob>(NOTHING);
  readonly #worker = new WorkerClient();
  #files: ReadonlyMap<string, File> = new Map();
  #running: AbortController | undefined;

  /** Takes stock of files; what was found before goes. */
  async inspect(files: ReadonlyMap<string, File>): Promise<void> {
    this.#files = files;
    this.store.update(() => NOTHING);
    await this.#run(
      (work) => this.#worker.ask("inspect", files, work),
      (inspection) => ({ inspection, measurement: IDLE }),
    );
  }

  /** Evaluates the cycle that the user confirmed, in the structures of the plan. What was confirmed stays when it fails. */
  async measure(cycle: ScannedCycle, plan: OpenPlan): Promise<void> {
    const order = {
      cycle,
      id: crypto.randomUUID(),
      files: { kind: "dropped", files: this.#files } as const,
      basis: basisOf(plan),
    };
    await this.#run(
      (work) => this.#worker.ask("cycle", order, work),
      (measurement, before) => ({ ...before, measurement }),
    );
  }

  /** Stops what runs. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Forgets everything and gives the graphics device back. */
  close(): void {
    this.cancel();
    this.#running = undefined;
    this.#files = new Map();
    this.#worker.close();
    this.store.update(() => NOTHING);
  }

  async #run<T>(
    task: (work: Work) => Promise<T>,
    shown: (job: Job<T>, before: CycleJob) => CycleJob,
  ): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.#running = controller;
    await follow(task, controller.signal, (job) => {
      if (this.#running === controller) this.store.update((before) => shown(job, before));
    });
  }
}

const NOTHING: CycleJob = { inspection: IDLE, measurement: IDLE };

/** The planning scan alone, of all scans of the plan: the others are not needed and large. */
function basisOf({ study, result, case: data, camera }: OpenPlan): CycleBasis {
  const { prescription, regions } = result;
  return {
    case: data!,
    study: {
      timePoints: [study.timePoints[study.reference]!],
      reference: 0,
      structures: study.structures,
    },
    plan: { prescription, regions },
    camera,
  };
}
