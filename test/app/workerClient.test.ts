import { expect, test } from "vitest";
import { WorkerClient, type WorkerPort } from "../../src/app/workerClient";
import type { Calculation, News, Order } from "../../src/app/workerMessages";
import { quietWork } from "../../src/work";

const calculation = {} as Calculation;

/** A worker that only notes its orders; the test speaks for it. */
function silentWorker() {
  const orders: Order[] = [];
  const state = { ended: false };
  const port: WorkerPort = {
    postMessage: (order) => orders.push(order),
    terminate: () => {
      state.ended = true;
    },
    onmessage: null,
    onerror: null,
  };
  const say = (data: News) => port.onmessage?.({ data } as MessageEvent<News>);
  return { port, orders, say, state };
}

test("a failure in the worker reaches the caller as its sentence", async () => {
  const worker = silentWorker();
  const answer = new WorkerClient(() => worker.port).ask("calculate", calculation, quietWork());

  worker.say({ kind: "failed", id: 1, message: "The graphics device was lost: sleep" });

  await expect(answer).rejects.toThrow("The graphics device was lost: sleep");
});

test("news of an earlier calculation are not taken for those of the present one", async () => {
  const worker = silentWorker();
  const client = new WorkerClient(() => worker.port);
  const first = client.ask("calculate", calculation, quietWork());
  worker.say({ kind: "failed", id: 1, message: "first" });
  await expect(first).rejects.toThrow("first");

  const second = client.ask("calculate", calculation, quietWork());
  worker.say({ kind: "failed", id: 1, message: "late" });
  worker.say({ kind: "failed", id: 2, message: "second" });

  await expect(second).rejects.toThrow("second");
});

test("a worker that does not answer a cancellation is ended, and the next calculation gets a new one", async () => {
  const workers = [silentWorker(), silentWorker()];
  let started = 0;
  const client = new WorkerClient(() => workers[started++]!.port);
  const controller = new AbortController();
  const answer = client.ask("calculate", calculation, {
    ...quietWork(),
    signal: controller.signal,
  });

  controller.abort();

  await expect(answer).rejects.toThrow("aborted");
  expect(workers[0]!.state.ended).toBe(true);
  void client.ask("calculate", calculation, quietWork());
  expect(workers[1]!.orders).toHaveLength(1);
});

test("a worker that answers a cancellation is kept", async () => {
  const worker = silentWorker();
  const controller = new AbortController();
  const client = new WorkerClient(() => worker.port);
  const answer = client.ask("calculate", calculation, {
    ...quietWork(),
    signal: controller.signal,
  });

  controller.abort();
  worker.say({ kind: "cancelled", id: 1 });

  await expect(answer).rejects.toThrow("aborted");
  expect(worker.orders.map(({ kind }) => kind)).toEqual(["calculate", "cancel"]);
  expect(worker.state.ended).toBe(false);
});
