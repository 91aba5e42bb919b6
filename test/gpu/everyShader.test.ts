import { expect, test } from "vitest";
import { nodeWebGpu } from "../../src/cli/nodeGpu";
import type { Kernel } from "../../src/gpu/kernel";

const modules = import.meta.glob<Record<string, Kernel>>("../../src/gpu/kernels/*.ts", {
  eager: true,
});
const kernels = Object.values(modules).flatMap((module) => Object.values(module));

/** Dawn's null backend runs nothing and validates everything: a lint of the shaders. */
test("every shader compiles without an error or a warning", async () => {
  const adapter = await nodeWebGpu(["backend=null"]).requestAdapter();
  const device = await adapter!.requestDevice();
  const faults: string[] = [];

  for (const { label, wgsl } of kernels) {
    device.pushErrorScope("validation");
    const module = device.createShaderModule({ label, code: wgsl.join("\n") });
    const { messages } = await module.getCompilationInfo();
    const error = await device.popErrorScope();
    faults.push(...messages.map(({ lineNum, message }) => `${label}:${lineNum} ${message}`));
    if (error) faults.push(`${label}: ${error.message}`);
  }

  expect(kernels.length).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});
