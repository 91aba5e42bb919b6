import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { type RbeOfStructure, weightedMean } from "../src/app/rbeWeighted";
import type { StructureDose } from "../src/planning/structureDose";
import { sentenceName } from "../src/volume/readableName";
import { differenceText } from "./difference";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/**
 * The structures with colour, volume, mass and mean dose at the activity. The eye hides and shows, the name brings forward.
 *
 * @fires structure-toggle - `detail` is the id of the structure to hide or show.
 * @fires structure-select - `detail` is the id of the structure to bring forward, or undefined for none.
 */
@customElement("structure-list")
export class StructureList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      table {
        table-layout: fixed;
      }
      th.number {
        width: 42px;
      }
      th.dose {
        width: 58px;
      }
      td {
        padding: 1px 0;
        border-top: 1px solid var(--rule);
      }
      th {
        padding-bottom: 2px;
      }
      .number {
        padding-left: 4px;
      }
      i {
        display: inline-block;
        width: 10px;
        height: 10px;
        border-radius: 2px;
      }
      td {
        vertical-align: top;
      }
      td.number {
        padding-top: 3px;
      }
      .entry {
        display: flex;
        align-items: baseline;
      }
      button.name {
        min-width: 0;
        overflow-wrap: anywhere;
        padding: 2px 0;
        border: none;
        text-align: left;
      }
      button.eye {
        padding: 2px 6px 0 0;
        border: none;
        line-height: 1;
      }
      .difference {
        color: var(--accent);
      }
      tr.hidden {
        color: var(--text-quiet);
      }
      tr.hidden i {
        background: none !important;
        outline: 1px solid var(--rule-strong);
        outline-offset: -1px;
      }
      tr.selected .name {
        font-weight: 600;
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) structures: readonly StructureDose[] = [];
  @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) hiddenStructures: ReadonlySet<string> = new Set();
  @property({ attribute: false }) selected: string | undefined;
  /** Cycles were given: the doses are those of the cycles to come. */
  @property({ type: Boolean }) toCome = false;
  /** Over all cycles to come. */
  @property({ type: Number }) activityGBq = 0;
  /** RBE of alphas by structure id; empty for a therapy without alphas. */
  @property({ attribute: false }) rbe: ReadonlyMap<string, RbeOfStructure> = new Map();
  /** Doses that differences are shown against, at the same activity. */
  @property({ attribute: false }) reference: readonly StructureDose[] = [];

  override render() {
    return html`
      <table>
        <thead>
          <tr>
            <th><h2>Structures</h2></th>
            <th class="number">mL</th>
            ${this.rbe.size > 0 ? null : html`<th class="number">g</th>`}
            <th class="number dose" title=${this.toCome ? "Mean absorbed dose of the cycles to come; those given are in the limits" : "Mean absorbed dose, all cycles"}>${this.toCome ? "Gy ahead" : "mean Gy"}</th>
            ${
              this.rbe.size > 0
                ? html`<th class="number dose" title="Mean dose with the alphas weighted, all cycles">
                    Gy(RBE)
                  </th>`
                : null
            }
          </tr>
        </thead>
        <tbody>
          ${this.structures.map((structure) => this.#row(structure))}
        </tbody>
      </table>
    `;
  }

  #row(structure: StructureDose) {
    const { structureId: id, name, volumeMl, massG, meanGyPerGBq } = structure;
    const hidden = this.hiddenStructures.has(id);
    const selected = this.selected === id;
    const written = sentenceName(name);
    return html`
      <tr class="${hidden ? "hidden" : ""} ${selected ? "selected" : ""}">
        <td><div class="entry">
          <button
            class="eye"
            aria-pressed=${!hidden}
            aria-label=${`Show ${written}`}
            title=${hidden ? "Hidden: show" : "Shown: hide"}
            @click=${() => this.#fire("structure-toggle", id)}
          >
            <i style=${styleMap({ background: this.colours.get(id) ?? "#888888" })}></i></button
          ><button
            class="name"
            aria-pressed=${selected}
            @click=${() => this.#fire("structure-select", selected ? undefined : id)}
          >
            ${written}
          </button>
        </div></td>
        <td class="number" title=${`${threeFigures(massG)} g`}>${threeFigures(volumeMl)}</td>
        ${this.rbe.size > 0 ? null : html`<td class="number">${threeFigures(massG)}</td>`}
        <td class="number">
          <span data-mean=${id}>${threeFigures(meanGyPerGBq * this.activityGBq)}</span>
          ${this.#difference(id, meanGyPerGBq)}
        </td>
        ${this.#weighted(structure)}
      </tr>
    `;
  }

  #weighted(structure: StructureDose) {
    const rbe = this.rbe.get(structure.structureId);
    if (!rbe) return null;
    const perGBq = weightedMean(structure, rbe.rbeAlpha);
    return html`<td class="number" title=${`RBE of alphas ${rbe.rbeAlpha}: ${rbe.source}`}>
      ${perGBq === undefined ? "–" : threeFigures(perGBq * this.activityGBq)}
    </td>`;
  }

  #difference(id: string, gyPerGBq: number) {
    const before = this.reference.find(({ structureId }) => structureId === id);
    if (!before) return null;
    const text = differenceText(
      gyPerGBq * this.activityGBq,
      before.meanGyPerGBq * this.activityGBq,
    );
    return text === "" ? null : html`<br /><span class="small difference">${text}</span>`;
  }

  #fire(name: string, detail: string | undefined) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
