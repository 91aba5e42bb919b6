import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { MOST_ISODOSES } from "../src/gpu/slice/palette";
import type { Isodose } from "../src/gpu/slice/sliceLook";
import "./number-field";
import { type IsodoseScheme, isodoses } from "./isodoseColours";
import { baseStyles } from "./theme";

/**
 * The isodose lines that are drawn, on the image itself: a sample of each line and its dose. Pressed, it opens to edit the doses, with
 * their share of a limit. Colours come from `isodoses(dosesGy, scheme)`, for `SliceLook.isodoses` too.
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
        width: max-content;
        max-height: 100%;
      }
      .closed {
        display: block;
        padding: 2px 4px;
        border-color: transparent;
        color: #d7dee4;
        font-size: var(--small);
        line-height: 1.5;
        text-align: left;
        text-shadow:
          0 0 2px #000,
          0 0 2px #000,
          0 0 3px #000;
      }
      .closed:hover {
        border-color: rgb(215 222 228 / 40%);
      }
      .closed > span {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .sample {
        display: inline-block;
        width: 16px;
        vertical-align: middle;
      }
      .open {
        padding: 6px 8px 6px 10px;
        background: var(--surface);
        border: 1px solid var(--rule);
        border-radius: 3px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 10px;
        margin-bottom: 2px;
      }
      header button {
        margin-left: auto;
      }
      td {
        padding: 1px 0;
      }
      td.line {
        width: 26px;
        padding: 0 5px;
        background: #05070a;
      }
      td.line + td {
        padding-left: 8px;
      }
      td.share {
        padding-left: 14px;
      }
      number-field {
        --field-width: 7ch;
      }
      select {
        font: inherit;
        font-size: var(--small);
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
      }
      footer {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 12px;
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

  @state() private isOpen = false;

  override render() {
    const lines = isodoses(this.dosesGy, this.scheme).toReversed();
    return this.isOpen ? this.#editor(lines) : this.#legend(lines);
  }

  #legend(lines: readonly Isodose[]) {
    return html`<button
      class="closed"
      aria-expanded="false"
      title="Edit the isodoses"
      @click=${() => this.#open(true)}
    >
      ${lines.map((line) => html`<span>${sample(line)}${doseText(line.doseGy)}</span>`)}
      ${lines.length === 0 ? "Isodoses …" : null}
    </button>`;
  }

  #editor(lines: readonly Isodose[]) {
    return html`<div class="open" @keydown=${this.#closeByKey}>
      <header>
        <h2>Isodoses</h2>
        <button class="plain" aria-label="Close the isodoses" @click=${() => this.#open(false)}>×</button>
      </header>
      <table aria-label="Isodose lines">
        <tbody>
          ${lines.map((line) => this.#row(line))}
        </tbody>
      </table>
      ${this.limitGy ? html`<p class="quiet small">% of ${this.limitName || "the limit"}, ${doseText(this.limitGy)}</p>` : null}
      <footer>
        <button class="plain small" ?disabled=${lines.length >= MOST_ISODOSES} @click=${this.#add}>Add a line</button>
        <select aria-label="Colours of the isodoses" @change=${this.#choose}>
          ${SCHEMES.map(
            ([scheme, name]) =>
              html`<option value=${scheme} .selected=${scheme === this.scheme}>${name}</option>`,
          )}
        </select>
      </footer>
    </div>`;
  }

  #row(line: Isodose) {
    const { doseGy } = line;
    const { limitGy } = this;
    return html`<tr>
      <td class="line">${sample(line)}</td>
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
      <td class="number quiet share">${limitGy ? `${((100 * doseGy) / limitGy).toFixed(0)} %` : null}</td>
      <td>
        <button class="plain" aria-label=${`Remove the line of ${doseText(doseGy)}`} @click=${() => this.#replace(doseGy, [])}>
          ×
        </button>
      </td>
    </tr>`;
  }

  /** Focus follows to the control that undoes the step. */
  async #open(isOpen: boolean) {
    this.isOpen = isOpen;
    await this.updateComplete;
    this.renderRoot.querySelector("button")?.focus();
  }

  #closeByKey(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    void this.#open(false);
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

const sample = ({ colour, widthPx }: Isodose) =>
  html`<span class="sample" style="border-top:${widthPx + 0.6}px solid ${colour}"></span>`;

const doseText = (doseGy: number) => `${Number(doseGy.toPrecision(4))} Gy`;

const SCHEMES: readonly (readonly [IsodoseScheme, string])[] = [
  ["clinical", "clinical colours"],
  ["distinct", "colour-blind safe"],
];

const LEAST_GY = 0.01;

/** What an arrow key adds, Gy. */
const stepOf = (doseGy: number) => (doseGy >= 10 ? 1 : doseGy >= 1 ? 0.5 : 0.1);

declare global {
  interface HTMLElementTagNameMap {
    "dose-legend": DoseLegend;
  }
}
