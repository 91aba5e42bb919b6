import { Gpu } from "./gpu";

/** There is no WebGPU here, or no adapter behind it. The message says what to do. */
export class NoAdapterError extends Error {
  override readonly name = "NoAdapterError";
}

/** Limits raised to what the adapter grants; everything runs within the defaults too, in more pieces. */
const RAISED = ["maxBufferSize", "maxStorageBufferBindingSize"] as const;

/** A device of the best adapter that `entry` (the browser's `navigator.gpu`, or Dawn's in Node) offers. */
export async function openGpu(entry: GPU | undefined): Promise<Gpu> {
  if (!entry) throw new NoAdapterError("WebGPU is not available here.");
  const adapter = await entry.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new NoAdapterError("WebGPU found no graphics adapter.");
  const requiredLimits = Object.fromEntries(RAISED.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ label: "Gyre", requiredLimits });
  return new Gpu(device, describe(adapter.info));
}

/** The browser's WebGPU, or undefined. */
export const browserGpu = (): GPU | undefined =>
  typeof navigator === "undefined" ? undefined : (navigator.gpu as GPU | undefined);

function describe({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const parts = [description || device, vendor, architecture].filter((part) => part !== "");
  return parts.length > 0 ? [...new Set(parts)].join(", ") : "unnamed adapter";
}
