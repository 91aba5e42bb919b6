import { expect, test } from "vitest";
import { type CalibrationPort, calibrateInWorker } from "../../src/app/calibrateInWorker";
import type { CalibrationNews, CalibrationOrder } from "../../src/app/calibrationWorker";
import type { CalibratedCamera } from "../../src/app/cameraForm";

/** A worker that does as it is told by the test, and remembers whether it was ended. */
function port() {
  const worker: CalibrationPort & { ended: boolean; asked: CalibrationOrder | undefined } = {
    ended: false,
    asked: undefined,
    onmessage: null,
    onerror: null,
    postMessage(order) {
      this.asked = order;
    },
    terminate() {
      this.ended = true;
    },
  };
  const say = (data: CalibrationNews) =>
    worker.onmessage!({ data } as MessageEvent<CalibrationNews>);
  return { worker, say };
}

const ORDER = { form: {}, file: undefined } as CalibrationOrder;

test("steps are reported, the camera is the answer, and the worker is ended", async () => {
  const { worker, say } = port();
  const steps: string[] = [];
  const { signal } = new AbortController();
  const report = (step: string) => steps.push(step);
  const asked = calibrateInWorker(ORDER, { signal, report }, () => worker);

  say({ step: "Reading a.nii", fraction: 0 });
  say({ camera: { findings: [] } as unknown as CalibratedCamera });

  expect((await asked).findings).toEqual([]);
  expect(steps).toEqual(["Reading a.nii"]);
  expect(worker.asked).toBe(ORDER);
  expect(worker.ended).toBe(true);
});

test("cancelling ends the worker at once; what it refuses is a sentence", async () => {
  const first = port();
  const controller = new AbortController();
  const work = { signal: controller.signal, report: () => {} };
  const cancelled = calibrateInWorker(ORDER, work, () => first.worker);
  controller.abort();
  await expect(cancelled).rejects.toBe(controller.signal.reason);
  expect(first.worker.ended).toBe(true);

  const second = port();
  const fresh = { signal: new AbortController().signal, report: () => {} };
  const refused = calibrateInWorker(ORDER, fresh, () => second.worker);
  second.say({ message: "camera: name: expected a text, received nothing" });
  await expect(refused).rejects.toThrow("expected a text");
});
