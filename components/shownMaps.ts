import type { ReactiveController, ReactiveControllerHost } from "lit";
import { sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import { type QuantityId, type ShownMap, shownMap } from "../src/app/shownQuantities";
import type { Gpu } from "../src/gpu/gpu";

/** Makes the map that the views show, off the frame; the last one is kept until another is asked for. */
export class ShownMaps implements ReactiveController {
  #asked: { readonly plan: OpenPlan; readonly gpu: Gpu; readonly id: QuantityId } | undefined;
  #making: AbortController | undefined;
  #map: ShownMap | undefined;
  #notice = "";

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected() {
    this.#making?.abort();
    this.#asked = undefined;
  }

  /** The map; until it is there, the sentence that says why not. */
  of(
    gpu: Gpu | undefined,
    plan: OpenPlan,
    id: QuantityId,
  ): { readonly map: ShownMap | undefined; readonly notice: string } {
    const same = this.#asked?.plan === plan && this.#asked.id === id && this.#asked.gpu === gpu;
    if (gpu && !same) void this.#make(gpu, plan, id);
    return { map: this.#map, notice: this.#notice };
  }

  async #make(gpu: Gpu, plan: OpenPlan, id: QuantityId) {
    this.#making?.abort();
    const making = new AbortController();
    this.#making = making;
    this.#asked = { plan, gpu, id };
    this.#map = undefined;
    this.#notice = "Bringing the scan to the reference …";
    const work = { signal: making.signal, report: () => {} };
    try {
      this.#map = await shownMap(gpu, plan, id, work);
    } catch (error) {
      if (!making.signal.aborted) this.#notice = sentenceOf(error);
    }
    if (!making.signal.aborted) this.host.requestUpdate();
  }
}
