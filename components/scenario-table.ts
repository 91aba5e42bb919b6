import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { givenCycles } from "../src/app/courseCycle";
import type { DeliveredDoses } from "../src/app/deliveredDose";
import type { SavedScenario } from "../src/app/savedScenario";
import { comingStructures } from "../src/planning/adaptiveCycles";
import { readableName, sentenceName } from "../src/volume/readableName";
import { differenceText } from "./difference";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import "./dose-comparison";

/**
 * Saved scenarios side by side, the present plan first: largest activity, what binds, and the mean dose of every structure at the
 * scenario's own activity. One of them is what differences and dashed curves refer to. Below, two doses against each other.
 *
 * @fires scenario-save - The present plan is to be kept.
 * @fires scenario-restore, scenario-drop, scenario-compare - `detail` is the id.
 * @fires scenario-rename - `detail` is `{ id, name }`.
 * @fires scenarios-import - `detail` is the File.
 * @fires scenarios-export - All of them are to be saved as a file.
 */
@customElement("scenario-table")
export class ScenarioTable extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: 6px 12px 8px;
      }
      td,
      th {
        padding: 2px 10px 2px 0;
        border-top: 1px solid var(--rule);
        white-space: nowrap;
      }
      thead th {
        border-top: none;
        vertical-align: bottom;
        white-space: normal;
      }
      input[type="text"] {
        font: inherit;
        color: inherit;
        width: 20ch;
        background: none;
        border: 1px solid transparent;
        border-radius: 3px;
        padding: 1px 2px;
      }
      input[type="text"]:hover,
      input[type="text"]:focus {
        border-color: var(--rule-strong);
      }
      .now td {
        font-weight: 600;
      }
      .difference {
        color: var(--accent);
        font-weight: 400;
      }
      .actions {
        display: flex;
        gap: 6px;
        margin-bottom: 4px;
      }
    `,
  ];

  @property({ attribute: false }) scenarios: readonly SavedScenario[] = [];
  /** The plan as it stands. */
  @property({ attribute: false }) present!: SavedScenario;
  @property() reference: string | undefined;
  /** Doses of the cycles that were given. */
  @property({ attribute: false }) delivered: DeliveredDoses = new Map();

  override render() {
    const structures = this.present.result.structureDoses;
    return html`
      <div class="actions">
        <button class="primary" @click=${() => this.#fire("scenario-save")}>Save this plan</button>
        <button @click=${() => this.#fire("scenarios-export")}>Save all as a file</button>
        <label>
          <input type="file" accept=".json,application/json" hidden @change=${this.#load} />
          <button @click=${openPicker}>Load a file</button>
        </label>
      </div>
      <table>
        <thead>
          <tr>
            <th title="Differences are against the chosen one">Against</th>
            <th>Scenario</th>
            <th></th>
            <th class="number">Largest GBq</th>
            <th>Binds</th>
            <th class="number">Cycles</th>
            <th class="number">At GBq</th>
            ${structures.map(
              ({ name }) =>
                html`<th class="number" title="Mean absorbed dose, Gy">${sentenceName(name)} Gy</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.#row(this.present, true)}
          ${this.scenarios.map((scenario) => this.#row(scenario, false))}
        </tbody>
      </table>
      <dose-comparison
        .present=${this.present}
        .scenarios=${this.scenarios}
        .delivered=${this.delivered}
      ></dose-comparison>
    `;
  }

  #load = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.#fire("scenarios-import", file);
    input.value = "";
  };

  #row(scenario: SavedScenario, now: boolean) {
    const { id, name, basis, whatIf } = scenario;
    const { largest } = basis;
    const reference = this.scenarios.find((other) => other.id === this.reference);
    return html`
      <tr class=${now ? "now" : ""}>
        <td>
          ${
            now
              ? nothing
              : html`<input
                  type="radio"
                  name="reference"
                  aria-label=${`Compare with ${name}`}
                  .checked=${id === this.reference}
                  @change=${() => this.#fire("scenario-compare", id)}
                />`
          }
        </td>
        <td>
          ${
            now
              ? html`This plan
                  ${
                    reference
                      ? html`<button
                          class="plain small"
                          title=${`Show this plan less ${reference.name} in the views`}
                          @click=${() => this.#fire("difference-show", { kind: "reference" })}
                        >
                          ± in views
                        </button>`
                      : nothing
                  }`
              : html`<input
                  type="text"
                  aria-label="Name of the scenario"
                  .value=${name}
                  @change=${(event: Event) =>
                    this.#fire("scenario-rename", {
                      id,
                      name: (event.target as HTMLInputElement).value,
                    })}
                />`
          }
        </td>
        <td>
          ${
            now
              ? nothing
              : html`<button
                    class="plain small"
                    title="Makes it the plan; undo brings the present one back"
                    aria-label=${`Use ${name}`}
                    @click=${() => this.#fire("scenario-restore", id)}
                  >
                    use
                  </button>
                  <button
                    class="plain small"
                    aria-label=${`Remove ${name}`}
                    @click=${() => this.#fire("scenario-drop", id)}
                  >
                    remove
                  </button>`
          }
        </td>
        ${this.#number(largest.totalActivityGBq, reference?.basis.largest.totalActivityGBq)}
        <td>${largest.binding ? readableName(largest.binding.structureName) : "–"}</td>
        <td class="number">${whatIf.cycles}</td>
        ${this.#number(whatIf.activityGBq, undefined)}
        ${this.present.result.structureDoses.map(({ structureId }) =>
          this.#number(meanGy(scenario, structureId), reference && meanGy(reference, structureId)),
        )}
      </tr>
    `;
  }

  #number(value: number | undefined, before: number | undefined) {
    if (value === undefined) return html`<td class="number">–</td>`;
    const difference = before === undefined ? "" : differenceText(value, before);
    return html`<td class="number">
      ${difference ? html`<span class="small difference">${difference}</span> ` : nothing}${threeFigures(value)}
    </td>`;
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** The button stands in for the file input beside it, whose own look no style reaches. */
const openPicker = (event: Event) =>
  (event.target as Element).parentElement!.querySelector("input")!.click();

/** At the scenario's own activity, of the cycles to come as the limits take them. */
function meanGy({ result, whatIf }: SavedScenario, id: string): number | undefined {
  const ahead = comingStructures(result.structureDoses, givenCycles(whatIf.given ?? []));
  const structure = ahead.find(({ structureId }) => structureId === id);
  return structure && structure.meanGyPerGBq * whatIf.activityGBq;
}
