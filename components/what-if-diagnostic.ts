import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DiagnosticDose } from "../src/app/diagnosticDose";
import {
  countsDiagnostic,
  diagnosticEarlier,
  type EarlierDoses,
  isOfDiagnostic,
  isSetByHand,
  withDiagnostic,
  withDiagnosticGy,
  withoutDiagnostic,
} from "../src/app/diagnosticEarlier";
import { diagnosticLabel } from "../src/app/diagnosticNotes";
import type { EarlierDose } from "../src/planning/course";
import type { StructureDose } from "../src/planning/structureDose";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./number-field";

/**
 * The dose of the administration that was imaged, structure by structure: whether it counts before the therapy, and its figures, which can be set by hand.
 *
 * @fires what-if - `detail` is `{ earlier }`.
 */
@customElement("what-if-diagnostic")
export class WhatIfDiagnostic extends LitElement {
  static override styles = [
    baseStyles,
    whatIfStyles,
    css`
      label {
        display: flex;
        align-items: baseline;
        gap: 6px;
        padding: 3px 0;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      :is(td, th):nth-child(n + 2) {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) structures: readonly StructureDose[] = [];
  @property({ attribute: false }) earlier: EarlierDoses = {};
  /** As calculated; undefined where the scans show a cycle of the therapy. */
  @property({ attribute: false }) calculated: DiagnosticDose | undefined;

  override render() {
    const counts = countsDiagnostic(this.earlier);
    if (!this.calculated && !counts) return nothing;
    const title = this.calculated ? diagnosticLabel(this.calculated) : this.#labelOfEarlier();
    return html`
      <label data-diagnostic>
        <input type="checkbox" .checked=${counts} @change=${this.#count} />
        <span>Count ${title}</span>
      </label>
      <table>
        <thead>
          <tr><th>Structure</th><th>Calculated</th><th>Counts</th></tr>
        </thead>
        <tbody>
          ${this.structures.map((structure) => this.#row(structure))}
        </tbody>
      </table>
      <p class="note">
        Its own dose over all that was given, fitted under its own decay; limits over the course hold it. BED takes it at its own dose rate.
      </p>
    `;
  }

  #row({ structureId: id, name }: StructureDose) {
    const calculated = this.calculated?.structures.find(({ structureId }) => structureId === id);
    const dose = this.earlier[id]?.find(isOfDiagnostic);
    if (!calculated && !dose) return nothing;
    const written = sentenceName(name);
    return html`
      <tr class=${dose && isSetByHand(dose) ? "changed" : ""}>
        <td title=${written}>${written}</td>
        <td>${calculated ? `${threeFigures(calculated.meanGy)} Gy` : "–"}</td>
        <td class="number" data-diagnostic-gy=${id}>
          ${dose ? this.#field(id, written, dose) : "does not count"}
        </td>
      </tr>
    `;
  }

  #field(id: string, written: string, dose: EarlierDose) {
    return html`<number-field
      label=${`${written}: diagnostic dose`}
      unit="Gy"
      step="0.01"
      .value=${dose.kind === "external" ? dose.totalGy : dose.meanGy}
      @number-change=${({ detail }: CustomEvent<number>) =>
        this.#fire(withDiagnosticGy(this.earlier, id, detail))}
    ></number-field>`;
  }

  #labelOfEarlier(): string {
    const dose = Object.values(this.earlier).flat().find(isOfDiagnostic);
    return dose?.kind === "radionuclide" ? (dose.diagnostic ?? "") : "";
  }

  #count = (event: Event) => {
    const counts = (event.target as HTMLInputElement).checked;
    this.#fire(
      counts
        ? withDiagnostic(this.earlier, diagnosticEarlier(this.calculated))
        : withoutDiagnostic(this.earlier),
    );
  };

  #fire(earlier: EarlierDoses) {
    this.dispatchEvent(
      new CustomEvent("what-if", { detail: { earlier }, bubbles: true, composed: true }),
    );
  }
}
