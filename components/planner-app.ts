import { html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { RegistrationChoice } from "../src/app/alignmentMethods";
import type { CaseChange } from "../src/app/caseChange";
import { type AddedCycle, addCycle } from "../src/app/courseEdits";
import { type DrawingDevice, keepDrawingDevice } from "../src/app/drawingDevice";
import { droppedFiles } from "../src/app/droppedFiles";
import { type Job, sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import { Planner } from "../src/app/planner";
import { canRedo, canUndo, redoAny, toEarlierResult, undoAny } from "../src/app/resultHistory";
import { scenarioOf } from "../src/app/scenarioOf";
import { readScenarios, scenariosFile } from "../src/app/scenariosFile";
import * as session from "../src/app/session";
import { startingWhatIf } from "../src/app/startingWhatIf";
import { stepsOf } from "../src/app/steps";
import type { Protocol } from "../src/planning/protocol";
import type { AlignmentChoice } from "./alignment-compare";
import type { AlignmentView } from "./alignment-view";
import type { CycleView } from "./cycle-view";
import { keyActions } from "./keyActions";
import { openPlanUnder } from "./openPlanUnder";
import type { PatientView } from "./patient-view";
import { tabsOf } from "./plan-drawer";
import type { PlanPage } from "./plan-page";
import { plannerStyles } from "./plannerStyles";
import type { PopulationView } from "./population-view";
import type { QuantifyView } from "./quantify-view";
import { saveFile } from "./saveFile";
import type { ShortcutList } from "./shortcut-list";
import { baseStyles } from "./theme";
import { UpdatePace } from "./updatePace";
import { Watch } from "./watch";
import "./closed-planners";
import "./alignment-view";
import "./cycle-view";
import "./job-panel";
import "./nuclide-page";
import "./patient-view";
import "./plan-page";
import "./population-view";
import "./quantify-view";
import "./shortcut-list";
import "./start-page";
import "./study-form";
import "./top-bar";

/** The page. Holds session and worker through the Planner, lays the parts out and turns their events into intentions. */
@customElement("planner-app")
export class PlannerApp extends LitElement {
  static override styles = [baseStyles, plannerStyles];

  readonly #planner = new Planner();
  readonly #session = new Watch(this, this.#planner.store);

  @state() private device: DrawingDevice = { status: "opening" };

  @query("plan-page") private readonly page!: PlanPage | null;
  @query("shortcut-list") private readonly shortcuts!: ShortcutList;
  @query("alignment-view") private readonly alignment!: AlignmentView;
  @query("patient-view") private readonly patient!: PatientView;
  @query("cycle-view") private readonly cycle!: CycleView;
  @query("population-view") private readonly populations!: PopulationView;
  @query("quantify-view") private readonly quantify!: QuantifyView;

  override connectedCallback() {
    super.connectedCallback();
    void keepDrawingDevice((device) => {
      this.device = device;
      if (device.status === "missing") this.#change((s) => session.notify(s, device.message));
    });
    this.addEventListener("populations-open", this.#showPopulations);
    window.addEventListener("keydown", this.#onKey);
    window.addEventListener("beforeunload", this.#onLeave);
    window.addEventListener("dragover", letDrop);
    window.addEventListener("drop", this.#onDrop);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener("populations-open", this.#showPopulations);
    window.removeEventListener("keydown", this.#onKey);
    window.removeEventListener("beforeunload", this.#onLeave);
    window.removeEventListener("dragover", letDrop);
    window.removeEventListener("drop", this.#onDrop);
  }

  readonly #pace = new UpdatePace();

  protected override async scheduleUpdate() {
    await this.#pace.turn();
    await super.scheduleUpdate();
  }

  override render() {
    const { caseName, job, display } = this.#session.state;
    document.documentElement.dataset.theme = display.theme;
    const adapter = adapterText(this.device);
    return html`
      <top-bar
        .caseName=${caseName ?? ""}
        .steps=${caseName === undefined ? [] : stepsOf(job)}
        .adapter=${adapter}
        .canUndo=${canUndo(this.#session.state)}
        .canRedo=${canRedo(this.#session.state)}
        @case-close=${() => this.#planner.close()}
        @undo=${() => this.#change(undoAny)}
        @redo=${() => this.#change(redoAny)}
        @theme-toggle=${this.#toggleTheme}
        @help-open=${() => this.shortcuts.show()}
        @alignment-open=${() => job.status === "done" && this.alignment.show()}
        @patient-open=${() => job.status === "done" && this.patient.show()}
        @quantify-open=${() => job.status === "done" && this.quantify.show()}
        @kinetics-open=${() => this.#show({ drawer: "timeActivity", tallDrawer: true })}
      ></top-bar>
      ${this.#body()}
      <footer>Research and teaching; not a medical device</footer>
      <shortcut-list></shortcut-list>
      <nuclide-page></nuclide-page>
      <alignment-view
        .plan=${job.status === "done" ? job.result : undefined}
        @alignment-choose=${({ detail }: CustomEvent<AlignmentChoice>) =>
          this.#planner.calculateAligned(detail.scanId, detail.transform)}
        @registration-choose=${({ detail }: CustomEvent<RegistrationChoice>) =>
          this.#planner.calculateRegistered(detail)}
        @refinement-choose=${({ detail }: CustomEvent<boolean>) =>
          this.#planner.calculateRefined(detail)}
      ></alignment-view>
      <patient-view
        .plan=${job.status === "done" ? this.#planUnder(job.result) : undefined}
        .whatIf=${this.#session.state.whatIf}
        @intention=${(event: CustomEvent<session.Intention>) => this.#change(event.detail)}
      ></patient-view>
      <quantify-view
        .plan=${job.status === "done" ? job.result : undefined}
        .change=${this.#session.state.change}
        .kept=${(this.#session.state.earlier ?? []).length > 0}
        @change-undo=${() => this.#change(toEarlierResult)}
        .progress=${job.status === "running" ? job.step : ""}
        .notice=${this.#session.state.notice}
        @case-change=${({ detail }: CustomEvent<CaseChange>) =>
          this.#planner.calculateChanged(detail)}
      ></quantify-view>
      <cycle-view
        .plan=${job.status === "done" ? this.#planUnder(job.result) : undefined}
        @cycle-add=${({ detail }: CustomEvent<AddedCycle>) =>
          this.#change((s) => addCycle(s, detail))}
      ></cycle-view>
      <population-view .plan=${job.status === "done" ? job.result : undefined}></population-view>
      <closed-planners
        .plan=${job.status === "done" ? job.result : undefined}
        .patient=${this.#session.state.whatIf.patient}
      ></closed-planners>
    `;
  }

  #body() {
    const { caseName, inspection, job, notice } = this.#session.state;
    if (inspection.status === "done" && caseName === undefined)
      return html`<study-form
        .found=${inspection.result}
        .notice=${notice}
        @case-confirm=${(event: CustomEvent<unknown>) =>
          this.#planner.openConfirmed("Dropped study", event.detail)}
        @case-close=${() => this.#planner.back()}
      ></study-form>`;
    if (inspection.status !== "idle" && caseName === undefined) return this.#waiting(inspection);
    if (caseName === undefined || (this.device.status === "missing" && job.status !== "done"))
      return html`<start-page
        .device=${this.device}
        .left=${this.#session.state.left}
        @left-open=${() => this.#planner.takeUpLeft()}
        @sample-open=${this.#openSample}
        @files-open=${(event: CustomEvent<Map<string, File>>) => this.#openFiles(event.detail)}
      ></start-page>`;
    if (job.status !== "done") return this.#waiting(job);
    return html`<plan-page
      .plan=${this.#planUnder(job.result)}
      .calculated=${job.result.result}
      .session=${this.#session.state}
      .gpu=${this.device.status === "ready" ? this.device.gpu : undefined}
      @calculate-again=${() => this.#planner.calculateAgain()}
      @cycle-scans-open=${() => this.cycle.show()}
      @scenario-restore=${(event: CustomEvent<string>) => this.#planner.takeUp(event.detail)}
      @scenarios-export=${this.#exportScenarios}
      @scenarios-import=${(event: CustomEvent<File>) => this.#importScenarios(event.detail)}
      @protocol-choose=${(event: CustomEvent<Protocol>) => this.#planner.calculateFor(event.detail)}
      @intention=${(event: CustomEvent<session.Intention>) => this.#change(event.detail)}
    ></plan-page>`;
  }

  readonly #openPlanUnder = openPlanUnder();
  #planUnder = (calculated: OpenPlan): OpenPlan =>
    this.#openPlanUnder(calculated, this.#session.state.whatIf);

  #waiting(job: Job<unknown>) {
    return html`<main class="waiting">
      <div>
        <job-panel
          .job=${job}
          @job-start=${() => this.#planner.again()}
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

  #openSample = () =>
    this.#planner.open(
      "Sample case: 177Lu-DOTATATE",
      { kind: "served", baseUrl: document.baseURI },
      "cases/dotatate/case.json",
    );

  #openFiles(files: Map<string, File>) {
    if (files.size === 0) return;
    const casePath = [...files.keys()].find((path) => /(^|\/)case\.json$/.test(path));
    void (casePath
      ? this.#planner.open(casePath, { kind: "dropped", files }, casePath)
      : this.#planner.inspect(files));
  }

  /** The browser asks before it forgets what was typed. */
  #onLeave = (event: BeforeUnloadEvent) => {
    if (this.#planner.hasEdits()) event.preventDefault();
  };

  /** Files may be dropped anywhere; a browser left to itself would go to them and lose the page. */
  #onDrop = async (event: DragEvent) => {
    event.preventDefault();
    const { items } = event.dataTransfer ?? {};
    if (items && items.length > 0) this.#openFiles(await droppedFiles(items));
  };

  #onKey = (event: KeyboardEvent) =>
    keyActions(event, {
      undo: () => this.#change(undoAny),
      redo: () => this.#change(redoAny),
      help: () => this.shortcuts.show(),
      theme: () => this.#toggleTheme(),
      slider: () => this.page?.focusSlider(),
      largest: () => this.page?.toLargest(),
      drawer: () => this.#nextDrawer(),
      isodoses: () => this.page?.toggleIsodoses(),
      patient: () => this.#session.state.job.status === "done" && this.patient.show(),
      cancel: () => this.#planner.cancel(),
    });

  #nextDrawer() {
    const { job, display } = this.#session.state;
    if (job.status !== "done") return;
    const drawers = tabsOf(job.result.result).map(({ id }) => id);
    const next = drawers.indexOf(display.drawer) + 1;
    this.#show({ drawer: drawers[next % drawers.length]! });
  }

  #exportScenarios = () => {
    const { caseName = "", scenarios } = this.#session.state;
    saveFile("scenarios.json", scenariosFile(caseName, scenarios), "application/json");
  };

  async #importScenarios(file: File) {
    const { job } = this.#session.state;
    if (job.status !== "done") return;
    try {
      const { result: open } = job;
      const start = startingWhatIf(open);
      const read = readScenarios(await file.text(), file.name, open.result, start);
      for (const scenario of read.map((one) => scenarioOf(open, one)))
        this.#change((s) => session.saveScenario(s, scenario));
      this.#change((s) => session.notify(s, undefined));
    } catch (error) {
      this.#change((s) => session.notify(s, sentenceOf(error)));
    }
  }

  #showPopulations = () => this.populations.show();

  #toggleTheme = () =>
    this.#show({ theme: this.#session.state.display.theme === "dark" ? "light" : "dark" });

  #show(change: Partial<session.Display>) {
    this.#change((s) => session.show(s, change));
  }

  #change(intention: session.Intention) {
    const { whatIf } = this.#session.state;
    this.#planner.store.update(intention);
    const now = this.#session.state;
    if (now.whatIf !== whatIf && now.gesture === undefined) this.#pace.hurry();
  }
}

const letDrop = (event: DragEvent) => event.preventDefault();

/** Which device draws; a lost one is replaced, and the numbers stay where there is none. */
function adapterText(device: DrawingDevice): string {
  if (device.status === "ready") return device.gpu.adapterName;
  return device.status === "opening" ? "Opening the graphics device …" : "No graphics device";
}
