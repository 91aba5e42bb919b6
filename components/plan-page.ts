import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { CourseCycle } from "../src/app/courseCycle";
import { doseUnder } from "../src/app/livePlan";
import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult } from "../src/app/planResult";
import { freeName, type SavedScenario, savedScenario } from "../src/app/savedScenario";
import * as session from "../src/app/session";
import type { Gpu } from "../src/gpu/gpu";
import { DEFAULT_LOOK, type SliceLook } from "../src/gpu/slice/sliceLook";
import { absorbedGyOf } from "../src/planning/limit";
import type { Protocol } from "../src/planning/protocol";
import type { RegionChanges } from "../src/planning/regionChange";
import type { CycleChange } from "./course-panel";
import { dvhMarks } from "./dvhMarks";
import type { IsodoseScheme } from "./isodoseColours";
import type { PlanPanel } from "./plan-panel";
import { type PlanFigures, planFigures } from "./planFigures";
import { planPageStyles } from "./planPageStyles";
import { planPictures } from "./planPictures";
import { reportIsAsked } from "./report-page";
import { resultNotes } from "./resultNotes";
import { baseStyles } from "./theme";
import type { ShownDose, ViewLook } from "./view-controls";
import { type Compared, viewDifferences } from "./viewDifference";
import "./case-facts";
import "./difference-legend";
import "./dose-legend";
import "./plan-drawer";
import "./plan-panel";
import "./notice-card";
import "./structure-list";
import "./view-controls";
import "./view-grid";

/**
 * A calculated case at the activity that the session holds: structures, views over charts, and the plan.
 * A change of activity scales numbers, axes and one uniform of the slices; a change of kinetics or mass weighs the doses of the source regions anew.
 *
 * @fires intention - `detail` is the function that makes the session's next state.
 * @fires protocol-choose - A protocol of another nuclide is wanted; `detail` is the Protocol.
 * @fires calculate-again - The whole calculation is wanted with the chosen kinetics.
 */
@customElement("plan-page")
export class PlanPage extends LitElement {
  static override styles = [baseStyles, planPageStyles];

  /** With the kinetics that were chosen. */
  @property({ attribute: false }) plan!: OpenPlan;
  /** Before any choice. */
  @property({ attribute: false }) calculated!: PlanResult;
  @property({ attribute: false }) session!: session.Session;
  /** Draws the views; undefined while it opens. */
  @property({ attribute: false }) gpu: Gpu | undefined;

  @state() private reporting = reportIsAsked();
  @state() private look: SliceLook = { ...DEFAULT_LOOK, fusionOpacity: 0.4, washOpacity: 0.25 };
  @state() private scheme: IsodoseScheme = "clinical";
  /** The dose volume under the what-if on these regions; it follows the numbers when they have come to rest. */
  @state() private dose:
    | { readonly regions: session.WhatIf["regions"]; readonly volume: PlanResult["doseGyPerGBq"] }
    | undefined;
  /** Whose difference the views can show, and which they show. */
  @state() private methodDose: Extract<Compared, { kind: "method" }> | undefined;
  @state() private shownDose: ShownDose = "dose";
  @query("plan-panel") private readonly panel!: PlanPanel;

  /** Brings the keyboard to the activity slider. */
  focusSlider() {
    this.panel.focusSlider();
  }

  toggleIsodoses() {
    this.look = { ...this.look, showIsodoses: !this.look.showIsodoses };
  }

  /** Sets the slider to the largest tolerated activity, where there is one. */
  toLargest() {
    const { largest } = this.#figures().basis;
    if (largest.totalActivityGBq !== undefined)
      this.#edit({ activityGBq: largest.totalActivityGBq });
  }

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#followAddress);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#followAddress);
  }

  #followAddress = () => {
    this.reporting = reportIsAsked();
  };

  override updated() {
    const { regions } = this.session.whatIf;
    const { result } = this.plan;
    if (regions === this.#drawn?.regions && result === this.#drawn.result) return;
    this.#drawn = { regions, result };
    clearTimeout(this.#drawing);
    this.#drawing = setTimeout(() => {
      this.dose = { regions, volume: doseUnder(result, regions) };
    }, REST_MS);
  }

  #drawn: { readonly regions: RegionChanges; readonly result: PlanResult } | undefined;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const { plan } = this;
    const { whatIf, display } = this.session;
    const figures = this.#figures();
    const { shown, basis, limits, goals, interval } = figures;
    const reference = this.#reference();
    const colours = this.#pictures.colours(plan, display.theme);
    return html`
      ${this.reporting ? this.#report(figures) : null}
      <main
        ?hidden=${this.reporting}
        @activity-input=${this.#activityInput}
        class=${display.tallDrawer ? "tall" : ""}
        @activity-change=${this.#activityChange}
        @what-if=${(event: CustomEvent<Partial<session.WhatIf>>) =>
          this.#edit(event.detail, this.#pressed ? Object.keys(event.detail).join() : undefined)}
        @pointerdown=${() => {
          this.#pressed = true;
        }}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
        @protocol-choose=${this.#chooseProtocol}
        @kinetics-choose=${({
          detail,
        }: CustomEvent<Parameters<typeof session.chooseKinetics>[1]>) =>
          this.#change((s) => session.chooseKinetics(s, detail))}
        @cycle-add=${({ detail }: CustomEvent<CourseCycle>) =>
          this.#change((s) => session.addCycle(s, detail))}
        @cycle-drop=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.dropCycle(s, detail))}
        @cycle-change=${({ detail: { id, change } }: CustomEvent<CycleChange>) =>
          this.#change((s) => session.changeCycle(s, id, change))}
        @scenario-save=${() => this.#saveScenario()}
        @scenario-drop=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.dropScenario(s, detail))}
        @scenario-compare=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.compareWith(s, detail))}
        @scenario-rename=${({ detail: { id, name } }: CustomEvent<{ id: string; name: string }>) =>
          this.#change((s) => session.renameScenario(s, id, name))}
        @difference-show=${({ detail }: CustomEvent<Compared>) => {
          if (detail.kind === "method") this.methodDose = detail;
          this.shownDose = detail.kind;
        }}
        @structure-select=${(event: CustomEvent<string | undefined>) =>
          this.#show({ selectedStructure: event.detail })}
      >
        <aside class="left">
          ${
            this.session.notice === undefined
              ? null
              : html`<notice-card
                  @notice-close=${() => this.#change((s) => session.notify(s, undefined))}
                  >${this.session.notice}</notice-card
                >`
          }
          ${resultNotes([...plan.study.warnings, ...plan.result.warnings])}
          <structure-list
            .structures=${shown.structureDoses}
            .colours=${colours}
            .hiddenStructures=${display.hiddenStructures}
            .selected=${display.selectedStructure}
            .activityGBq=${whatIf.activityGBq}
            .toCome=${(whatIf.given ?? []).length > 0}
            .reference=${reference?.result.structureDoses ?? []}
            .rbe=${figures.rbe}
            @structure-toggle=${(event: CustomEvent<string>) =>
              this.#change((s) => session.toggleStructure(s, event.detail))}
          ></structure-list>
          <case-facts .plan=${plan}></case-facts>
        </aside>
        ${this.#views(figures)}
        <plan-drawer
          .result=${shown}
          .present=${figures.present}
          .calculated=${this.calculated}
          .study=${plan.study}
          .scenarios=${this.session.scenarios}
          .reference=${reference}
          .interval=${interval}
          .matrix=${figures.matrix}
          .uncertainty=${figures.uncertainty}
          .activityGBq=${whatIf.activityGBq}
          .colours=${colours}
          .display=${display}
          .marks=${hasDoseBefore(whatIf) ? NO_MARKS : dvhMarks([...limits, ...goals])}
          @drawer-change=${(event: CustomEvent<session.Display["drawer"]>) =>
            this.#show({ drawer: event.detail })}
          @drawer-tall=${() => this.#show({ tallDrawer: !display.tallDrawer })}
        ></plan-drawer>
        <plan-panel
          .basis=${basis}
          .limits=${limits}
          .goals=${goals}
          .result=${plan.result}
          .whatIf=${whatIf}
          .interval=${interval}
          .reference=${reference}
        ></plan-panel>
      </main>
    `;
  }

  #report({ shown, basis, matrix, interval }: PlanFigures) {
    const { whatIf, caseName = "" } = this.session;
    return html`<report-page
      .input=${{ study: this.plan.study, result: shown, whatIf, basis, matrix, interval }}
      .calculated=${this.calculated}
      .caseName=${caseName}
    ></report-page>`;
  }

  #views({
    basis: {
      largest: { binding },
    },
  }: PlanFigures) {
    const { isodosesGy, activityGBq } = this.session.whatIf;
    const dose = this.dose?.volume ?? this.plan.result.doseGyPerGBq;
    const reference = this.#reference();
    const difference = this.#differenceOf(
      this.shownDose === "reference"
        ? { kind: "reference" }
        : this.shownDose === "method"
          ? this.methodDose
          : undefined,
      this.calculated,
      dose,
      reference,
    );
    return html`
      <div class="views">
        <view-controls
          .look=${this.look}
          .shownDose=${difference ? this.shownDose : "dose"}
          .method=${this.methodDose?.name}
          .reference=${reference?.name}
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
          .look=${this.#pictures.look(
            this.plan,
            {
              ...this.look,
              ...(difference && this.plan.study.timePoints.some(({ anatomy }) => anatomy)
                ? { fusionOpacity: 0 }
                : {}),
              differenceFullGy: (difference?.fullGyPerGBq ?? 0) * activityGBq,
            },
            this.scheme,
            this.session.whatIf,
            this.session.display,
          )}
          @window-change=${(event: CustomEvent<Pick<SliceLook, "window">>) => {
            this.look = { ...this.look, window: event.detail.window };
          }}
        >
          ${
            difference
              ? html`<difference-legend
                  .name=${difference.name}
                  .fullGy=${difference.fullGyPerGBq * activityGBq}
                  .activityGBq=${activityGBq}
                ></difference-legend>`
              : html`<dose-legend
            .dosesGy=${isodosesGy}
            .scheme=${this.scheme}
            .limitGy=${binding && !hasDoseBefore(this.session.whatIf) ? absorbedGyOf(binding.limit) : undefined}
            .limitName=${binding?.limit.label ?? ""}
            @isodoses-change=${(event: CustomEvent<{ dosesGy: readonly number[] }>) =>
              this.#edit({ isodosesGy: event.detail.dosesGy })}
            @scheme-change=${(event: CustomEvent<{ scheme: IsodoseScheme }>) => {
              this.scheme = event.detail.scheme;
            }}
          ></dose-legend>`
          }
        </view-grid>
      </div>
    `;
  }

  readonly #differenceOf = viewDifferences();
  readonly #pictures = planPictures();
  readonly #figuresOf = planFigures();

  #figures = (): PlanFigures => this.#figuresOf(this.plan.result, this.session.whatIf);

  #reference(): SavedScenario | undefined {
    const { scenarios, reference } = this.session;
    return scenarios.find(({ id }) => id === reference);
  }

  /** A protocol of the calculated nuclide is held at once; another nuclide is somebody else's to calculate. */
  #chooseProtocol = (event: CustomEvent<Protocol>) => {
    const { detail: protocol } = event;
    const { prescription } = this.plan.result;
    if (protocol.nuclide !== prescription.nuclide) return;
    event.stopPropagation();
    this.#edit({
      protocol: protocol === prescription.protocol ? undefined : protocol,
      cycles: protocol.cycles,
      weeksBetweenCycles: protocol.weeksBetweenCycles,
      criteria: {},
    });
  };

  #saveScenario() {
    const { whatIf, scenarios } = this.session;
    const { shown, basis } = this.#figures();
    const scenario = savedScenario(freeName(scenarios), shown, whatIf, basis);
    this.#change((s) => session.saveScenario(s, scenario));
  }

  /** While the pointer is down, a number is being dragged: its steps are one of undo. */
  #pressed = false;

  #release = () => {
    this.#pressed = false;
    // The slider ends its own drag, which a late frame may still move.
    this.#change((s) => (s.gesture === "activity" ? s : session.endGesture(s)));
  };

  #activityInput = (event: CustomEvent<number>) =>
    this.#edit({ activityGBq: event.detail }, "activity");

  #activityChange = (event: CustomEvent<number>) =>
    this.#change((s) => session.settleActivity(s, event.detail));

  #edit(change: Partial<session.WhatIf>, gesture?: string) {
    this.#change((s) => session.edit(s, change, gesture));
  }

  #show(change: Partial<session.Display>) {
    this.#change((s) => session.show(s, change));
  }

  #change(detail: session.Intention) {
    this.dispatchEvent(new CustomEvent("intention", { detail, bubbles: true, composed: true }));
  }
}

/** The numbers have rested for so long before the dose volume follows them. */
const REST_MS = 80;

/** Limits then speak of more than what curves and isodoses show: dose that was given before the cycles to come. */
const hasDoseBefore = ({ given = [], earlier }: session.WhatIf): boolean =>
  given.length > 0 || Object.keys(earlier).length > 0;

const NO_MARKS: ReturnType<typeof dvhMarks> = [];
