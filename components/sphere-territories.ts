import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SphereComparison } from "../src/app/sphereComparison";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import "./number-field";

/**
 * One injection a territory: its activity, and what one compartment and the partition model ask for in it alone.
 *
 * @fires territories-change - `detail` is the activity of every territory, GBq.
 */
@customElement("sphere-territories")
export class SphereTerritories extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        margin-top: 10px;
      }
      table {
        width: 100%;
        font-size: 12px;
      }
      td,
      th {
        padding: 2px 0 2px 10px;
        border-top: 1px solid var(--rule);
        vertical-align: baseline;
      }
      td:first-child,
      th:first-child {
        padding-left: 0;
        text-align: left;
      }
      number-field {
        --field-width: 7ch;
      }
      button {
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) comparison!: SphereComparison;
  /** Injected, all territories together. */
  @property({ type: Number }) activityGBq = 0;

  override render() {
    const { territories, tumourGy, perfusedGy } = this.comparison;
    return html`
      <h2>Injections</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Territory</th>
            <th scope="col" class="number">Activity</th>
            <th scope="col" class="number">Share (images)</th>
            <th scope="col" class="number">${perfusedGy} Gy to all of it</th>
            <th scope="col" class="number">
              ${tumourGy === undefined ? "Partition" : `${tumourGy} Gy to its tumours`}
            </th>
          </tr>
        </thead>
        ${territories.map(
          ({ name, share, imagedShare, monoCompartmentGBq, partitionGBq }, t) => html`<tr>
            <td>${sentenceName(name)}</td>
            <td class="number">
              <number-field
                label=${`${sentenceName(name)}: activity injected`}
                unit="GBq"
                step="0.1"
                .value=${share * this.activityGBq}
                @number-change=${({ detail }: CustomEvent<number>) => this.#set(t, detail)}
              ></number-field>
            </td>
            <td class="number">${(100 * share).toFixed(1)} % (${(100 * imagedShare).toFixed(1)} %)</td>
            <td class="number">${threeFigures(monoCompartmentGBq)} GBq</td>
            <td class="number">
              ${partitionGBq === undefined ? "–" : `${threeFigures(partitionGBq)} GBq`}
            </td>
          </tr>`,
        )}
      </table>
      <p>
        <button @click=${this.#asImaged}>Shares of the images</button>
        ${
          territories.every(({ partitionGBq }) => partitionGBq !== undefined)
            ? html`<button @click=${this.#byPartition}>What the tumours of each ask for</button>`
            : null
        }
      </p>
    `;
  }

  #set(t: number, activity: number) {
    this.#fire(
      this.comparison.territories.map(({ share }, other) =>
        other === t ? activity : share * this.activityGBq,
      ),
    );
  }

  #asImaged = () =>
    this.#fire(
      this.comparison.territories.map(({ imagedShare }) => imagedShare * this.activityGBq),
    );

  #byPartition = () =>
    this.#fire(this.comparison.territories.map(({ partitionGBq }) => partitionGBq!));

  #fire(detail: readonly number[]) {
    this.dispatchEvent(
      new CustomEvent("territories-change", { detail, bubbles: true, composed: true }),
    );
  }
}
