import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./theme";

/** One thing that needs attention, as a sentence with the cure. Slots: default (the sentence), `cure` (a control). */
@customElement("problem-card")
export class ProblemCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding: 8px 12px;
        border-left: 2px solid var(--near);
        background: var(--surface);
        overflow-wrap: anywhere;
      }
      :host([kind="failure"]) {
        border-color: var(--exceeded);
      }
      :host([kind="note"]) {
        border-color: var(--rule-strong);
      }
    `,
  ];

  @property({ reflect: true }) kind: "problem" | "failure" | "note" = "problem";

  override render() {
    return html`
      <div role=${this.kind === "failure" ? "alert" : "note"}><slot></slot></div>
      <slot name="cure"></slot>
    `;
  }
}
