import { expect, test } from "vitest";
import { type Clock, DrawPace } from "../../components/drawPace";

/** A device that paints a full picture in `fullMs`, and a clock that only it moves. */
function studio(fullMs: number) {
  let now = 0;
  const queue: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    nextFrame: (run) => queue.push({ at: now + 16, run }),
    after: (ms, run) => queue.push({ at: now + ms, run }),
  };
  const scales: number[] = [];
  const pace = new DrawPace(async (scale) => {
    scales.push(scale);
    now += fullMs * scale ** 2;
  }, clock);
  const run = async (untilMs: number) => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve));
      queue.sort((a, b) => a.at - b.at);
      if (!queue[0] || queue[0].at > untilMs) break;
      const { at, run } = queue.shift()!;
      now = Math.max(now, at);
      run();
    }
    now = Math.max(now, untilMs);
  };
  return { pace, scales, run };
}

test("a fast device always paints all pixels", async () => {
  const { pace, scales, run } = studio(5);

  for (let t = 0; t < 5; t++) {
    pace.request();
    await run(50 * (t + 1));
  }

  expect(scales).toEqual([1, 1, 1, 1, 1]);
});

test("a slow device paints drafts while changes come, and the full picture once they rest", async () => {
  const { pace, scales, run } = studio(200);

  pace.request();
  await run(300);
  pace.request();
  await run(400);
  pace.request();
  await run(2000);

  expect(scales[0]).toBe(1);
  expect(scales[1]).toBeLessThan(0.5);
  expect(scales[2]).toBeLessThan(0.5);
  expect(scales.slice(3)).toEqual([1]);
});

test("changes that come while a picture is painted are painted together", async () => {
  const { pace, scales, run } = studio(20);

  for (let n = 0; n < 10; n++) pace.request();
  await run(500);

  expect(scales).toEqual([1]);
});

test("after it is stopped nothing is painted", async () => {
  const { pace, scales, run } = studio(20);

  pace.request();
  pace.stop();
  await run(500);

  expect(scales).toEqual([]);
});
