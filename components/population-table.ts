import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PopulationPrior } from "../src/kinetics/population";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/**
 * Populations with medians, spreads and sources; one is chosen.
 *
 * @fires population-choose - `detail` is the name.
 * @fires populations-export - `detail` is "json" or "csv".
 * @fires populations-import - `detail` is the file.
 * @fires population-delete - `detail` is the name of one of the user's own.
 */
@customElement("population-table")
export class PopulationTable extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: auto;
      }
      td,
      th {
        padding: 2px 12px 2px 0;
        vertical-align: top;
      }
      .files {
        position: sticky;
        bottom: 0;
        left: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        padding: 6px 0;
        background: var(--ground);
      }
      .files label {
        align-items: center;
      }
      .refused {
        color: var(--exceeded);
      }
      tr.chosen td {
        font-weight: 600;
      }
      label {
        display: flex;
        gap: 6px;
        white-space: nowrap;
      }
      tbody tr td.source {
        min-width: 28ch;
        font-size: var(--small);
        font-weight: 400;
        color: var(--text-quiet);
      }
    `,
  ];

  @property({ attribute: false }) populations: readonly PopulationPrior[] = [];
  /** Names of the user's own, which can be deleted. */
  @property({ attribute: false }) own: ReadonlySet<string> = new Set();
  @property() chosen = "";
  /** What was wrong with the last file. */
  @property() notice = "";
  /** Figures alone: neither choice nor source. */
  @property({ type: Boolean }) compact = false;

  override render() {
    return html`<table>
      <thead>
        <tr>
          <th>Population</th>
          <th class="number">Amount, %</th>
          <th class="number">T½ eff, h</th>
          <th class="number">Uptake T½, h</th>
          <th class="number">Own curves</th>
          ${this.compact ? nothing : html`<th>Source</th><th></th>`}
        </tr>
      </thead>
      <tbody>
        ${this.populations.map((population) => this.#row(population))}
      </tbody>
    </table>
    ${this.compact ? nothing : this.#files()}`;
  }

  /** The user's own as files, as gyre fit and gyre population read them. */
  #files() {
    const none = this.own.size === 0;
    return html`<div class="files">
      <button ?disabled=${none} @click=${() => this.#fire("populations-export", "json")}>Export own populations (JSON)</button>
      <button ?disabled=${none} @click=${() => this.#fire("populations-export", "csv")}>CSV</button>
      <label class="file">
        Import populations
        <input type="file" accept=".json,.csv" aria-label="Import populations" @change=${this.#import} />
      </label>
      ${this.notice === "" ? nothing : html`<span class="refused" role="alert">${this.notice}</span>`}
    </div>`;
  }

  #import = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const detail = input.files?.[0];
    input.value = "";
    if (detail)
      this.dispatchEvent(
        new CustomEvent("populations-import", { detail, bubbles: true, composed: true }),
      );
  };

  #row({ name, median, logCovariance, patients, source }: PopulationPrior) {
    const spread = (i: number) => threeFigures(Math.exp(Math.sqrt(logCovariance[i]![i]!)));
    const figure = (value: number, i: number) =>
      html`<td class="number" title="median; 68 % of patients lie within this factor">
        ${threeFigures(value)} <span class="quiet">×/÷ ${spread(i)}</span>
      </td>`;
    return html`<tr class=${name === this.chosen ? "chosen" : ""}>
      <td>
        ${
          this.compact
            ? name
            : html`<label
          ><input
            type="radio"
            name="population"
            .checked=${name === this.chosen}
            @change=${() => this.#fire("population-choose", name)}
          />${name}</label
        >`
        }
      </td>
      ${figure(100 * median.amplitudePerMBq, 0)} ${figure(median.effectiveHalfLifeH, 1)}
      ${figure(median.uptakeHalfLifeH, 2)}
      <td class="number">${patients}</td>
      ${this.compact ? nothing : this.#more(name, source)}
    </tr>`;
  }

  #more(name: string, source: string) {
    return html`<td class="source">${source}</td>
      <td>
        ${
          this.own.has(name)
            ? html`<button class="plain" aria-label=${`Delete ${name}`} @click=${() => this.#fire("population-delete", name)}>
                Delete
              </button>`
            : nothing
        }
      </td>`;
  }

  #fire(name: string, detail: string) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
