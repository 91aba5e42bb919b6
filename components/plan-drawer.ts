import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PlanResult } from "../src/app/planResult";
import type { Display } from "../src/app/session";
import { atActivity } from "../src/dosimetry/dvh";
import { dvhCsv } from "../src/dosimetry/dvhCsv";
import type { DvhMark } from "./dvhMarks";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import "./dvh-chart";
import "./tac-chart";

const TABS = [
  { id: "dvh", name: "Dose-volume histograms" },
  { id: "timeActivity", name: "Time-activity curves" },
] as const;

/**
 * The charts below the views, one tab each.
 *
 * @fires drawer-change - `detail` is the id of the chosen tab.
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
        gap: 16px;
        padding: 0 12px;
        border-bottom: 1px solid var(--rule);
      }
      .tabs button {
        padding: 0;
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
      .tabs .save {
        margin-left: auto;
      }
    `,
  ];

  @property({ attribute: false }) result!: PlanResult;
  /** Over all cycles. */
  @property({ type: Number }) activityGBq = 0;
  @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) display!: Display;
  @property({ attribute: false }) marks: readonly DvhMark[] = [];

  override render() {
    const { drawer } = this.display;
    return html`
      <div class="tabs" role="tablist">
        ${TABS.map(
          ({ id, name }) => html`
            <button role="tab" aria-selected=${id === drawer} @click=${() => this.#choose(id)}>
              ${name}
            </button>
          `,
        )}
        ${
          drawer === "dvh"
            ? html`<button class="save" title="Save the curves as a table" @click=${this.#save}>
                Save CSV
              </button>`
            : null
        }
      </div>
      ${drawer === "dvh" ? this.#dvh() : this.#timeActivity()}
    `;
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
    return html`<dvh-chart
      role="tabpanel"
      .dvhs=${this.result.dvhs}
      .activityGBq=${this.activityGBq}
      .colours=${this.colours}
      .hiddenStructures=${this.display.hiddenStructures}
      .selected=${this.display.selectedStructure}
      .marks=${this.marks}
      .organs=${this.#organs(this.result)}
    ></dvh-chart>`;
  }

  #timeActivity() {
    return html`<tac-chart
      role="tabpanel"
      .regions=${this.result.regions}
      .colours=${this.colours}
      .selected=${this.display.selectedStructure}
    ></tac-chart>`;
  }

  #choose(detail: Display["drawer"]) {
    this.dispatchEvent(new CustomEvent("drawer-change", { detail, bubbles: true, composed: true }));
  }

  #save() {
    const csv = dvhCsv(this.result.dvhs.map((dvh) => atActivity(dvh, this.activityGBq)));
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: "dvh.csv" });
    link.click();
    URL.revokeObjectURL(url);
  }
}
