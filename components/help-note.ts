import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./theme";

/** A `?` that opens an explanation: what is calculated, from what, and after whom. Slots: default (the text). */
@customElement("help-note")
export class HelpNote extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
      }
      button {
        width: 16px;
        height: 16px;
        padding: 0;
        line-height: 13px;
        font-size: 10px;
        border-radius: 50%;
        color: var(--text-quiet);
      }
      [popover] {
        max-width: 340px;
        margin: auto;
        padding: 12px 16px;
        color: var(--text);
        text-align: left;
        text-transform: none;
        letter-spacing: normal;
        font-weight: 400;
        background: var(--raised);
        border: 1px solid var(--rule-strong);
        border-radius: 4px;
        white-space: normal;
      }
      strong {
        display: block;
        margin-bottom: 4px;
      }
    `,
  ];

  /** What the note is about. */
  @property() about = "";

  override render() {
    return html`
      <button popovertarget="note" aria-label=${`About: ${this.about}`}>?</button>
      <div id="note" popover><strong>${this.about}</strong><slot></slot></div>
    `;
  }
}
