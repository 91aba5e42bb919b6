import type { PopulationPrior } from "../kinetics/population";
import type { Work } from "../work";
import type { LearnNews, LearnOrder } from "./populationWorker";

/** Learns off the page's thread, in a worker of its own that cancelling ends at once. Rejects with a sentence for the user. */
export function learnInWorker(order: LearnOrder, work: Work): Promise<PopulationPrior> {
  work.signal.throwIfAborted();
  const worker = new Worker(new URL("./populationWorker.ts", import.meta.url), {
    type: "module",
    name: "gyre populations",
  });
  return new Promise<PopulationPrior>((resolve, reject) => {
    work.signal.addEventListener("abort", () => reject(work.signal.reason));
    worker.onerror = ({ message }) => reject(new Error(`The learning stopped: ${message}`));
    worker.onmessage = ({ data }: MessageEvent<LearnNews>) => {
      if ("fraction" in data) work.report("Learning from finished patients", data.fraction);
      else if ("learnt" in data) resolve(data.learnt);
      else reject(new Error(data.message));
    };
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}
