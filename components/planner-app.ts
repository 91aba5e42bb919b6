import { html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { type DrawingDevice, keepDrawingDevice } from "../src/app/drawingDevice";
import type { Job } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import { Planner } from "../src/app/planner";
import { goalRows, limitRows, type PlanBasis, planBasis } from "../src/app/planView";
import * as session from "../src/app/session";
import { stepsOf } from "../src/app/steps";
import { DEFAULT_LOOK, type SliceImages, type SliceLook } from "../src/gpu/slice/sliceLook";
import { dvhMarks } from "./dvhMarks";
import { type IsodoseScheme, isodoses } from "./isodoseColours";
import { keyActions } from "./keyActions";
import { memo } from "./memo";
import type { PlanPanel } from "./plan-panel";
import { plannerStyles } from "./plannerStyles";
import type { ShortcutList } from "./shortcut-list";
import { structureColours } from "./structureColours";
import { baseStyles } from "./theme";
import type { ViewLook } from "./view-controls";
import { Watch } from "./watch";
import "./case-facts";
import "./dose-legend";
import "./job-panel";
import "./plan-drawer";
import "./plan-panel";
import "./problem-card";
import "./shortcut-list";
import "./start-page";
import "./structure-list";
import "./study-form";
import "./top-bar";
import "./view-controls";
import "./view-grid";

/** The page. Holds session and worker through the Planner, lays the parts out and turns their events into intentions. */
@customElement("planner-app")
export class PlannerApp extends LitElement {
  static override styles = [baseStyles, plannerStyles];

  readonly #planner = new Planner();
  readonly #session = new Watch(this, this.#planner.store);

  @state() private device: DrawingDevice = { status: "opening" };
  @state() private look: SliceLook = DEFAULT_LOOK;
  @state() private scheme: IsodoseScheme = "clinical";

  @query("plan-panel") private readonly panel!: PlanPanel | null;
  @query("shortcut-list") private readonly shortcuts!: ShortcutList;

  override connectedCallback() {
    super.connectedCallback();
    void keepDrawingDevice((device) => {
      this.device = device;
    });
    window.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#onKey);
  }

  /** Once a frame at most, however many events a drag sends. */
  protected override async scheduleUpdate() {
    await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  override render() {
    const { caseName, job, past, future, display } = this.#session.state;
    document.documentElement.dataset.theme = display.theme;
    const adapter = this.device.status === "ready" ? this.device.gpu.adapterName : "";
    return html`
      <top-bar
        .caseName=${caseName ?? ""}
        .steps=${caseName === undefined ? [] : stepsOf(job)}
        .adapter=${adapter}
        .canUndo=${past.length > 0}
        .canRedo=${future.length > 0}
        @case-close=${() => this.#planner.close()}
        @undo=${() => this.#change(session.undo)}
        @redo=${() => this.#change(session.redo)}
        @theme-toggle=${this.#toggleTheme}
        @help-open=${() => this.shortcuts.show()}
      ></top-bar>
      ${this.#body()}
      <footer>Research and teaching; not a medical device</footer>
      <shortcut-list></shortcut-list>
    `;
  }

  #body() {
    const { caseName, inspection, job } = this.#session.state;
    if (inspection.status === "done" && caseName === undefined)
      return html`<study-form
        .found=${inspection.result}
        @case-confirm=${(event: CustomEvent<unknown>) =>
          this.#planner.openConfirmed("Dropped study", event.detail)}
        @case-close=${() => this.#planner.close()}
      ></study-form>`;
    if (inspection.status !== "idle" && caseName === undefined) return this.#waiting(inspection);
    if (caseName === undefined || this.device.status === "missing")
      return html`<start-page
        .device=${this.device}
        @sample-open=${this.#openSample}
        @files-open=${(event: CustomEvent<Map<string, File>>) => this.#openFiles(event.detail)}
      ></start-page>`;
    return job.status === "done" ? this.#plan(job.result) : this.#waiting(job);
  }

  #waiting(job: Job<unknown>) {
    return html`<main class="waiting">
      <div>
        <job-panel
          .job=${job}
          @job-start=${() => this.#planner.calculate()}
          @job-cancel=${() => this.#planner.cancel()}
        ></job-panel>
        ${
          job.status === "running"
            ? null
            : html`<button class="plain" @click=${() => this.#planner.close()}>
                Back to the start page
              </button>`
        }
      </div>
    </main>`;
  }

  #plan(plan: OpenPlan) {
    const { whatIf, display } = this.#session.state;
    const basis = this.#basisOf(plan.result, whatIf.cycles, whatIf.limitValues);
    const limits = limitRows(basis, whatIf.activityGBq);
    const goals = goalRows(basis, whatIf.activityGBq);
    const { structureDoses } = plan.result;
    const colours = this.#coloursOf(plan, display.theme);
    return html`
      <main
        class="plan"
        @activity-input=${this.#activityInput}
        @activity-change=${this.#activityChange}
        @what-if=${(event: CustomEvent<Partial<session.WhatIf>>) => this.#edit(event.detail)}
        @structure-select=${(event: CustomEvent<string | undefined>) =>
          this.#show({ selectedStructure: event.detail })}
      >
        <aside class="left">
          ${warnings([...plan.study.warnings, ...plan.result.warnings])}
          <structure-list
            .structures=${structureDoses}
            .colours=${colours}
            .hiddenStructures=${display.hiddenStructures}
            .selected=${display.selectedStructure}
            .activityGBq=${whatIf.activityGBq}
            @structure-toggle=${(event: CustomEvent<string>) =>
              this.#change((s) => session.toggleStructure(s, event.detail))}
          ></structure-list>
          <case-facts .plan=${plan}></case-facts>
        </aside>
        ${this.#views(plan, basis)}
        <plan-drawer
          .result=${plan.result}
          .activityGBq=${whatIf.activityGBq}
          .colours=${colours}
          .display=${display}
          .marks=${dvhMarks([...limits, ...goals])}
          @drawer-change=${(event: CustomEvent<session.Display["drawer"]>) =>
            this.#show({ drawer: event.detail })}
        ></plan-drawer>
        <plan-panel
          .basis=${basis}
          .limits=${limits}
          .goals=${goals}
          .protocolLimits=${plan.result.prescription.protocol.limits}
          .whatIf=${whatIf}
        ></plan-panel>
      </main>
    `;
  }

  #views(plan: OpenPlan, { largest: { binding } }: PlanBasis) {
    const { isodosesGy } = this.#session.state.whatIf;
    const gpu = this.device.status === "ready" ? this.device.gpu : undefined;
    return html`
      <div class="views">
        <view-controls
          .look=${this.look}
          @look-change=${(event: CustomEvent<Partial<ViewLook>>) => {
            this.look = { ...this.look, ...event.detail };
          }}
        ></view-controls>
        <view-grid
          .gpu=${gpu}
          .images=${this.#imagesOf(plan)}
          .look=${this.#lookNow(plan)}
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
  #lookNow(plan: OpenPlan): SliceLook {
    const { whatIf, display } = this.#session.state;
    return {
      ...this.look,
      activityGBq: whatIf.activityGBq,
      isodoses: this.#isodosesOf(whatIf.isodosesGy, this.scheme),
      washFromGy: whatIf.isodosesGy[0] ?? 0,
      emissionMaxBqPerMl: this.#brightest(plan),
      structures: this.#structureLooks(plan, display.hiddenStructures),
    };
  }

  // What is made from the plan is made once, so that elements see what did not change.
  readonly #basisOf = memo(
    (
      result: OpenPlan["result"],
      cycles: number,
      limitValues: session.WhatIf["limitValues"],
    ): PlanBasis => planBasis(result, { cycles, limitValues }),
  );

  readonly #imagesOf = memo(({ study, result }: OpenPlan): SliceImages => {
    const reference = study.timePoints[study.reference]!;
    return {
      anatomy: reference.anatomy?.volume,
      emission: reference.activity,
      dose: result.doseGyPerGBq,
      structures: result.structures,
    };
  });

  readonly #isodosesOf = memo(isodoses);

  readonly #structureLooks = memo(
    (plan: OpenPlan, hidden: ReadonlySet<string>): SliceLook["structures"] => {
      const colours = this.#coloursOf(plan, "dark");
      return Object.fromEntries(
        plan.result.structures.map(({ id }) => [
          id,
          { colour: colours.get(id)!, visible: !hidden.has(id) },
        ]),
      );
    },
  );

  readonly #brightest = memo(({ study }: OpenPlan) => {
    let most = 0;
    for (const value of study.timePoints[study.reference]!.activity.values)
      if (value > most) most = value;
    return most || 1;
  });

  readonly #coloursOnDark = memo(({ result }: OpenPlan) =>
    structureColours(result.structures, "dark"),
  );
  readonly #coloursOnLight = memo(({ result }: OpenPlan) =>
    structureColours(result.structures, "light"),
  );
  #coloursOf(plan: OpenPlan, ground: "dark" | "light") {
    return ground === "dark" ? this.#coloursOnDark(plan) : this.#coloursOnLight(plan);
  }

  #openSample = () =>
    this.#planner.open(
      "Sample case: 177Lu-DOTATATE",
      { kind: "served", baseUrl: document.baseURI },
      "cases/dotatate/case.json",
    );

  #openFiles(files: Map<string, File>) {
    const casePath = [...files.keys()].find((path) => /(^|\/)case\.json$/.test(path));
    void (casePath
      ? this.#planner.open(casePath, { kind: "dropped", files }, casePath)
      : this.#planner.inspect(files));
  }

  #activityInput = (event: CustomEvent<number>) =>
    this.#edit({ activityGBq: event.detail }, "activity");

  /** A slider at rest ends its gesture; elsewhere the event asks for a new activity. */
  #activityChange = (event: CustomEvent<number>) => {
    if (event.detail !== this.#session.state.whatIf.activityGBq)
      this.#edit({ activityGBq: event.detail });
    this.#change(session.endGesture);
  };

  #onKey = (event: KeyboardEvent) =>
    keyActions(event, {
      undo: () => this.#change(session.undo),
      redo: () => this.#change(session.redo),
      help: () => this.shortcuts.show(),
      theme: () => this.#toggleTheme(),
      slider: () => this.panel?.focusSlider(),
      largest: () => this.#toLargest(),
      drawer: () => {
        const { drawer } = this.#session.state.display;
        this.#show({ drawer: drawer === "dvh" ? "timeActivity" : "dvh" });
      },
      isodoses: () => {
        this.look = { ...this.look, showIsodoses: !this.look.showIsodoses };
      },
      cancel: () => this.#planner.cancel(),
    });

  #toLargest() {
    const { job, whatIf } = this.#session.state;
    if (job.status !== "done") return;
    const { largest } = this.#basisOf(job.result.result, whatIf.cycles, whatIf.limitValues);
    if (largest.totalActivityGBq !== undefined)
      this.#edit({ activityGBq: largest.totalActivityGBq });
  }

  #toggleTheme = () =>
    this.#show({ theme: this.#session.state.display.theme === "dark" ? "light" : "dark" });

  #edit(change: Partial<session.WhatIf>, gesture?: string) {
    this.#change((s) => session.edit(s, change, gesture));
  }

  #show(change: Partial<session.Display>) {
    this.#change((s) => session.show(s, change));
  }

  #change(intention: (s: session.Session) => session.Session) {
    this.#planner.store.update(intention);
  }
}

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
