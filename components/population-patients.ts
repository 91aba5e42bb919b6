import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { SavedCurve } from "../src/app/populationStore";
import type { FinishedCurve } from "../src/kinetics/finishedCurve";
import { curvesToJson } from "../src/kinetics/finishedCurveFile";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/**
 * Finished patients kept in this browser: what a patient would add is shown to the letter before it is kept.
 *
 * @fires curves-add - `detail` holds the curves to keep.
 * @fires curve-delete - `detail` is the number of the curve.
 * @fires curves-export - `detail` is "json" or "csv".
 * @fires curves-import - `detail` is the file.
 */
@customElement("population-patients")
export class PopulationPatients extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        margin: 6px 0;
      }
      pre {
        max-height: 220px;
        overflow: auto;
        margin: 6px 0;
        padding: 8px;
        font-size: var(--small);
        background: var(--surface);
        border: 1px solid var(--rule);
      }
      .kept {
        max-height: 320px;
        overflow: auto;
      }
      td,
      th {
        padding: 2px 12px 2px 0;
      }
      label.button {
        padding: 3px 10px;
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        cursor: pointer;
      }
      label.button:focus-within {
        outline: 2px solid var(--accent);
      }
      input[type="file"] {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
      h2 {
        margin-bottom: 4px;
      }
    `,
  ];

  @property({ attribute: false }) saved: readonly SavedCurve[] = [];
  /** What the open patient would add; undefined without one. */
  @property({ attribute: false }) candidates: readonly FinishedCurve[] | undefined;
  @property() notice = "";
  @state() private asked = false;

  override render() {
    const { saved } = this;
    return html`
      <h2>Finished patients</h2>
      <p class="quiet">
        Kept in this browser alone: nuclide, radiopharmaceutical, organ, mass, hours and percent of
        the administered activity. No name, number or date.
      </p>
      <div class="line">
        <button ?disabled=${!this.candidates?.length} @click=${() => {
          this.asked = true;
        }}>
          Add this patient …
        </button>
        <button ?disabled=${saved.length === 0} @click=${() => this.#fire("curves-export", "json")}>
          Export JSON
        </button>
        <button ?disabled=${saved.length === 0} @click=${() => this.#fire("curves-export", "csv")}>
          Export CSV
        </button>
        <label class="button">
          Import JSON or CSV<input type="file" accept=".json,.csv" @change=${this.#import} />
        </label>
      </div>
      ${this.candidates === undefined ? html`<p class="quiet">A patient can be added once a plan is calculated.</p>` : nothing}
      ${this.candidates?.length === 0 ? html`<p class="quiet">No region of this patient is an organ that the program knows.</p>` : nothing}
      ${this.notice ? html`<p role="alert">${this.notice}</p>` : nothing}
      ${this.asked && this.candidates ? this.#preview(this.candidates) : nothing}
      ${this.#kept()}
    `;
  }

  #preview(curves: readonly FinishedCurve[]) {
    return html`<section aria-label="What would be stored">
      <p>This, and nothing else, would be stored, one curve an organ:</p>
      <pre tabindex="0">${curvesToJson(curves)}</pre>
      <div class="line">
        <button class="primary" @click=${() => {
          this.asked = false;
          this.#fire("curves-add", curves);
        }}>
          Store ${curves.length} curves
        </button>
        <button @click=${() => {
          this.asked = false;
        }}>
          Do not store
        </button>
      </div>
    </section>`;
  }

  #kept() {
    if (this.saved.length === 0) return html`<p class="quiet">None is stored yet.</p>`;
    return html`<div class="kept">
      <table>
        <thead>
          <tr>
            <th>Radiopharmaceutical</th>
            <th>Organ</th>
            <th class="number">Mass, g</th>
            <th class="number">Readings</th>
            <th class="number">Last, h</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${this.saved.map(
            ({ key, curve }) => html`<tr>
              <td>${curve.radiopharmaceutical}</td>
              <td>${curve.organ}</td>
              <td class="number">${threeFigures(curve.massG)}</td>
              <td class="number">${curve.timesH.length}</td>
              <td class="number">${threeFigures(Math.max(...curve.timesH))}</td>
              <td>
                <button
                  class="plain"
                  aria-label=${`Delete curve ${key} of ${curve.organ}`}
                  @click=${() => this.#fire("curve-delete", key)}
                >
                  Delete
                </button>
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #import = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file) this.#fire("curves-import", file);
  };

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
