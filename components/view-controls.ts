import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SliceLook } from "../src/gpu/slice/sliceLook";
import { baseStyles } from "./theme";

/** The part of the look that these controls change. */
export type ViewLook = Pick<
  SliceLook,
  "showIsodoses" | "washOpacity" | "fusionOpacity" | "convention" | "interpolateDose"
>;

/** Something that the views can show over the CT. */
export interface ShownChoice {
  readonly id: string;
  readonly name: string;
}

/**
 * What lies over the CT, in one line above the views.
 *
 * @fires dose-choose - `detail` is the id of the ShownChoice.
 * @fires look-change - `detail` is the changed part of the look.
 */
@customElement("view-controls")
export class ViewControls extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 10px;
        min-height: 28px;
        padding: 0 12px;
        font-size: 12px;
        color: var(--text-quiet);
        border-bottom: 1px solid var(--rule);
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      input[type="range"] {
        width: 40px;
        accent-color: var(--accent);
      }
      input[type="checkbox"] {
        margin: 0;
        accent-color: var(--accent);
      }
      select {
        max-width: 110px;
        font: inherit;
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule);
        border-radius: 3px;
      }
      select.side {
        max-width: 100px;
      }
      label:last-of-type {
        margin-left: auto;
      }
    `,
  ];

  @property({ attribute: false }) look!: ViewLook;
  /** What can be shown, the dose of the plan first. */
  @property({ attribute: false }) choices: readonly ShownChoice[] = [];
  /** Id of what is shown. */
  @property() shown = "";

  override render() {
    return html`
      ${this.#shown()} ${this.#switch("Isodoses", "showIsodoses")} ${this.#range("Dose wash", "washOpacity")}
      ${this.#range("Emission", "fusionOpacity")}
      ${this.#switch("Smooth dose", "interpolateDose")}
      <label>
        <select
          class="side"
          aria-label="Which side of the image is the patient's right"
          @change=${(event: Event) =>
            this.#fire({
              convention: (event.target as HTMLSelectElement).value as ViewLook["convention"],
            })}
        >
          ${(["radiological", "neurological"] as const).map(
            (name) =>
              html`<option value=${name} .selected=${name === this.look.convention}>
                ${name}
              </option>`,
          )}
        </select>
      </label>
    `;
  }

  #shown() {
    return html`<label>
      <select
        aria-label="Dose, or difference of doses"
        @change=${(event: Event) =>
          this.dispatchEvent(
            new CustomEvent("dose-choose", {
              detail: (event.target as HTMLSelectElement).value,
              bubbles: true,
              composed: true,
            }),
          )}
      >
        ${this.choices.map(
          ({ id, name }) =>
            html`<option value=${id} .selected=${id === this.shown}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #switch(name: string, key: "showIsodoses" | "interpolateDose") {
    return html`<label
      ><input
        type="checkbox"
        .checked=${this.look[key]}
        @change=${(event: Event) =>
          this.#fire({ [key]: (event.target as HTMLInputElement).checked })}
      />${name}</label
    >`;
  }

  #range(name: string, key: "washOpacity" | "fusionOpacity") {
    return html`<label
      >${name}<input
        type="range"
        min="0"
        max="1"
        step="0.05"
        .value=${String(this.look[key])}
        @input=${(event: Event) =>
          this.#fire({ [key]: (event.target as HTMLInputElement).valueAsNumber })}
    /></label>`;
  }

  #fire(detail: Partial<ViewLook>) {
    this.dispatchEvent(new CustomEvent("look-change", { detail, bubbles: true, composed: true }));
  }
}
