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
  /** Heading it stands under. */
  readonly group?: string;
  /** It cannot be chosen; its name says why. */
  readonly disabled?: boolean;
}

/**
 * What lies over the CT, in one line above the views.
 *
 * @fires dose-choose - `detail` is the id of the ShownChoice.
 * @fires small-vois-change - `detail`: whether small volumes of interest shall be outlined.
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
        gap: 0 8px;
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
        max-width: clamp(110px, 100vw - 1200px, 300px);
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

  /** Whether small volumes of interest are outlined; undefined: there are none. */
  @property({ attribute: false }) smallVois: boolean | undefined;

  override render() {
    return html`
      ${this.#shown()} ${this.#switch("Isodoses", "showIsodoses", "Lines of equal dose (i)")} ${this.#range("Wash", "washOpacity", "Opacity of the dose in colour over the CT, from the lowest isodose up")}
      ${this.#range("Emission", "fusionOpacity", "Opacity of the SPECT or PET of the reference scan over the CT")}
      ${this.#switch("Smooth", "interpolateDose", "The dose between the middles of its voxels, interpolated; off: each voxel as it was calculated")} ${this.#smallVois()}
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
    const groups = [...new Set(this.choices.flatMap(({ group }) => group ?? []))];
    return html`<label>
      <select
        aria-label="Dose, difference of doses, or map"
        title=${this.choices.find(({ id }) => id === this.shown)?.name ?? ""}
        @change=${(event: Event) =>
          this.dispatchEvent(
            new CustomEvent("dose-choose", {
              detail: (event.target as HTMLSelectElement).value,
              bubbles: true,
              composed: true,
            }),
          )}
      >
        ${this.#options(undefined)}
        ${groups.map((group) => html`<optgroup label=${group}>${this.#options(group)}</optgroup>`)}
      </select>
    </label>`;
  }

  #options(group: string | undefined) {
    return this.choices
      .filter((choice) => choice.group === group)
      .map(
        ({ id, name, disabled = false }) =>
          html`<option value=${id} ?disabled=${disabled} .selected=${id === this.shown}>${name}</option>`,
      );
  }

  #smallVois() {
    if (this.smallVois === undefined) return null;
    return html`<label title="Small volumes of interest: the hottest sphere inside each structure, as Quantify lists them"
      ><input
        type="checkbox"
        .checked=${this.smallVois}
        @change=${(event: Event) =>
          this.dispatchEvent(
            new CustomEvent("small-vois-change", {
              detail: (event.target as HTMLInputElement).checked,
              bubbles: true,
              composed: true,
            }),
          )}
      />VOIs</label
    >`;
  }

  #switch(name: string, key: "showIsodoses" | "interpolateDose", title: string) {
    return html`<label title=${title}
      ><input
        type="checkbox"
        .checked=${this.look[key]}
        @change=${(event: Event) =>
          this.#fire({ [key]: (event.target as HTMLInputElement).checked })}
      />${name}</label
    >`;
  }

  #range(name: string, key: "washOpacity" | "fusionOpacity", title: string) {
    return html`<label title=${title}
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
