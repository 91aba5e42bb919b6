import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Step } from "../src/app/steps";
import { baseStyles } from "./theme";

/**
 * Where the case stands in the chain from data to plan.
 *
 * @fires alignment-open - How the scans were brought to the reference is to be shown.
 */
@customElement("step-rail")
export class StepRail extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ol {
        display: flex;
        gap: 4px 16px;
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 12px;
        color: var(--text-quiet);
        white-space: nowrap;
      }
      :host([upright]) ol {
        display: grid;
        gap: 8px;
      }
      li::before {
        content: "";
        display: inline-block;
        width: 6px;
        height: 6px;
        margin-right: 6px;
        vertical-align: 1px;
        border: 1px solid var(--rule-strong);
        border-radius: 50%;
      }
      button.plain {
        padding: 0;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      .done::before {
        background: var(--text-quiet);
        border-color: var(--text-quiet);
      }
      .now {
        color: var(--text);
      }
      .now::before {
        background: var(--accent);
        border-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) steps: readonly Step[] = [];
  /** One below the other. */
  @property({ type: Boolean, reflect: true }) upright = false;

  override render() {
    return html`<ol aria-label="Steps">
      ${this.steps.map(
        ({ name, state }) =>
          html`<li class=${state} aria-current=${state === "now" ? "step" : "false"}>
            ${
              state === "done" && OPENS[name]
                ? html`<button class="plain" title=${OPENS[name].title} @click=${() => this.#open(name)}>${name}</button>`
                : name
            }
          </li>`,
      )}
    </ol>`;
  }

  #open(name: string) {
    const event = OPENS[name]?.event;
    if (event) this.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true }));
  }
}

/** What can be looked at once a step is done. */
const OPENS: Readonly<Record<string, { readonly event: string; readonly title: string }>> = {
  Register: { event: "alignment-open", title: "Scans before and after alignment" },
  Quantify: {
    event: "quantify-open",
    title: "The account of what was administered, and activities before and after correction",
  },
  Kinetics: { event: "kinetics-open", title: "Time-activity curves, models and readings" },
};
