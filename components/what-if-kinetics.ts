import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RegionResult } from "../src/app/planResult";
import {
  halfLifeRangeH,
  type RegionChange,
  type RegionChanges,
  withoutTumourSink,
} from "../src/planning/regionChange";
import { readableName, sentenceName } from "../src/volume/readableName";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./help-note";
import "./number-field";

/**
 * Uptake, effective half-life and mass of every source region: kidney protection, tumour sink, delayed clearance.
 *
 * @fires what-if - `detail` is `{ regions }`.
 */
@customElement("what-if-kinetics")
export class WhatIfKinetics extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  @property({ attribute: false }) regions: readonly RegionResult[] = [];
  @property({ attribute: false }) changes: RegionChanges = {};
  @property({ type: Number }) physicalHalfLifeH = 0;

  override render() {
    return html`
      <table>
        <tr>
          <th></th>
          <th class="number">uptake ×</th>
          <th class="number">half-life h</th>
          <th class="number">
            mass ×
            <help-note about="Uptake, half-life, mass">
              <p>
                Uptake multiplies the activity at every time. The effective half-life is that of the
                phase that carries most decays, at most the physical one. A mass divides the dose
                that a region gives itself. Doses are the sum of what each region gives, weighted
                with its decays; no dose is calculated anew.
              </p>
            </help-note>
          </th>
        </tr>
        ${this.regions.map((region) => this.#row(region))}
      </table>
      <div class="actions">
        ${this.#kidneys().length > 0 ? this.#preset("Kidney protection, uptake × 0.6", this.#protect) : null}
        ${this.#sinkFactor() === undefined ? null : this.#preset("Without tumours (no sink)", this.#withoutTumours)}
        ${Object.keys(this.changes).length > 0 ? this.#preset("As measured", () => this.#fire({})) : null}
      </div>
    `;
  }

  #row(region: RegionResult) {
    const { structureId: id, name, fit } = region;
    const change = this.changes[id] ?? {};
    const [least, most] = halfLifeRangeH(region, this.physicalHalfLifeH);
    const halfLife = change.effectiveHalfLifeH ?? fit.effectiveHalfLifeH;
    const written = sentenceName(name);
    return html`
      <tr class=${this.changes[id] ? "changed" : ""}>
        <td>${written}</td>
        <td class="number">
          <number-field
            label=${`${written}: uptake factor`}
            max="10"
            step="0.05"
            .value=${change.uptakeFactor ?? 1}
            @number-change=${({ detail }: CustomEvent<number>) =>
              this.#set(id, { ...change, uptakeFactor: detail })}
          ></number-field>
        </td>
        <td class="number">
          <number-field
            label=${`${written}: effective half-life, hours`}
            .min=${least * 1.001}
            .max=${Math.max(most, fit.effectiveHalfLifeH)}
            step="1"
            .value=${halfLife}
            @number-change=${({ detail }: CustomEvent<number>) =>
              this.#set(id, { ...change, effectiveHalfLifeH: detail })}
          ></number-field>
        </td>
        <td class="number">
          ${
            id === "remainder"
              ? "–"
              : html`<number-field
                  label=${`${written}: mass factor`}
                  min="0.1"
                  max="10"
                  step="0.05"
                  .value=${change.massFactor ?? 1}
                  @number-change=${({ detail }: CustomEvent<number>) =>
                    this.#set(id, { ...change, massFactor: detail })}
                ></number-field>`
          }
        </td>
      </tr>
    `;
  }

  #preset = (name: string, act: () => void) => html`<button @click=${act}>${name}</button>`;

  #kidneys = () =>
    this.regions.filter(({ name }) => /kidney|ren\b|niere/i.test(readableName(name)));

  #protect = () =>
    this.#fire({
      ...this.changes,
      ...Object.fromEntries(
        this.#kidneys().map(({ structureId: id }) => [
          id,
          { ...this.changes[id], uptakeFactor: 0.6 },
        ]),
      ),
    });

  /** What the rest of the body takes up more when the tumours are gone; undefined where there are none, or nothing else. */
  #sinkFactor(): number | undefined {
    const sum = (regions: readonly RegionResult[]) =>
      regions.reduce((hours, { tiacH }) => hours + Math.max(0, tiacH), 0);
    const tumours = sum(this.regions.filter(({ role }) => role === "tumour"));
    const all = sum(this.regions);
    return tumours > 0 && all > tumours ? withoutTumourSink(tumours, all) : undefined;
  }

  #withoutTumours = () => {
    const factor = this.#sinkFactor()!;
    this.#fire({
      ...this.changes,
      ...Object.fromEntries(
        this.regions.map(({ structureId: id, role }) => [
          id,
          { ...this.changes[id], uptakeFactor: role === "tumour" ? 0 : factor },
        ]),
      ),
    });
  };

  #set(id: string, change: RegionChange) {
    const region = this.regions.find(({ structureId }) => structureId === id)!;
    const kept = meaningful(change, region.fit.effectiveHalfLifeH);
    const { [id]: _, ...others } = this.changes;
    this.#fire(kept ? { ...others, [id]: kept } : others);
  }

  #fire(regions: RegionChanges) {
    this.dispatchEvent(
      new CustomEvent("what-if", { detail: { regions }, bubbles: true, composed: true }),
    );
  }
}

/** What of a change differs from the measurement; undefined where nothing does. */
function meaningful(
  { uptakeFactor = 1, effectiveHalfLifeH, massFactor = 1 }: RegionChange,
  measuredH: number,
): RegionChange | undefined {
  const kept = {
    ...(uptakeFactor === 1 ? {} : { uptakeFactor }),
    ...(effectiveHalfLifeH === undefined || effectiveHalfLifeH === measuredH
      ? {}
      : { effectiveHalfLifeH }),
    ...(massFactor === 1 ? {} : { massFactor }),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
}
