import type { Work } from "../work";
import type { News, Order, TaskOrder, Tasks } from "./workerMessages";

/** The part of a Worker that the client uses. */
export interface WorkerPort {
  postMessage(order: Order): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<News>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A worker that has not answered a cancellation by then is ended, so that cancelling always takes less than 200 ms. */
const CANCEL_PATIENCE_MS = 150;

/** The page's side of the worker. One task at a time: the caller cancels before it asks for another. */
export class WorkerClient {
  #worker: WorkerPort | undefined;
  #orders = 0;

  constructor(private readonly start: () => WorkerPort = startWorker) {}

  /** Has the worker do one task. Rejects with the abort reason when `work` is cancelled, else with a sentence for the user. */
  ask<K extends keyof Tasks>(
    kind: K,
    question: Tasks[K]["question"],
    work: Work,
  ): Promise<Tasks[K]["answer"]> {
    work.signal.throwIfAborted();
    this.#worker ??= this.start();
    const worker = this.#worker;
    const id = ++this.#orders;
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        work.signal.removeEventListener("abort", cancel);
        finish();
      };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const cancel = () => {
        worker.postMessage({ kind: "cancel", id });
        timer = setTimeout(() => {
          this.#end(worker);
          settle(() => reject(work.signal.reason));
        }, CANCEL_PATIENCE_MS);
      };
      worker.onmessage = ({ data }) => {
        if (data.id !== id) return;
        if (data.kind === "progress") work.report(data.step, data.fraction);
        else if (data.kind === "done") settle(() => resolve(data.answer));
        else if (data.kind === "cancelled") settle(() => reject(work.signal.reason));
        else settle(() => reject(new Error(data.message)));
      };
      worker.onerror = ({ message }) => {
        this.#end(worker);
        settle(() => reject(new Error(`The calculation stopped: ${message}`)));
      };
      work.signal.addEventListener("abort", cancel);
      worker.postMessage({ kind, id, question } as TaskOrder);
    });
  }

  /** Ends the worker and gives its graphics device back; the next task starts another. */
  close(): void {
    if (this.#worker) this.#end(this.#worker);
  }

  #end(worker: WorkerPort): void {
    worker.terminate();
    if (this.#worker === worker) this.#worker = undefined;
  }
}

const startWorker = (): WorkerPort =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "gyre" });
