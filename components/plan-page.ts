import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import {
  errorsOf,
  type LargestInterval,
  largestInterval,
  uncertaintyOf,
} from "../src/app/interval";
import { doseUnder, livePlan, matrixUnder, planUnder } from "../src/app/livePlan";
import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult } from "../src/app/planResult";
import { goalRows, limitRows, type PlanBasis, planBasis } from "../src/app/planView";
import { freeName, type SavedScenario, savedScenario } from "../src/app/savedScenario";
import * as session from "../src/app/session";
import type { Gpu } from "../src/gpu/gpu";
import { DEFAULT_LOOK, type SliceImages, type SliceLook } from "../src/gpu/slice/sliceLook";
import type { Protocol } from "../src/planning/protocol";
import type { RegionChanges } from "../src/planning/regionChange";
import type { SMatrix } from "../src/planning/sMatrix";
import type { DoseUncertainty, DrawnErrors } from "../src/planning/uncertainty";
import { dvhMarks } from "./dvhMarks";
import { type IsodoseScheme, isodoses } from "./isodoseColours";
import { memo } from "./memo";
import type { PlanPanel } from "./plan-panel";
import { planPageStyles } from "./planPageStyles";
import { reportIsAsked } from "./report-page";
import { structureColours } from "./structureColours";
import { baseStyles } from "./theme";
import type { ViewLook } from "./view-controls";
import "./case-facts";
import "./dose-legend";
import "./plan-drawer";
import "./plan-panel";
import "./problem-card";
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
    const { largest } = this.#basis();
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
    const shown = this.#shown();
    const basis = this.#basis();
    const limits = limitRows(basis, whatIf.activityGBq);
    const goals = goalRows(basis, whatIf.activityGBq);
    const { structureDoses } = shown;
    const reference = this.#reference();
    const matrix = this.#matrixOf(plan.result, whatIf.regions);
    const uncertainty = this.#uncertaintyOf(plan.result, whatIf.spread);
    const interval = this.#intervalOf(basis, matrix, this.#errorsOf(plan.result, uncertainty));
    const colours = this.#coloursOf(display.theme);
    return html`
      ${this.reporting ? this.#report(basis, interval) : null}
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
        @scenario-save=${() => this.#saveScenario()}
        @scenario-drop=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.dropScenario(s, detail))}
        @scenario-compare=${({ detail }: CustomEvent<string>) =>
          this.#change((s) => session.compareWith(s, detail))}
        @scenario-rename=${({ detail: { id, name } }: CustomEvent<{ id: string; name: string }>) =>
          this.#change((s) => session.renameScenario(s, id, name))}
        @structure-select=${(event: CustomEvent<string | undefined>) =>
          this.#show({ selectedStructure: event.detail })}
      >
        <aside class="left">
          ${
            this.session.notice === undefined
              ? null
              : html`<problem-card kind="failure">${this.session.notice}</problem-card>`
          }
          ${warnings([...plan.study.warnings, ...plan.result.warnings])}
          <structure-list
            .structures=${structureDoses}
            .colours=${colours}
            .hiddenStructures=${display.hiddenStructures}
            .selected=${display.selectedStructure}
            .activityGBq=${whatIf.activityGBq}
            .reference=${reference?.result.structureDoses ?? []}
            @structure-toggle=${(event: CustomEvent<string>) =>
              this.#change((s) => session.toggleStructure(s, event.detail))}
          ></structure-list>
          <case-facts .plan=${plan}></case-facts>
        </aside>
        ${this.#views(basis)}
        <plan-drawer
          .result=${shown}
          .present=${this.#presentOf(shown, whatIf, basis)}
          .calculated=${this.calculated}
          .study=${plan.study}
          .scenarios=${this.session.scenarios}
          .reference=${reference}
          .interval=${interval}
          .matrix=${matrix}
          .uncertainty=${uncertainty}
          .activityGBq=${whatIf.activityGBq}
          .colours=${colours}
          .display=${display}
          .marks=${dvhMarks([...limits, ...goals])}
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

  #report(basis: PlanBasis, interval: LargestInterval | undefined) {
    const { whatIf, caseName = "" } = this.session;
    return html`<report-page
      .input=${{ study: this.plan.study, result: this.#shown(), whatIf, basis, interval }}
      .calculated=${this.calculated}
      .caseName=${caseName}
    ></report-page>`;
  }

  #views({ largest: { binding } }: PlanBasis) {
    const { isodosesGy } = this.session.whatIf;
    return html`
      <div class="views">
        <view-controls
          .look=${this.look}
          @look-change=${(event: CustomEvent<Partial<ViewLook>>) => {
            this.look = { ...this.look, ...event.detail };
          }}
        ></view-controls>
        <view-grid
          .gpu=${this.gpu}
          .images=${this.#imagesOf(this.plan, this.dose?.volume ?? this.plan.result.doseGyPerGBq)}
          .look=${this.#lookNow()}
          @window-change=${(event: CustomEvent<Pick<SliceLook, "window">>) => {
            this.look = { ...this.look, window: event.detail.window };
          }}
        >
          <dose-legend
            .dosesGy=${isodosesGy}
            .scheme=${this.scheme}
            .limitGy=${binding?.limit.unit === "Gy" ? binding.limit.value : undefined}
            .limitName=${binding?.limit.label ?? ""}
            @isodoses-change=${(event: CustomEvent<{ dosesGy: readonly number[] }>) =>
              this.#edit({ isodosesGy: event.detail.dosesGy })}
            @scheme-change=${(event: CustomEvent<{ scheme: IsodoseScheme }>) => {
              this.scheme = event.detail.scheme;
            }}
          ></dose-legend>
        </view-grid>
      </div>
    `;
  }

  /** The look of the slices: the activity is a uniform of their shader, so this is all that a drag of the slider costs them. */
  #lookNow(): SliceLook {
    const { whatIf, display } = this.session;
    return {
      ...this.look,
      activityGBq: whatIf.activityGBq,
      isodoses: this.#isodosesOf(whatIf.isodosesGy, this.scheme),
      washFromGy: whatIf.isodosesGy[0] ?? 0,
      emissionMaxBqPerMl: this.#brightest(this.plan),
      structures: this.#structureLooks(this.plan, display.hiddenStructures),
    };
  }

  // What is made from the plan is made once, so that elements see what did not change.
  readonly #basisOf = memo(
    (
      result: OpenPlan["result"],
      cycles: number,
      criteria: session.WhatIf["criteria"],
      factors: session.WhatIf["factors"],
      earlier: session.WhatIf["earlier"],
    ): PlanBasis => planBasis(result, { cycles, criteria, factors, earlier }),
  );

  readonly #imagesOf = memo(
    ({ study, result }: OpenPlan, dose: PlanResult["doseGyPerGBq"]): SliceImages => {
      const reference = study.timePoints[study.reference]!;
      return {
        anatomy: reference.anatomy?.volume,
        emission: reference.activity,
        dose,
        structures: result.structures,
      };
    },
  );

  readonly #presentOf = memo((shown: PlanResult, whatIf: session.WhatIf, basis: PlanBasis) =>
    savedScenario("This plan", shown, whatIf, basis),
  );

  readonly #liveOf = memo(livePlan);
  readonly #shownOf = memo(
    (
      result: PlanResult,
      protocol: session.WhatIf["protocol"],
      regions: session.WhatIf["regions"],
    ): PlanResult => planUnder(this.#liveOf(result), { protocol, regions }),
  );
  readonly #matrixOf = memo((result: PlanResult, regions: session.WhatIf["regions"]) =>
    matrixUnder(this.#liveOf(result), regions),
  );
  readonly #uncertaintyOf = memo((result: PlanResult, spread: session.Spread) =>
    uncertaintyOf(this.#liveOf(result).matrix, result, spread),
  );
  readonly #errorsOf = memo((result: PlanResult, uncertainty: DoseUncertainty) =>
    errorsOf(this.#liveOf(result).matrix, uncertainty),
  );
  readonly #intervalOf = memo(({ largest }: PlanBasis, matrix: SMatrix, errors: DrawnErrors) =>
    largestInterval(largest, matrix, errors),
  );

  readonly #isodosesOf = memo(isodoses);

  readonly #structureLooks = memo(
    (plan: OpenPlan, hidden: ReadonlySet<string>): SliceLook["structures"] => {
      const colours = this.#coloursOnDark(plan);
      return Object.fromEntries(
        plan.result.structures.map(({ id }) => [
          id,
          { colour: colours.get(id)!, visible: !hidden.has(id) },
        ]),
      );
    },
  );

  readonly #brightest = memo(({ study }: OpenPlan) =>
    brightest(study.timePoints[study.reference]!.activity.values),
  );

  readonly #coloursOnDark = memo(({ result }: OpenPlan) =>
    structureColours(result.structures, "dark"),
  );
  readonly #coloursOnLight = memo(({ result }: OpenPlan) =>
    structureColours(result.structures, "light"),
  );
  #coloursOf(ground: "dark" | "light") {
    return ground === "dark" ? this.#coloursOnDark(this.plan) : this.#coloursOnLight(this.plan);
  }

  /** The result under the what-if. */
  #shown(): PlanResult {
    const { protocol, regions } = this.session.whatIf;
    return this.#shownOf(this.plan.result, protocol, regions);
  }

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
    const scenario = savedScenario(freeName(scenarios), this.#shown(), whatIf, this.#basis());
    this.#change((s) => session.saveScenario(s, scenario));
  }

  #basis(): PlanBasis {
    const { cycles, criteria, factors, earlier } = this.session.whatIf;
    return this.#basisOf(this.#shown(), cycles, criteria, factors, earlier);
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

/** Up to this many are open from the start. */
const FEW = 2;

/** What a reader must know beside the numbers; many of them fold, so that they do not push the structures away. */
function warnings(sentences: readonly string[]) {
  if (sentences.length === 0) return null;
  return html`<details ?open=${sentences.length <= FEW}>
    <summary>${sentences.length === 1 ? "1 note" : `${sentences.length} notes`} on this result</summary>
    ${sentences.map((sentence) => html`<problem-card>${sentence}</problem-card>`)}
  </details>`;
}

/** The value that one voxel in two hundred exceeds: the hottest lesion does not darken the organs. */
function brightest(values: Float32Array): number {
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  if (most === 0) return 1;
  const bins = new Uint32Array(1024);
  for (const value of values)
    if (value > 0) bins[Math.min(1023, Math.floor((value / most) * 1024))]! += 1;
  let above = 0;
  let bin = 1023;
  while (bin > 0 && above + bins[bin]! <= values.length / 200) above += bins[bin--]!;
  return ((bin + 1) / 1024) * most;
}
