import { Gpu } from "./gpu";

/** There is no WebGPU here, or no adapter behind it. The message says what to do. */
export class NoAdapterError extends Error {
  override readonly name = "NoAdapterError";
}

/** Limits raised to what the adapter grants; everything runs within the defaults too, in more pieces. */
const RAISED = ["maxBufferSize", "maxStorageBufferBindingSize"] as const;

/** A browser's graphics process, when it starts or starts anew after a crash, offers no adapter for a moment. */
const BROWSER_WAITS_MS = [250, 750, 2000] as const;

/** The browser's device; it may take some seconds to come. */
export const openBrowserGpu = (): Promise<Gpu> => openGpu(browserGpu(), BROWSER_WAITS_MS);

/** A device of the best adapter that `entry` (the browser's `navigator.gpu`, or Dawn's in Node) offers; asks again after each of `waitsMs` where it offers none. */
export async function openGpu(
  entry: GPU | undefined,
  waitsMs: readonly number[] = [],
): Promise<Gpu> {
  if (!entry) throw new NoAdapterError("WebGPU is not available here.");
  const adapter = await adapterOf(entry, waitsMs);
  if (!adapter) throw new NoAdapterError("WebGPU found no graphics adapter.");
  const requiredLimits = Object.fromEntries(RAISED.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ label: "Gyre", requiredLimits });
  return new Gpu(device, describe(adapter.info));
}

async function adapterOf(entry: GPU, waitsMs: readonly number[]): Promise<GPUAdapter | null> {
  for (const wait of [...waitsMs, undefined]) {
    const adapter = await entry.requestAdapter({ powerPreference: "high-performance" });
    if (adapter || wait === undefined) return adapter;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return null;
}

/** The browser's WebGPU, or undefined. */
const browserGpu = (): GPU | undefined =>
  typeof navigator === "undefined" ? undefined : (navigator.gpu as GPU | undefined);

function describe({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const parts = [description || device, vendor, architecture].filter((part) => part !== "");
  return parts.length > 0 ? [...new Set(parts)].join(", ") : "unnamed adapter";
}
