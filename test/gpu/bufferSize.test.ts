import { expect, test } from "vitest";
import { withGpu } from "../support/gpu";

test("a buffer that no shader could be given whole is refused by name before there is one", () =>
  withGpu(async (gpu) => {
    const { maxBufferSize, maxStorageBufferBindingSize } = gpu.device.limits;
    const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    const words = Math.floor(most / 4);

    expect(() => gpu.buffer("dose", words + 1)).toThrow(
      `dose: ${4 * (words + 1)} bytes in one buffer, this graphics device takes ${most}`,
    );
    expect(gpu.ledger.labels).toEqual([]);
  }));
