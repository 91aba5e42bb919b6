import type { ReactiveController, ReactiveControllerHost } from "lit";
import { sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import {
  offeredQuantities,
  type QuantityId,
  type ShownMap,
  shownMap,
} from "../src/app/shownQuantities";
import type { Gpu } from "../src/gpu/gpu";
import type { ShownChoice } from "./view-controls";

/** Scans and maps of a plan as choices of the views, under headings. */
export function quantityChoices(plan: OpenPlan): ShownChoice[] {
  const { scans, maps } = offeredQuantities(plan);
  const voxels = "Kinetics of voxels";
  return [
    ...scans.map((scan) => ({ ...scan, group: "Scans, on the reference" })),
    ...maps.map((map) => ({ ...map, group: voxels })),
    ...(maps.length > 0
      ? []
      : [{ id: "", name: "to be chosen in Quantify", group: voxels, disabled: true }]),
  ];
}

/** Makes the map that the views show, off the frame; the last one is kept until another is asked for. */
export class ShownMaps implements ReactiveController {
  #asked: { readonly of: readonly unknown[] } | undefined;
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
    const { alignments, voxelKinetics } = plan.result;
    const of = [gpu, id, plan.study, alignments, voxelKinetics];
    const isOther = !this.#asked || of.some((part, n) => part !== this.#asked!.of[n]);
    if (gpu && isOther) {
      this.#asked = { of };
      void this.#make(gpu, plan, id);
    }
    return { map: this.#map, notice: this.#notice };
  }

  async #make(gpu: Gpu, plan: OpenPlan, id: QuantityId) {
    this.#making?.abort();
    const making = new AbortController();
    this.#making = making;
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
