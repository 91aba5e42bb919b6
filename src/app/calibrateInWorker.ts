import type { Work } from "../work";
import type { CalibrationNews, CalibrationOrder } from "./calibrationWorker";
import type { CalibratedCamera } from "./cameraForm";

/** The part of a Worker that is used. */
export interface CalibrationPort {
  postMessage(order: CalibrationOrder): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<CalibrationNews>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/**
 * Calibrates a camera off the page's thread, in a worker of its own that cancelling ends at once. Rejects with the reason when it is cancelled, else with a
 * sentence for the user.
 */
export function calibrateInWorker(
  order: CalibrationOrder,
  work: Work,
  start: () => CalibrationPort = startWorker,
): Promise<CalibratedCamera> {
  work.signal.throwIfAborted();
  const worker = start();
  return new Promise<CalibratedCamera>((resolve, reject) => {
    work.signal.addEventListener("abort", () => reject(work.signal.reason));
    worker.onerror = ({ message }) => reject(new Error(`The calibration stopped: ${message}`));
    worker.onmessage = ({ data }) => {
      if ("fraction" in data) work.report(data.step, data.fraction);
      else if ("camera" in data) resolve(data.camera);
      else reject(new Error(data.message));
    };
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

const startWorker = (): CalibrationPort =>
  new Worker(new URL("./calibrationWorker.ts", import.meta.url), {
    type: "module",
    name: "gyre calibration",
  });
