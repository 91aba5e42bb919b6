import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { afterDiagnostic } from "../src/app/afterDiagnostic";
import { type AddedCycle, addCycle, changeCycle, dropCycle } from "../src/app/courseEdits";
import type { DeliveredDoses } from "../src/app/deliveredDose";
import { hasOtherDoseBefore } from "../src/app/doseBefore";
import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult } from "../src/app/planResult";
import { freeName, type SavedScenario, savedScenario } from "../src/app/savedScenario";
import * as session from "../src/app/session";
import type { Gpu } from "../src/gpu/gpu";
import type { Protocol } from "../src/planning/protocol";
import type { CycleChange } from "./course-panel";
import { dvhMarks } from "./dvhMarks";
import { memo } from "./memo";
import type { PlanPanel } from "./plan-panel";
import type { PlanViews } from "./plan-views";
import { type PlanFigures, planFigures } from "./planFigures";
import { planPageStyles } from "./planPageStyles";
import { reportIsAsked } from "./report-page";
import { resultNotes } from "./resultNotes";
import { deliveredOnGrid, shownCourse } from "./shownCourse";
import { type Ground, structureColours } from "./structureColours";
import { baseStyles } from "./theme";
import type { Compared } from "./viewDifference";
import "./case-facts";
import "./plan-drawer";
import "./plan-panel";
import "./notice-card";
import "./structure-list";
import "./plan-views";

/**
 * A calculated case at the activity that the session holds: structures, views over charts, and the plan.
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
  /** Id of what the views show over the CT: see plan-views. */
  @state() private shownDose = "dose";
  @query("plan-panel") private readonly panel!: PlanPanel;
  @query("plan-views") private readonly views!: PlanViews;

  /** Brings the keyboard to the activity slider. */
  focusSlider() {
    this.panel.focusSlider();
  }

  toggleIsodoses() {
    this.views.toggleIsodoses();
  }

  /** Sets the slider to the largest tolerated activity, where there is one. */
  toLargest() {
    const { largest } = this.#figures().basis;
    if (largest.totalActivityGBq !== undefined)
      this.#edit({ activityGBq: largest.totalActivityGBq });
  }

  #openDrawer = ({ detail }: CustomEvent<session.Display["drawer"]>) =>
    this.#show({ drawer: detail });

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

  override render() {
    const { plan } = this;
    const { whatIf, display } = this.session;
    const figures = this.#figures();
    const { shown, basis, limits, goals, interval } = figures;
    const reference = this.#reference();
    const course = this.#courseShown();
    const colours = this.#colours(plan.result, display.theme);
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
        @cycle-add=${({ detail }: CustomEvent<AddedCycle>) =>
          this.#change((s) => addCycle(s, detail))}
        @cycle-drop=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => dropCycle(s, detail))}
        @cycle-change=${({ detail: { id, change } }: CustomEvent<CycleChange>) =>
          this.#change((s) => changeCycle(s, id, change))}
        @scenario-save=${() => this.#saveScenario()}
        @scenario-drop=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.dropScenario(s, detail))}
        @scenario-compare=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.compareWith(s, detail))}
        @scenario-rename=${({ detail: { id, name } }: CustomEvent<{ id: string; name: string }>) =>
          this.#change((s) => session.renameScenario(s, id, name))}
        @difference-show=${({ detail }: CustomEvent<Compared>) => {
          this.views.offer(detail);
          this.shownDose = detail.kind;
        }}
        @dose-choose=${({ detail }: CustomEvent<string>) => {
          this.shownDose = detail;
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
            .structures=${figures.ahead.structureDoses}
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
        <plan-views
          .plan=${plan}
          .calculated=${this.calculated}
          .whatIf=${whatIf}
          .display=${display}
          .binding=${basis.largest.binding}
          .reference=${reference}
          .delivered=${this.#delivered()}
          .shown=${this.shownDose}
          .course=${course}
          .gpu=${this.gpu}
        ></plan-views>
        <plan-drawer
          .result=${shown}
          .ahead=${figures.ahead}
          .present=${figures.present}
          .calculated=${this.calculated}
          .study=${plan.study}
          .scenarios=${this.session.scenarios}
          .reference=${reference}
          .delivered=${this.#delivered()}
          .course=${course}
          .interval=${interval}
          .matrix=${figures.matrix}
          .uncertainty=${figures.uncertainty}
          .activityGBq=${whatIf.activityGBq}
          .colours=${colours}
          .display=${display}
          .marks=${hasOtherDoseBefore(whatIf) ? NO_MARKS : dvhMarks(afterDiagnostic([...limits, ...goals], shown.structureDoses, whatIf.earlier))}
          @drawer-change=${this.#openDrawer}
          @drawer-tall=${() => this.#show({ tallDrawer: !display.tallDrawer })}
        ></plan-drawer>
        <plan-panel
          @drawer-change=${this.#openDrawer}
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

  #report({ shown, ahead, basis, matrix, interval }: PlanFigures) {
    const { whatIf, scenarios, caseName = "" } = this.session;
    return html`<report-page
      .input=${{ study: this.plan.study, result: shown, ahead, whatIf, basis, matrix, interval, scenarios }}
      .calculated=${this.calculated}
      .caseName=${caseName}
    ></report-page>`;
  }

  readonly #colours = memo(({ structures }: PlanResult, ground: Ground) =>
    structureColours(structures, ground),
  );
  readonly #figuresOf = planFigures();

  #figures = (): PlanFigures =>
    this.#figuresOf(this.plan.result, this.session.whatIf, this.#delivered());

  readonly #onGridOf = deliveredOnGrid();
  #delivered = (): DeliveredDoses =>
    this.#onGridOf(this.session.delivered, this.plan.result.doseGyPerGBq);

  readonly #courseShownOf = shownCourse();
  #courseShown = () =>
    this.#courseShownOf(this.shownDose, this.plan.result, this.session.whatIf, this.#delivered());

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

const NO_MARKS: ReturnType<typeof dvhMarks> = [];
