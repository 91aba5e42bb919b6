import { create, globals } from "webgpu";
import type { Gpu } from "../gpu/gpu";
import { openGpu } from "../gpu/open";

/**
 * The Node process's WebGPU (Dawn). The object that `create` returns is kept reachable from `globalThis` for the life of the
 * process: neither adapter nor device holds it, and once it is collected the next call ends in a segmentation fault.
 */
export function nodeWebGpu(options: readonly string[] = []): GPU {
  const held = globalThis as { gyreDawn?: GPU };
  if (!held.gyreDawn) {
    Object.assign(globalThis, globals);
    held.gyreDawn = create([...options]);
  }
  return held.gyreDawn;
}

export const openNodeGpu = (): Promise<Gpu> => openGpu(nodeWebGpu());
