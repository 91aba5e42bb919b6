import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { isOfDiagnostic } from "../src/app/diagnosticEarlier";
import type { EarlierDose } from "../src/planning/course";
import type { StructureDose } from "../src/planning/structureDose";
import { sentenceName } from "../src/volume/readableName";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./number-field";

export type EarlierDoses = Readonly<Record<string, readonly EarlierDose[]>>;

/**
 * Dose that structures received before this course: earlier cycles, external beam. It counts against every limit of the course.
 *
 * @fires what-if - `detail` is `{ earlier }`.
 */
@customElement("what-if-earlier")
export class WhatIfEarlier extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  @property({ attribute: false }) structures: readonly StructureDose[] = [];
  @property({ attribute: false }) earlier: EarlierDoses = {};

  override render() {
    return html`
      ${this.structures.flatMap((structure) =>
        (this.earlier[structure.structureId] ?? []).map((dose, n) =>
          isOfDiagnostic(dose) ? nothing : this.#line(structure, dose, n),
        ),
      )}
      <div class="actions">
        <select aria-label="Structure with earlier dose" @change=${this.#add}>
          <option value="">Add earlier dose to …</option>
          ${this.structures.map(
            ({ structureId, name }) =>
              html`<option value=${structureId}>${sentenceName(name)}</option>`,
          )}
        </select>
      </div>
    `;
  }

  #line({ structureId: id, name }: StructureDose, dose: EarlierDose, n: number) {
    const written = sentenceName(name);
    const external = dose.kind === "external";
    const set = (changed: EarlierDose) => this.#replace(id, n, changed);
    return html`
      <div class="line changed">
        <span>${written}</span>
        <button class="plain small" aria-label=${`${written}: remove earlier dose`} @click=${() => this.#replace(id, n, undefined)}>
          remove
        </button>
      </div>
      <div class="actions">
        <select
          aria-label=${`${written}: kind of earlier dose`}
          @change=${(event: Event) =>
            set(
              (event.target as HTMLSelectElement).value === "external"
                ? { kind: "external", totalGy: grayOf(dose), fractions: 10 }
                : { kind: "radionuclide", meanGy: grayOf(dose), effectiveHalfLifeH: 50 },
            )}
        >
          <option value="radionuclide" .selected=${!external}>earlier cycles</option>
          <option value="external" .selected=${external}>external beam</option>
        </select>
        <number-field
          label=${`${written}: earlier dose`}
          unit="Gy"
          .value=${grayOf(dose)}
          @number-change=${({ detail }: CustomEvent<number>) =>
            set(external ? { ...dose, totalGy: detail } : { ...dose, meanGy: detail })}
        ></number-field>
        ${
          external
            ? html`<number-field
                label=${`${written}: fractions`}
                unit="fractions"
                min="1"
                .value=${dose.fractions}
                @number-change=${({ detail }: CustomEvent<number>) =>
                  set({ ...dose, fractions: Math.round(detail) })}
              ></number-field>`
            : html`<number-field
                label=${`${written}: effective half-life then`}
                unit="h"
                .value=${dose.effectiveHalfLifeH}
                @number-change=${({ detail }: CustomEvent<number>) =>
                  set({ ...dose, effectiveHalfLifeH: detail })}
              ></number-field>`
        }
      </div>
    `;
  }

  #add = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const id = select.value;
    select.value = "";
    const structure = this.structures.find(({ structureId }) => structureId === id);
    if (!structure) return;
    const dose: EarlierDose = {
      kind: "radionuclide",
      meanGy: 5,
      effectiveHalfLifeH: structure.effectiveHalfLifeH ?? 50,
    };
    this.#fire({ ...this.earlier, [id]: [...(this.earlier[id] ?? []), dose] });
  };

  #replace(id: string, n: number, dose: EarlierDose | undefined) {
    const { [id]: own = [], ...others } = this.earlier;
    const doses = own.flatMap((old, m) => (m === n ? (dose ? [dose] : []) : [old]));
    this.#fire(doses.length > 0 ? { ...others, [id]: doses } : others);
  }

  #fire(earlier: EarlierDoses) {
    this.dispatchEvent(
      new CustomEvent("what-if", { detail: { earlier }, bubbles: true, composed: true }),
    );
  }
}

const grayOf = (dose: EarlierDose) => (dose.kind === "external" ? dose.totalGy : dose.meanGy);
