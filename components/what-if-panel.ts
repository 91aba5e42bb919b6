import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { UNIT } from "../src/app/planView";
import { NO_EDITS, type WhatIf } from "../src/app/session";
import type { Limit } from "../src/planning/limit";
import { baseStyles } from "./theme";
import "./number-field";

/**
 * What can be asked without a new calculation: the number of cycles and the value of each limit.
 *
 * @fires what-if - `detail` is the changed part of the what-if.
 */
@customElement("what-if-panel")
export class WhatIfPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .line {
        display: flex;
        align-items: baseline;
        gap: 6px;
        padding: 3px 0;
        border-top: 1px solid var(--rule);
      }
      .line > span {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .changed > span {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) limits: readonly Limit[] = [];
  @property({ attribute: false }) whatIf: WhatIf = NO_EDITS;

  override render() {
    return html`
      <h2>What if</h2>
      <div class="line">
        <span>Cycles</span>
        <number-field
          label="Cycles"
          min="1"
          max="20"
          .value=${this.whatIf.cycles}
          @number-change=${({ detail }: CustomEvent<number>) => this.#fire({ cycles: Math.round(detail) })}
        ></number-field>
      </div>
      ${this.limits.map((limit) => this.#limit(limit))}
    `;
  }

  #limit({ id, label, value: standard, unit }: Limit) {
    const value = this.whatIf.criteria[id]?.value ?? standard;
    const changed = value !== standard;
    return html`
      <div class="line ${changed ? "changed" : ""}">
        <span title=${label}>${label}</span>
        ${
          changed
            ? html`<button
                class="plain small"
                aria-label=${`${label}: back to ${standard}`}
                @click=${() => this.#set(id, undefined)}
              >
                back to ${standard}
              </button>`
            : null
        }
        <number-field
          label=${label}
          unit=${UNIT[unit]}
          .value=${value}
          .step=${standard / 20}
          @number-change=${({ detail }: CustomEvent<number>) => this.#set(id, detail)}
        ></number-field>
      </div>
    `;
  }

  #set(id: string, value: number | undefined) {
    const { [id]: _, ...others } = this.whatIf.criteria;
    this.#fire({ criteria: value === undefined ? others : { ...others, [id]: { value } } });
  }

  #fire(detail: Partial<WhatIf>) {
    this.dispatchEvent(new CustomEvent("what-if", { detail, bubbles: true, composed: true }));
  }
}
