import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { baseStyles } from "./theme";
import "./problem-card";

/**
 * What went wrong with the last wish, until the user closes it. Slot: the sentence.
 *
 * @fires notice-close - It was read.
 */
@customElement("notice-card")
export class NoticeCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  override render() {
    return html`<problem-card kind="failure">
      <slot></slot>
      <button slot="cure" class="plain" @click=${this.#close}>Close</button>
    </problem-card>`;
  }

  #close = () =>
    this.dispatchEvent(new CustomEvent("notice-close", { bubbles: true, composed: true }));
}
