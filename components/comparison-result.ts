import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DoseComparison } from "../src/app/doseComparison";
import { MAP_COLOURS } from "../src/app/mapPicture";
import { sentenceName } from "../src/volume/readableName";
import { type Volume, volume } from "../src/volume/volume";
import { threeFigures } from "./format";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import type { Compared } from "./viewDifference";
import "./difference-picture";
import "./map-picture";

/** Two doses that were compared, and what came of it. */
export interface ComparedPair {
  readonly reference: Volume<"doseGy">;
  readonly evaluated: Volume<"doseGy">;
  readonly names: readonly [string, string];
  readonly comparison: DoseComparison;
}

/**
 * How much of each structure passes the gamma index, and where two doses differ.
 *
 * @fires difference-show - The difference is wanted in the views; `detail` is the Compared.
 */
@customElement("comparison-result")
export class ComparisonResult extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(180px, 34%);
        gap: 12px;
      }
      td,
      th {
        padding: 2px 8px 2px 0;
        border-top: 1px solid var(--rule);
      }
      thead th {
        border-top: none;
      }
      .figures {
        min-width: 0;
        overflow-x: auto;
      }
      .picture {
        display: grid;
        grid-template-rows: auto minmax(160px, 1fr);
        gap: 4px;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) pair!: ComparedPair;
  /** What the pictures lie over. */
  @property({ attribute: false }) density!: Volume<"densityKgPerM3">;

  @state() private map: "difference" | "gamma" = "difference";

  override render() {
    return html`<div class="figures">${this.#table()}</div>
      ${this.#picture()}`;
  }

  #table() {
    const { comparison, names } = this.pair;
    const percent = (x: number | undefined) => (x === undefined ? "–" : `${x.toFixed(1)} %`);
    return html`<table>
      <thead>
        <tr>
          <th></th>
          <th class="number" title=${names[0]}>Reference Gy</th>
          <th class="number" title=${names[1]}>Other Gy</th>
          <th class="number">Difference</th>
          <th class="number">γ ≤ 1</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>All above the threshold</td>
          <td></td>
          <td></td>
          <td></td>
          <td class="number" data-pass="all">${percent(comparison.passPercent)}</td>
        </tr>
        ${comparison.structures.map(
          ({ structureId, name, referenceGy, evaluatedGy, passPercent }) => html`<tr>
            <td>${sentenceName(name)}</td>
            <td class="number">${threeFigures(referenceGy)}</td>
            <td class="number">${threeFigures(evaluatedGy)}</td>
            <td class="number">${signedPercent(evaluatedGy / referenceGy - 1)}</td>
            <td class="number" data-pass=${structureId}>${percent(passPercent)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #picture() {
    const { reference, evaluated, comparison } = this.pair;
    const { density } = this;
    return html`<div class="picture">
      <span>
        ${this.#button("difference", "Difference")} ${this.#button("gamma", "Gamma")}
        <button class="plain small" @click=${this.#showInViews}>Difference in the views</button>
      </span>
      ${
        this.map === "gamma"
          ? html`<map-picture
              label="Gamma index"
              .values=${comparison.gamma}
              .density=${density}
              .look=${GAMMA_LOOK}
            ></map-picture>`
          : html`<difference-picture
              .difference=${this.#differenceOf(reference, evaluated)}
              .planned=${asPerGBq(reference)}
              .density=${density}
              .activityGBq=${1}
            ></difference-picture>`
      }
    </div>`;
  }

  #button(id: "difference" | "gamma", name: string) {
    return html`<button
      aria-pressed=${this.map === id}
      @click=${() => {
        this.map = id;
      }}
    >
      ${name}
    </button>`;
  }

  #showInViews = () => {
    const { reference, evaluated, names } = this.pair;
    const detail: Compared = {
      kind: "pair",
      name: `${names[1]} − ${names[0]}`,
      difference: this.#differenceOf(reference, evaluated),
    };
    this.dispatchEvent(
      new CustomEvent("difference-show", { detail, bubbles: true, composed: true }),
    );
  };

  /** Evaluated less reference. */
  readonly #differenceOf = memo((less: Volume<"doseGy">, of: Volume<"doseGy">) =>
    volume(
      "doseGyPerGBq",
      of.grid,
      of.values.map((gy, v) => gy - less.values[v]!),
    ),
  );
}

const GAMMA_LOOK = { range: [0, 2], colours: MAP_COLOURS, classes: false, unit: "" } as const;

/** The picture scales by an activity, which is 1 here. */
const asPerGBq = ({ grid, values }: Volume<"doseGy">) => volume("doseGyPerGBq", grid, values);

const signedPercent = (share: number) =>
  Number.isFinite(share) ? `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)} %` : "–";
