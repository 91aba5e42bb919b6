import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  type CourseDose,
  courseDoseNames,
  type DeliveredDoses,
  lastVolume,
} from "../src/app/deliveredDose";
import { hasDoseBefore } from "../src/app/doseBefore";
import { doseUnder } from "../src/app/livePlan";
import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult } from "../src/app/planResult";
import type { SavedScenario } from "../src/app/savedScenario";
import type { Display, WhatIf } from "../src/app/session";
import { isQuantity, type ShownMap } from "../src/app/shownQuantities";
import type { Gpu } from "../src/gpu/gpu";
import { DEFAULT_LOOK, type SliceLook } from "../src/gpu/slice/sliceLook";
import type { LargestActivity } from "../src/planning/largestActivity";
import { absorbedGyOf } from "../src/planning/limit";
import type { RegionChanges } from "../src/planning/regionChange";
import { threeFigures } from "./format";
import type { IsodoseScheme } from "./isodoseColours";
import { memo } from "./memo";
import { planPictures } from "./planPictures";
import { quantityChoices, ShownMaps } from "./shownMaps";
import { baseStyles } from "./theme";
import type { ViewLook } from "./view-controls";
import { type Compared, type ViewDifference, viewDifferences } from "./viewDifference";
import "./difference-legend";
import "./dose-legend";
import "./map-legend";
import "./view-controls";
import "./view-grid";

/**
 * The pictures of a plan with what lies over them and their legend.
 * The activity is one uniform of the slices; a change of kinetics or mass weighs the doses of the source regions anew.
 *
 * @fires dose-choose - See view-controls.
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
      .of {
        max-width: 240px;
        padding: 0 4px;
        color: #d7dee4;
        font-size: var(--small);
        text-shadow:
          0 0 2px #000,
          0 0 3px #000;
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
  @property({ attribute: false }) delivered: DeliveredDoses = new Map();
  /** Id of what is shown: "dose", a CourseDoseId or "minus:" and one, the kind of a Compared, or a QuantityId. */
  @property() shown = "dose";
  /** The dose of the course that `shown` speaks of. */
  @property({ attribute: false }) course: CourseDose | undefined;
  /** Undefined while it opens. */
  @property({ attribute: false }) gpu: Gpu | undefined;

  @state() private look: SliceLook = { ...DEFAULT_LOOK, fusionOpacity: 0.4, washOpacity: 0.25 };
  @state() private scheme: IsodoseScheme = "clinical";
  /** The dose volume under the what-if on these regions; it follows the numbers when they have come to rest. */
  @state() private dose: PlanResult["doseGyPerGBq"] | undefined;
  @state() private smallVois = false;
  /** Whose differences the views can show. */
  @state() private methodDose: Extract<Compared, { kind: "method" }> | undefined;
  @state() private pair: Extract<Compared, { kind: "pair" }> | undefined;

  toggleIsodoses() {
    this.look = { ...this.look, showIsodoses: !this.look.showIsodoses };
  }

  /** Makes a difference one of the choices. */
  offer(compared: Compared) {
    if (compared.kind === "method") this.methodDose = compared;
    if (compared.kind === "pair") this.pair = compared;
  }

  /** Doses that were compared are those of one calculation: undo may put another in its place. */
  override willUpdate(changed: PropertyValues<this>) {
    if (changed.get("calculated") === undefined) return;
    this.methodDose = undefined;
    this.pair = undefined;
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
    const { plan, course, whatIf } = this;
    const planned =
      lastVolume(whatIf.given ?? [], this.delivered) ?? this.dose ?? plan.result.doseGyPerGBq;
    const difference = this.#differenceOf(
      this.#compared(),
      this.calculated,
      { dose: planned, activityGBq: whatIf.activityGBq },
      this.reference,
    );
    const map = this.#map();
    const shown = difference || course || map ? this.shown : "dose";
    const { smallVolumes = [] } = plan.result;
    const outlined = this.#pictures.outlined(plan.result, this.smallVois);
    return html`
      <view-controls
        .look=${this.look}
        .choices=${this.#choices()}
        .shown=${shown}
        .smallVois=${smallVolumes.length > 0 ? this.smallVois : undefined}
        @small-vois-change=${({ detail }: CustomEvent<boolean>) => {
          this.smallVois = detail;
        }}
        @look-change=${(event: CustomEvent<Partial<ViewLook>>) => {
          this.look = { ...this.look, ...event.detail };
        }}
      ></view-controls>
      <view-grid
        .gpu=${this.gpu}
        .images=${this.#pictures.images(plan, course?.delivered ?? planned, difference?.difference, map?.map, outlined)}
        .look=${this.#lookOf(difference, map?.map)}
        @window-change=${(event: CustomEvent<Pick<SliceLook, "window">>) => {
          this.look = { ...this.look, window: event.detail.window };
        }}
      >
        ${map ? html`<map-legend .map=${map.map} .notice=${map.notice}></map-legend>` : difference ? this.#differenceLegend(difference) : this.#doseLegend()}
      </view-grid>
    `;
  }

  #choices() {
    const { whatIf, delivered, reference, methodDose, pair } = this;
    const { given = [] } = whatIf;
    const ofCourse = courseDoseNames(given, delivered);
    return [
      { id: "dose", name: this.#nameOfPlanned(given) },
      ...ofCourse,
      ...ofCourse.map(({ id, name }) => ({ id: `minus:${id}`, name: `± ${name} − predicted` })),
      ...(reference ? [{ id: "reference", name: `± against ${reference.name}` }] : []),
      ...(methodDose ? [{ id: "method", name: `± ${methodDose.name}` }] : []),
      ...(pair ? [{ id: "pair", name: `± ${pair.name}` }] : []),
      ...this.#quantities(this.plan),
    ];
  }

  /** Cycles to come are taken as the last was measured, where that has a volume. */
  #nameOfPlanned(given: NonNullable<WhatIf["given"]>) {
    if (given.length === 0) return "Dose";
    const measured = given.findLastIndex(({ structures }) => structures.length > 0);
    const seen = given.findLastIndex(({ id }) => this.delivered.has(id));
    if (measured === seen) return "Cycles to come";
    return `Cycles to come, as ${seen < 0 ? "planned" : `cycle ${seen + 1}`}`;
  }

  /** The map that is chosen, where this plan has it. */
  #map() {
    const { shown, plan, gpu } = this;
    const offered = this.#quantities(plan).some(({ id, disabled }) => id === shown && !disabled);
    return offered && isQuantity(shown) ? this.#maps.of(gpu, plan, shown) : undefined;
  }

  #compared(): Compared | undefined {
    const { shown, course } = this;
    if (shown.startsWith("minus:")) return course && { kind: "course", course };
    if (shown === "reference") return { kind: "reference" };
    if (shown === "pair") return this.pair;
    return shown === "method" ? this.methodDose : undefined;
  }

  /** A difference or a map has the CT to itself, where there is one. */
  #lookOf(difference: ViewDifference | undefined, map: ShownMap | undefined): SliceLook {
    const hasCt = this.plan.study.timePoints.some(({ anatomy }) => anatomy);
    const chosen = {
      ...this.look,
      ...((difference || map) && hasCt ? { fusionOpacity: 0 } : {}),
      ...(map ? { map: map.look } : {}),
      differenceFullGy: (difference?.fullGyPerGBq ?? 0) * (difference?.activityGBq ?? 0),
    };
    const activityGBq =
      difference?.activityGBq ?? this.course?.activityGBq ?? this.whatIf.activityGBq;
    const { isodosesGy } = this.whatIf;
    return this.#pictures.look(
      this.plan,
      chosen,
      this.scheme,
      { activityGBq, isodosesGy },
      this.display,
    );
  }

  #differenceLegend({ name, fullGyPerGBq, activityGBq }: ViewDifference) {
    return html`<difference-legend
      .name=${name}
      .fullGy=${fullGyPerGBq * activityGBq}
      .activityGBq=${this.shown === "pair" ? undefined : activityGBq}
    ></difference-legend>`;
  }

  #doseLegend() {
    const { binding, whatIf } = this;
    return html`${this.#courseName()}<dose-legend
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

  /** Which dose the lines are of. */
  #courseName() {
    const { course, whatIf } = this;
    const { given = [], activityGBq: comingGBq, cycles } = whatIf;
    if (!course) {
      const all = cycles > 1 ? `Dose of all ${cycles} cycles` : "Dose";
      const name = given.length > 0 ? this.#nameOfPlanned(given) : all;
      return html`<p class="of">${name}, ${threeFigures(comingGBq)} GBq</p>`;
    }
    const { name, activityGBq, asPredicted } = course;
    const rest = asPredicted.length > 0 ? `; cycle ${asPredicted.join(", ")} as predicted` : "";
    return html`<p class="of" role="status">
      ${name}, ${threeFigures(activityGBq)} GBq${rest}
    </p>`;
  }

  readonly #maps = new ShownMaps(this);
  readonly #quantities = memo(quantityChoices);
  readonly #differenceOf = viewDifferences();
  readonly #pictures = planPictures();
}

/** The numbers have rested for so long before the dose volume follows them. */
const REST_MS = 80;
