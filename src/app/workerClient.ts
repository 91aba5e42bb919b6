import type { Work } from "../work";
import type { OpenPlan } from "./openPlan";
import type { Calculation, News, Order } from "./workerMessages";

/** The part of a Worker that the client uses. */
export interface WorkerPort {
  postMessage(order: Order): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<News>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A worker that has not answered a cancellation by then is ended, so that cancelling always takes less than 200 ms. */
const CANCEL_PATIENCE_MS = 150;

/** The page's side of the worker that calculates. One calculation at a time: the caller cancels before it starts another. */
export class WorkerClient {
  #worker: WorkerPort | undefined;
  #calculations = 0;

  constructor(private readonly start: () => WorkerPort = startWorker) {}

  /** Runs one calculation in the worker. Rejects with the abort reason when `work` is cancelled, else with a sentence for the user. */
  calculate(calculation: Calculation, work: Work): Promise<OpenPlan> {
    work.signal.throwIfAborted();
    this.#worker ??= this.start();
    const worker = this.#worker;
    const id = ++this.#calculations;
    return new Promise<OpenPlan>((resolve, reject) => {
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
        else if (data.kind === "done") settle(() => resolve(data.plan));
        else if (data.kind === "cancelled") settle(() => reject(work.signal.reason));
        else settle(() => reject(new Error(data.message)));
      };
      worker.onerror = ({ message }) => {
        this.#end(worker);
        settle(() => reject(new Error(`The calculation stopped: ${message}`)));
      };
      work.signal.addEventListener("abort", cancel);
      worker.postMessage({ kind: "calculate", id, calculation });
    });
  }

  #end(worker: WorkerPort): void {
    worker.terminate();
    if (this.#worker === worker) this.#worker = undefined;
  }
}

const startWorker = (): WorkerPort =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "gyre" });
