import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Isodose } from "../src/gpu/slice/sliceLook";
import "./number-field";
import { type IsodoseScheme, isodoses } from "./isodoseColours";
import { baseStyles } from "./theme";

/**
 * The isodose lines that are drawn: for each a sample of the line, its dose in Gy (editable), and its share of a limit.
 * Colours come from `isodoses(dosesGy, scheme)`, for `SliceLook.isodoses` too.
 *
 *     <dose-legend .dosesGy=${[5, 10, 18, 23]} scheme="clinical" .limitGy=${23} limitName="kidney limit"></dose-legend>
 *
 * @fires isodoses-change - CustomEvent<{ dosesGy: readonly number[] }>: levels were edited, added or removed; ascending.
 * @fires scheme-change - CustomEvent<{ scheme: IsodoseScheme }>
 */
@customElement("dose-legend")
export class DoseLegend extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 4px;
      }
      td {
        padding: 1px 0;
      }
      td.line {
        width: 34px;
      }
      .sample {
        display: block;
        width: 24px;
      }
      number-field {
        --field-width: 6ch;
      }
      select {
        font: inherit;
        font-size: var(--small);
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
      }
      .remove {
        width: 24px;
        text-align: right;
      }
      .remove button {
        opacity: 0.45;
      }
      tr:hover .remove button,
      .remove button:focus-visible {
        opacity: 1;
      }
    `,
  ];

  /** Doses of the lines, Gy, ascending. */
  @property({ attribute: false }) dosesGy: readonly number[] = [];
  @property() scheme: IsodoseScheme = "clinical";
  /** Dose of which the percentages are counted; undefined: none are shown. */
  @property({ attribute: false }) limitGy: number | undefined;
  /** What that dose is, e.g. "kidney limit". */
  @property() limitName = "";

  override render() {
    const lines = isodoses(this.dosesGy, this.scheme);
    return html`
      <header>
        <h2>Isodoses</h2>
        <select aria-label="Colours of the isodoses" .value=${this.scheme} @change=${this.#choose}>
          <option value="clinical">clinical</option>
          <option value="distinct">colour-blind safe</option>
        </select>
      </header>
      <table aria-label="Isodose lines">
        <thead ?hidden=${this.limitGy === undefined}>
          <tr>
            <th></th>
            <th></th>
            <th class="number">of ${this.limitName || "the limit"}</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${lines.toReversed().map((line) => this.#row(line))}
        </tbody>
      </table>
      <button class="plain small" ?disabled=${lines.length >= MOST_LINES} @click=${this.#add}>Add a line</button>
    `;
  }

  #row({ doseGy, colour, widthPx }: Isodose) {
    const { limitGy } = this;
    return html`<tr>
      <td class="line"><span class="sample" style="border-top:${widthPx + 0.6}px solid ${colour}"></span></td>
      <td>
        <number-field
          label="Dose of the isodose line"
          unit="Gy"
          .value=${doseGy}
          .min=${LEAST_GY}
          .step=${stepOf(doseGy)}
          @number-change=${(event: CustomEvent<number>) => this.#replace(doseGy, [event.detail])}
        ></number-field>
      </td>
      <td class="number quiet">${limitGy ? `${((100 * doseGy) / limitGy).toFixed(0)} %` : null}</td>
      <td class="remove">
        <button class="plain" aria-label="Remove the ${doseGy} Gy line" @click=${() => this.#replace(doseGy, [])}>×</button>
      </td>
    </tr>`;
  }

  #replace(doseGy: number, by: readonly number[]) {
    this.#fire([...this.dosesGy.filter((d) => d !== doseGy), ...by]);
  }

  /** Above the highest line: by as much as it lies above the next one. */
  #add() {
    const [top = 10, next = top / 2] = [...this.dosesGy].sort((a, b) => b - a);
    this.#fire([...this.dosesGy, this.dosesGy.length === 0 ? top : 2 * top - next]);
  }

  #choose(event: Event) {
    const scheme = (event.target as HTMLSelectElement).value as IsodoseScheme;
    this.dispatchEvent(
      new CustomEvent("scheme-change", { detail: { scheme }, bubbles: true, composed: true }),
    );
  }

  #fire(doses: readonly number[]) {
    const dosesGy = [...new Set(doses)].sort((a, b) => a - b);
    this.dispatchEvent(
      new CustomEvent("isodoses-change", { detail: { dosesGy }, bubbles: true, composed: true }),
    );
  }
}

/** As many as a view draws. */
const MOST_LINES = 16;
const LEAST_GY = 0.01;

/** What an arrow key adds, Gy. */
const stepOf = (doseGy: number) => (doseGy >= 10 ? 1 : doseGy >= 1 ? 0.5 : 0.1);

declare global {
  interface HTMLElementTagNameMap {
    "dose-legend": DoseLegend;
  }
}
