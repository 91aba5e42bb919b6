import type { Gpu } from "../gpu/gpu";
import { openBrowserGpu } from "../gpu/open";
import { sentenceOf } from "./job";

/** The page's own graphics device, which draws; the worker has another one for calculating. */
export type DrawingDevice =
  | { readonly status: "opening" }
  | { readonly status: "ready"; readonly gpu: Gpu }
  | { readonly status: "missing"; readonly message: string };

/** Two losses within this time are not an accident. */
const LOSSES_TOO_CLOSE_MS = 60_000;

/** Opens the device and, when it is lost, another one; `show` hears of each. Gives up after two losses in a minute, with a sentence. */
export async function keepDrawingDevice(show: (device: DrawingDevice) => void): Promise<void> {
  let lastLoss = Number.NEGATIVE_INFINITY;
  for (;;) {
    show({ status: "opening" });
    try {
      const gpu = await openBrowserGpu();
      show({ status: "ready", gpu });
      const { message } = await gpu.device.lost;
      if (performance.now() - lastLoss < LOSSES_TOO_CLOSE_MS)
        throw new Error(
          `The graphics device was lost twice within a minute (${message}). Close other pages that use it, then reload this one.`,
        );
      lastLoss = performance.now();
    } catch (error) {
      show({ status: "missing", message: sentenceOf(error) });
      return;
    }
  }
}
