import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Criterion, unitText } from "../src/planning/limit";
import type { CriterionChange } from "../src/planning/scenario";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./number-field";

export type CriterionChanges = Readonly<Record<string, CriterionChange>>;

/**
 * Values of limits and goals, whether a limit binds, and the biology of those that rest on it: α/β, repair half-life, RBE.
 *
 * @fires what-if - `detail` is `{ criteria }`.
 */
@customElement("what-if-limits")
export class WhatIfLimits extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  /** Of the protocol, with its own values. */
  @property({ attribute: false }) criteria: readonly Criterion[] = [];
  @property({ attribute: false }) changes: CriterionChanges = {};

  override render() {
    return html`
      ${this.criteria.map((criterion) => this.#line(criterion))}
      ${
        Object.keys(this.changes).length > 0
          ? html`<div class="actions">
              <button @click=${() => this.#fire({})}>As the protocol has them</button>
            </div>`
          : nothing
      }
    `;
  }

  #line(criterion: Criterion) {
    const { id, label, value: standard } = criterion;
    const change = this.changes[id] ?? {};
    const informational = change.informational ?? criterion.informational;
    const isLimit = "type" in criterion && criterion.type === "limit";
    return html`
      <div class="line ${this.changes[id] ? "changed" : ""}">
        <span title=${`${label}. Source: ${criterion.source}`}>${label}</span>
        <number-field
          label=${label}
          unit=${unitText(criterion)}
          .min=${standard / 1000}
          .value=${change.value ?? standard}
          .step=${standard / 20}
          @number-change=${({ detail }: CustomEvent<number>) => this.#set(criterion, { value: detail })}
        ></number-field>
        ${
          isLimit
            ? html`<label class="small quiet" title="Whether this limit stops the activity">
                <input
                  type="checkbox"
                  .checked=${!informational}
                  @change=${() => this.#set(criterion, { informational: !informational })}
                />
                binds</label
              >`
            : nothing
        }
      </div>
      ${this.#biology(criterion, change)}
    `;
  }

  #biology(criterion: Criterion, change: CriterionChange) {
    const { metric, label, rbeAlpha } = criterion;
    const own = "alphaBetaGy" in metric ? metric : undefined;
    if (!own && rbeAlpha === undefined) return nothing;
    const field = (
      key: "alphaBetaGy" | "repairHalfLifeH" | "rbeAlpha",
      name: string,
      unit: string,
      value: number,
    ) =>
      html`<span class="quiet small">${name}</span>
        <number-field
          label=${`${label}: ${name}`}
          unit=${unit}
          min="0.01"
          .value=${change[key] ?? value}
          .step=${value / 10}
          @number-change=${({ detail }: CustomEvent<number>) => this.#set(criterion, { [key]: detail })}
        ></number-field>`;
    return html`<div class="actions">
      ${own ? field("alphaBetaGy", "α/β", "Gy", own.alphaBetaGy) : nothing}
      ${own ? field("repairHalfLifeH", "repair", "h", own.repairHalfLifeH) : nothing}
      ${rbeAlpha === undefined ? nothing : field("rbeAlpha", "RBE of alphas", "", rbeAlpha)}
    </div>`;
  }

  #set(criterion: Criterion, change: CriterionChange) {
    const { id } = criterion;
    const kept = meaningful(criterion, { ...this.changes[id], ...change });
    const { [id]: _, ...others } = this.changes;
    this.#fire(kept ? { ...others, [id]: kept } : others);
  }

  #fire(criteria: CriterionChanges) {
    this.dispatchEvent(
      new CustomEvent("what-if", { detail: { criteria }, bubbles: true, composed: true }),
    );
  }
}

/** What of a change differs from the protocol; undefined where nothing does. */
function meaningful(criterion: Criterion, change: CriterionChange): CriterionChange | undefined {
  const standard: CriterionChange = {
    ...criterion,
    ...("alphaBetaGy" in criterion.metric ? criterion.metric : {}),
  };
  const kept = Object.entries(change).filter(
    ([key, value]) => value !== standard[key as keyof CriterionChange],
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
