import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alignment } from "../src/registration/alignTimePoints";
import { sentenceName } from "../src/volume/readableName";
import { baseStyles } from "./theme";
import "./help-note";

/** How well one scan, and each structure in it, is aligned: correlations by the headers and after, worst first. */
@customElement("alignment-figures")
export class AlignmentFigures extends LitElement {
  static override styles = [baseStyles];

  @property({ attribute: false }) alignment!: Alignment;

  override render() {
    const { structures, local = {} } = this.alignment;
    const worstFirst = [...structures].sort(
      (a, b) => Number(b.standsOut) - Number(a.standsOut) || (a.after ?? -1) - (b.after ?? -1),
    );
    return html`
      <table>
        <thead>
          <tr>
            <th>
              Structure
              <help-note about="Agreement of a structure">
                Correlation of the two emission images in the structure's box and 10 mm around it; 1: alike. Structures that do not stand out from what
                surrounds them are grey: the images do not say where they lie.
              </help-note>
            </th>
            <th class="number">headers</th>
            <th class="number">aligned</th>
          </tr>
        </thead>
        <tbody>
          ${worstFirst.map(
            ({ structureId, name, before, after, standsOut }) => html`<tr
              class=${standsOut ? "" : "quiet"}
            >
              <td>${sentenceName(name)}${local[structureId] ? html` <span class="quiet">(moved on its own)</span>` : null}</td>
              <td class="number">${figure(before)}</td>
              <td class="number">${figure(after)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    `;
  }
}

const figure = (correlation: number | undefined) =>
  correlation === undefined ? "–" : correlation.toFixed(2);
