import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { hasDoseBefore } from "../src/app/doseBefore";
import { doseUnder } from "../src/app/livePlan";
import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult } from "../src/app/planResult";
import type { SavedScenario } from "../src/app/savedScenario";
import type { Display, WhatIf } from "../src/app/session";
import type { Gpu } from "../src/gpu/gpu";
import { DEFAULT_LOOK, type SliceLook } from "../src/gpu/slice/sliceLook";
import type { LargestActivity } from "../src/planning/largestActivity";
import { absorbedGyOf } from "../src/planning/limit";
import type { RegionChanges } from "../src/planning/regionChange";
import type { IsodoseScheme } from "./isodoseColours";
import { planPictures } from "./planPictures";
import { baseStyles } from "./theme";
import type { ShownDose, ViewLook } from "./view-controls";
import { type Compared, type ViewDifference, viewDifferences } from "./viewDifference";
import "./difference-legend";
import "./dose-legend";
import "./view-controls";
import "./view-grid";

/**
 * The pictures of a plan with what lies over them and their legend.
 * The activity is one uniform of the slices; a change of kinetics or mass weighs the doses of the source regions anew.
 *
 * @fires what-if - `detail` is the changed part of the WhatIf: the isodoses.
 */
@customElement("plan-views")
export class PlanViews extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
        min-height: 0;
      }
      view-grid {
        min-height: 0;
      }
    `,
  ];

  /** With the kinetics that were chosen. */
  @property({ attribute: false }) plan!: OpenPlan;
  /** Before any choice. */
  @property({ attribute: false }) calculated!: PlanResult;
  @property({ attribute: false }) whatIf!: WhatIf;
  @property({ attribute: false }) display!: Display;
  /** The limit that is marked in the legend. */
  @property({ attribute: false }) binding: LargestActivity["binding"];
  @property({ attribute: false }) reference: SavedScenario | undefined;
  /** Undefined while it opens. */
  @property({ attribute: false }) gpu: Gpu | undefined;

  @state() private look: SliceLook = { ...DEFAULT_LOOK, fusionOpacity: 0.4, washOpacity: 0.25 };
  @state() private scheme: IsodoseScheme = "clinical";
  /** The dose volume under the what-if on these regions; it follows the numbers when they have come to rest. */
  @state() private dose: PlanResult["doseGyPerGBq"] | undefined;
  /** Whose difference the views can show, and which they show. */
  @state() private methodDose: Extract<Compared, { kind: "method" }> | undefined;
  @state() private shownDose: ShownDose = "dose";

  toggleIsodoses() {
    this.look = { ...this.look, showIsodoses: !this.look.showIsodoses };
  }

  showDifference(compared: Compared) {
    if (compared.kind === "method") this.methodDose = compared;
    this.shownDose = compared.kind;
  }

  override updated() {
    const { regions } = this.whatIf;
    const { result } = this.plan;
    if (regions === this.#drawn?.regions && result === this.#drawn.result) return;
    this.#drawn = { regions, result };
    clearTimeout(this.#drawing);
    this.#drawing = setTimeout(() => {
      this.dose = doseUnder(result, regions);
    }, REST_MS);
  }

  #drawn: { readonly regions: RegionChanges; readonly result: PlanResult } | undefined;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const dose = this.dose ?? this.plan.result.doseGyPerGBq;
    const difference = this.#differenceOf(this.#compared(), this.calculated, dose, this.reference);
    return html`
      <view-controls
        .look=${this.look}
        .shownDose=${difference ? this.shownDose : "dose"}
        .method=${this.methodDose?.name}
        .reference=${this.reference?.name}
        @dose-choose=${(event: CustomEvent<ShownDose>) => {
          this.shownDose = event.detail;
        }}
        @look-change=${(event: CustomEvent<Partial<ViewLook>>) => {
          this.look = { ...this.look, ...event.detail };
        }}
      ></view-controls>
      <view-grid
        .gpu=${this.gpu}
        .images=${this.#pictures.images(this.plan, dose, difference?.difference)}
        .look=${this.#lookOf(difference)}
        @window-change=${(event: CustomEvent<Pick<SliceLook, "window">>) => {
          this.look = { ...this.look, window: event.detail.window };
        }}
      >
        ${difference ? this.#differenceLegend(difference) : this.#doseLegend()}
      </view-grid>
    `;
  }

  #compared(): Compared | undefined {
    if (this.shownDose === "reference") return { kind: "reference" };
    return this.shownDose === "method" ? this.methodDose : undefined;
  }

  /** A difference has the CT to itself, where there is one. */
  #lookOf(difference: ViewDifference | undefined): SliceLook {
    const hasCt = this.plan.study.timePoints.some(({ anatomy }) => anatomy);
    const chosen = {
      ...this.look,
      ...(difference && hasCt ? { fusionOpacity: 0 } : {}),
      differenceFullGy: (difference?.fullGyPerGBq ?? 0) * this.whatIf.activityGBq,
    };
    return this.#pictures.look(this.plan, chosen, this.scheme, this.whatIf, this.display);
  }

  #differenceLegend({ name, fullGyPerGBq }: ViewDifference) {
    const { activityGBq } = this.whatIf;
    return html`<difference-legend
      .name=${name}
      .fullGy=${fullGyPerGBq * activityGBq}
      .activityGBq=${activityGBq}
    ></difference-legend>`;
  }

  #doseLegend() {
    const { binding, whatIf } = this;
    return html`<dose-legend
      .dosesGy=${whatIf.isodosesGy}
      .scheme=${this.scheme}
      .limitGy=${binding && !hasDoseBefore(whatIf) ? absorbedGyOf(binding.limit) : undefined}
      .limitName=${binding?.limit.label ?? ""}
      @isodoses-change=${({ detail: { dosesGy } }: CustomEvent<{ dosesGy: readonly number[] }>) => {
        const detail: Partial<WhatIf> = { isodosesGy: dosesGy };
        this.dispatchEvent(new CustomEvent("what-if", { detail, bubbles: true, composed: true }));
      }}
      @scheme-change=${(event: CustomEvent<{ scheme: IsodoseScheme }>) => {
        this.scheme = event.detail.scheme;
      }}
    ></dose-legend>`;
  }

  readonly #differenceOf = viewDifferences();
  readonly #pictures = planPictures();
}

/** The numbers have rested for so long before the dose volume follows them. */
const REST_MS = 80;
