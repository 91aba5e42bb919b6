import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { CourseDose, DeliveredDoses } from "../src/app/deliveredDose";
import type { LargestInterval } from "../src/app/interval";
import { MethodDoses } from "../src/app/methodDoses";
import type { PlanResult } from "../src/app/planResult";
import type { SavedScenario } from "../src/app/savedScenario";
import type { Display } from "../src/app/session";
import { isOfSpheres } from "../src/app/sphereModel";
import { atActivity } from "../src/dosimetry/dvh";
import { dvhCsv } from "../src/dosimetry/dvhCsv";
import type { SMatrix } from "../src/planning/sMatrix";
import type { DoseUncertainty } from "../src/planning/uncertainty";
import type { Study } from "../src/volume/study";
import type { DoseAxis } from "./dvh-panel";
import { dvhFileName } from "./dvhFileName";
import type { DvhMark } from "./dvhMarks";
import { memo } from "./memo";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";
import "./course-panel";
import "./dvh-panel";
import "./method-panel";
import "./s-matrix";
import "./scenario-table";
import "./sphere-panel";
import "./tac-panel";
import "./trade-off-chart";
import "./uncertainty-panel";

/** The tabs, in their order. */
const TABS: readonly Tab[] = [
  { id: "dvh", name: "Dose-volume" },
  { id: "spheres", name: "Spheres" },
  { id: "timeActivity", name: "Time-activity" },
  { id: "tradeOff", name: "Trade-off" },
  { id: "uncertainty", name: "Uncertainty" },
  { id: "sMatrix", name: "S-matrix" },
  { id: "methods", name: "Dose methods" },
  { id: "course", name: "Cycles" },
  { id: "scenarios", name: "Scenarios" },
];

/** The tabs of a plan. That of spheres is for those alone, and others are called shorter beside it. */
export const tabsOf = ({ prescription }: PlanResult): readonly Tab[] =>
  isOfSpheres(prescription)
    ? TABS.map((tab) => ({ ...tab, name: SHORT[tab.id] ?? tab.name }))
    : TABS.filter(({ id }) => id !== "spheres");

interface Tab {
  readonly id: Display["drawer"];
  readonly name: string;
}
const SHORT: Readonly<Partial<Record<Display["drawer"], string>>> = {
  dvh: "DVH",
  methods: "Methods",
};

/**
 * The charts below the views, one tab each.
 *
 * @fires cycle-add, cycle-drop, cycle-change - See course-panel.
 * @fires drawer-change - `detail` is the id of the chosen tab.
 * @fires drawer-tall - The charts are wanted over the views, or below them again.
 * @fires kinetics-choose, calculate-again - See tac-panel.
 * @fires structure-select - From the charts; `detail` is a structure id or undefined.
 */
@customElement("plan-drawer")
export class PlanDrawer extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: 28px minmax(0, 1fr);
        min-height: 0;
      }
      .tabs {
        display: flex;
        gap: clamp(5px, 0.5vw, 12px);
        padding: 0 8px;
        overflow: auto hidden;
        border-bottom: 1px solid var(--rule);
      }
      .list {
        display: contents;
      }
      .tabs button {
        padding: 0;
        white-space: nowrap;
        font-size: 12px;
        color: var(--text-quiet);
        border: none;
        border-bottom: 2px solid transparent;
        border-radius: 0;
      }
      .tabs button[aria-selected="true"] {
        color: var(--text);
        border-bottom-color: var(--accent);
      }
      .tabs .save,
      .tabs .tall {
        margin-left: auto;
      }
      .tabs .save + .tall {
        margin-left: 0;
      }
      .tabs .tall {
        position: sticky;
        right: -8px;
        padding: 0 8px 0 4px;
        background: var(--ground);
      }
    `,
  ];

  /** Under the what-if. */
  @property({ attribute: false }) result!: PlanResult;
  /** What structures receive in the cycles to come. */
  @property({ attribute: false }) ahead!: PlanResult;
  /** Before any choice of kinetics. */
  @property({ attribute: false }) calculated!: PlanResult;
  @property({ attribute: false }) study!: Study;
  /** The plan as it stands, as a scenario. */
  @property({ attribute: false }) present!: SavedScenario;
  @property({ attribute: false }) scenarios: readonly SavedScenario[] = [];
  /** What differences and dashed curves refer to. */
  @property({ attribute: false }) reference: SavedScenario | undefined;
  /** Doses of the cycles that were given. */
  @property({ attribute: false }) delivered: DeliveredDoses = new Map();
  /** The dose of the course that the views show. */
  @property({ attribute: false }) course: CourseDose | undefined;
  @property({ attribute: false }) interval: LargestInterval | undefined;
  @property({ attribute: false }) matrix!: SMatrix;
  @property({ attribute: false }) uncertainty!: DoseUncertainty;
  /** Over all cycles. */
  @property({ type: Number }) activityGBq = 0;
  @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) display!: Display;
  @property({ attribute: false }) marks: readonly DvhMark[] = [];

  /** Of the dose-volume histograms. */
  @state() private axis: DoseAxis = "absorbed";

  override render() {
    const { tallDrawer } = this.display;
    const tabs = tabsOf(this.result);
    const drawer = tabs.find(({ id }) => id === this.display.drawer)?.id ?? "dvh";
    return html`
      <div class="tabs">
        <div class="list" role="tablist">
          ${tabs.map(
            ({ id, name }) => html`
              <button role="tab" aria-selected=${id === drawer} @click=${() => this.#choose(id)}>
                ${name}
              </button>
            `,
          )}
        </div>
        ${
          drawer === "dvh"
            ? html`<button class="save" title="Save the curves of absorbed dose as a table" @click=${this.#save}>
                Save CSV
              </button>`
            : null
        }
        <button
          class="tall"
          aria-pressed=${tallDrawer}
          title=${tallDrawer ? "Back below the views" : "Over the views"}
          @click=${this.#toggleTall}
        >
          ${tallDrawer ? "Reduce" : "Enlarge"}
        </button>
      </div>
      ${this.#panel(drawer)}
    `;
  }

  #panel(drawer: Display["drawer"]) {
    switch (drawer) {
      case "dvh":
        return this.#dvh();
      case "spheres":
        return html`<sphere-panel
          role="tabpanel"
          .result=${this.result}
          .basis=${this.present.basis}
          .whatIf=${this.present.whatIf}
        ></sphere-panel>`;
      case "timeActivity":
        return this.#timeActivity();
      case "tradeOff":
        return html`<trade-off-chart
          role="tabpanel"
          .result=${this.result}
          .whatIf=${this.present.whatIf}
          .largest=${this.present.basis.largest}
        ></trade-off-chart>`;
      case "uncertainty":
        return html`<uncertainty-panel
          role="tabpanel"
          .result=${this.result}
          .largest=${this.present.basis.largest}
          .interval=${this.interval}
          .matrix=${this.matrix}
          .uncertainty=${this.uncertainty}
          .spread=${this.present.whatIf.spread}
          .activityGBq=${this.activityGBq}
        ></uncertainty-panel>`;
      case "sMatrix":
        return html`<s-matrix
          role="tabpanel"
          .matrix=${this.matrix}
          .result=${this.result}
        ></s-matrix>`;
      case "methods":
        return html`<method-panel
          role="tabpanel"
          .study=${this.study}
          .plan=${this.calculated}
          .methods=${this.#methods}
          .activityGBq=${this.activityGBq}
        ></method-panel>`;
      case "course":
        return html`<course-panel
          role="tabpanel"
          .result=${this.result}
          .whatIf=${this.present.whatIf}
          .interval=${this.interval}
        ></course-panel>`;
      case "scenarios":
        return html`<scenario-table
          role="tabpanel"
          .scenarios=${this.scenarios}
          .present=${this.present}
          .reference=${this.reference?.id}
          .delivered=${this.delivered}
        ></scenario-table>`;
      default:
        return drawer satisfies never;
    }
  }

  readonly #methods = new MethodDoses();

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#methods.dispose();
  }

  readonly #organs = memo(
    ({ structureDoses }: PlanResult) =>
      new Set(
        structureDoses
          .filter(({ role }) => role !== "tumour" && role !== "body")
          .map(({ structureId }) => structureId),
      ),
  );

  #dvh() {
    return html`<dvh-panel
      role="tabpanel"
      .result=${this.result}
      .ahead=${this.ahead}
      .present=${this.present}
      .reference=${this.reference}
      .course=${this.course}
      .axis=${this.axis}
      .activityGBq=${this.activityGBq}
      .colours=${this.colours}
      .hiddenStructures=${this.display.hiddenStructures}
      .selected=${this.display.selectedStructure}
      .marks=${this.marks}
      .organs=${this.#organs(this.result)}
      @axis-change=${({ detail }: CustomEvent<DoseAxis>) => {
        this.axis = detail;
      }}
    ></dvh-panel>`;
  }

  #timeActivity() {
    return html`<tac-panel
      role="tabpanel"
      .result=${this.result}
      .calculated=${this.calculated}
      .study=${this.study}
      .choices=${this.present.whatIf.kinetics}
      .colours=${this.colours}
      .selected=${this.display.selectedStructure}
      .activityGBq=${this.activityGBq}
    ></tac-panel>`;
  }

  #choose(detail: Display["drawer"]) {
    this.dispatchEvent(new CustomEvent("drawer-change", { detail, bubbles: true, composed: true }));
  }

  #toggleTall = () =>
    this.dispatchEvent(new CustomEvent("drawer-tall", { bubbles: true, composed: true }));

  #save() {
    const csv = dvhCsv(this.ahead.dvhs.map((dvh) => atActivity(dvh, this.activityGBq)));
    saveFile(dvhFileName(this.activityGBq), csv, "text/csv");
  }
}
