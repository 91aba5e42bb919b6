import { describe, expect, test } from "vitest";
import { nodeWebGpu } from "../../src/cli/nodeGpu";
import { NoAdapterError, openGpu } from "../../src/gpu/open";

/** A browser that offers no adapter the first times it is asked. */
function lateBy(times: number): { entry: GPU; asked: () => number } {
  let asked = 0;
  const requestAdapter: GPU["requestAdapter"] = (options) =>
    asked++ < times ? Promise.resolve(null) : nodeWebGpu().requestAdapter(options);
  return { entry: { requestAdapter } as GPU, asked: () => asked };
}

describe("a graphics adapter", () => {
  test("that is not there at first is asked for again", async () => {
    const { entry, asked } = lateBy(2);
    const gpu = await openGpu(entry, [1, 1, 1]);
    gpu.destroy();
    expect(asked()).toBe(3);
  });

  test("that does not come is an error after the last wait", async () => {
    const { entry, asked } = lateBy(10);
    await expect(openGpu(entry, [1, 1])).rejects.toThrow(NoAdapterError);
    expect(asked()).toBe(3);
  });

  test("is asked for once where nothing starts anew", async () => {
    const { entry, asked } = lateBy(1);
    await expect(openGpu(entry)).rejects.toThrow(NoAdapterError);
    expect(asked()).toBe(1);
  });
});
