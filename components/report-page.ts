import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { doseFile } from "../src/app/doseFile";
import { NOTICE, planFile } from "../src/app/planFile";
import type { PlanResult } from "../src/app/planResult";
import { missingOf, reportOf } from "../src/app/report";
import type { ReportInput, ReportItem, ReportTable } from "../src/app/report/section";
import { savedScenario } from "../src/app/savedScenario";
import { scenariosFile } from "../src/app/scenariosFile";
import { atActivity } from "../src/dosimetry/dvh";
import { dvhCsv } from "../src/dosimetry/dvhCsv";
import { dvhFileName } from "./dvhFileName";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";

/**
 * The plan as a report for paper: the items of good reporting, what is missing listed as missing; and the same as files. The address `#report` shows it in place of the plan.
 */
@customElement("report-page")
export class ReportPage extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: auto;
      }
      nav {
        position: sticky;
        top: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 8px 24px;
        background: var(--surface);
        border-bottom: 1px solid var(--rule);
      }
      nav .close {
        margin-left: auto;
      }
      article {
        max-width: 960px;
        margin: 0 auto;
        padding: 20px 24px 40px;
      }
      h1 {
        margin: 0;
        font-size: 20px;
      }
      section {
        margin-top: 20px;
        break-inside: avoid;
      }
      h2 {
        padding-bottom: 4px;
        font-size: 13px;
        letter-spacing: normal;
        text-transform: none;
        color: var(--text);
        border-bottom: 1px solid var(--rule-strong);
      }
      dl {
        display: grid;
        grid-template-columns: 260px 1fr;
        gap: 3px 16px;
        margin: 6px 0;
      }
      dt {
        color: var(--text-quiet);
      }
      dd {
        margin: 0;
      }
      .missing {
        color: var(--near);
        font-style: italic;
      }
      th,
      td {
        padding: 2px 12px 2px 0;
        border-bottom: 1px solid var(--rule);
        vertical-align: top;
      }
      .figures td:not(:first-child) {
        white-space: nowrap;
      }
      td:last-child {
        white-space: normal !important;
      }
      @media print {
        :host {
          --ground: #ffffff;
          --rule: #cccccc;
          --rule-strong: #777777;
          --text: #000000;
          --text-quiet: #444444;
          --near: #000000;
          overflow: visible;
          font-size: 11px;
          color: #000000;
        }
        nav {
          display: none;
        }
        article {
          max-width: none;
          padding: 0;
        }
      }
    `,
  ];

  /** The plan as it stands. */
  @property({ attribute: false }) input!: ReportInput;
  /** Before any what-if. */
  @property({ attribute: false }) calculated!: PlanResult;
  @property() caseName = "";

  override render() {
    const sections = reportOf(this.input);
    const missing = missingOf(sections);
    return html`
      <nav>
        <button class="primary" @click=${() => window.print()}>Print</button>
        <span class="small quiet">as calculated, per GBq:</span>
        <button
          data-save="plan"
          title="Without the what-if: scenario.json holds that, and is loaded under Scenarios"
          @click=${this.#savePlan}
        >
          Save plan.json
        </button>
        <button data-save="dvh" @click=${this.#savePlanDvh}>Save dvh.csv</button>
        <button data-save="dose" @click=${this.#saveDose}>Save dose.nii.gz</button>
        <span class="small quiet">as asked here:</span>
        <button data-save="scenario" @click=${this.#saveScenario}>Save scenario.json</button>
        <button data-save="dvhAtActivity" @click=${this.#saveCsv}>
          Save ${dvhFileName(this.input.whatIf.activityGBq)}
        </button>
        <button class="close" @click=${closeReport}>
          Back to the plan
        </button>
      </nav>
      <article>
        <h1>Dosimetry report</h1>
        <p class="quiet">
          ${this.caseName} · ${new Date().toISOString().slice(0, 10)} · <b>${NOTICE}</b>
        </p>
        ${sections.map(
          ({ title, items, table }) => html`<section>
            <h2>${title}</h2>
            ${items.length > 0 ? html`<dl>${items.map(item)}</dl>` : null} ${table ? tableOf(table) : null}
          </section>`,
        )}
        <section>
          <h2>Notes on this result</h2>
          ${[...this.input.study.warnings, ...this.input.result.warnings].map(
            (sentence) => html`<p>${sentence}</p>`,
          )}
        </section>
        <section>
          <h2>Missing</h2>
          ${
            missing.length === 0
              ? html`<p>Nothing of the list.</p>`
              : html`<ul data-missing>
                  ${missing.map((name) => html`<li>${name}</li>`)}
                </ul>`
          }
        </section>
      </article>
    `;
  }

  /** The plan as it was calculated, without the what-if but for the cycles that were given. The page holds files as the user gave them, so their digests are not in it. */
  #savePlan = () => {
    const { study, whatIf } = this.input;
    const now = new Date().toISOString();
    const plan = planFile(study, this.calculated, [], now, [], whatIf.given ?? []);
    saveFile("plan.json", `${JSON.stringify(plan, null, 2)}\n`, "application/json");
  };

  /** Beside plan.json, as `gyre evaluate` reads them. */
  #savePlanDvh = () => saveFile("dvh.csv", dvhCsv(this.calculated.dvhs), "text/csv");

  #saveDose = () =>
    saveFile("dose.nii.gz", doseFile(this.calculated.doseGyPerGBq), "application/gzip");

  #saveScenario = () => {
    const { result, whatIf, basis } = this.input;
    const scenario = savedScenario("This plan", result, whatIf, basis);
    saveFile("scenario.json", scenariosFile(this.caseName, [scenario]), "application/json");
  };

  #saveCsv = () => {
    const { result, whatIf } = this.input;
    saveFile(
      dvhFileName(whatIf.activityGBq),
      dvhCsv(result.dvhs.map((dvh) => atActivity(dvh, whatIf.activityGBq))),
      "text/csv",
    );
  };
}

const item = ({ name, value }: ReportItem) => html`<dt>${name}</dt>
  <dd class=${value === undefined ? "missing" : ""}>${value ?? "missing"}</dd>`;

const tableOf = ({ head, rows }: ReportTable) => html`<table class="figures">
  <thead>
    <tr>
      ${head.map((name) => html`<th>${name}</th>`)}
    </tr>
  </thead>
  <tbody>
    ${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
  </tbody>
</table>`;

const ADDRESS = "#report";

/** Whether the address asks for the report. */
export const reportIsAsked = () => location.hash === ADDRESS;

function closeReport(): void {
  history.pushState(null, "", location.pathname + location.search);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
