import { openNodeGpu } from "../../src/cli/nodeGpu";
import type { Gpu } from "../../src/gpu/gpu";

/** Runs `check` on a real WebGPU device of its own; any validation error, and any buffer left alive, fails the test. */
export async function withGpu(check: (gpu: Gpu) => Promise<void>): Promise<void> {
  const gpu = await openNodeGpu();
  gpu.device.pushErrorScope("validation");
  const failure = await check(gpu).catch((error: unknown) => error ?? new Error("unknown failure"));
  const invalid = await gpu.device.popErrorScope();
  const leftovers = gpu.ledger.labels;
  gpu.destroy();
  if (failure) throw failure;
  if (invalid) throw new Error(invalid.message);
  if (leftovers.length > 0) throw new Error(`Buffers left alive: ${leftovers.join(", ")}`);
}
