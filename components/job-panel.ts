import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Job } from "../src/app/job";
import { baseStyles } from "./theme";
import "./problem-card";

/**
 * Follows and cancels one calculation, whatever it computes, and offers to try again when it failed.
 *
 * @fires job-start - The user asks for the calculation.
 * @fires job-cancel - The user asks to stop it.
 */
@customElement("job-panel")
export class JobPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .line {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 8px;
      }
      progress {
        width: 100%;
        height: 3px;
        appearance: none;
        border: none;
        background: var(--rule);
      }
      progress::-webkit-progress-bar {
        background: var(--rule);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) job: Job<unknown> = { status: "idle" };
  @property() label = "Calculate";

  override render() {
    const { job } = this;
    switch (job.status) {
      case "running":
        return html`
          <div class="line">
            <output>${job.step} …</output>
            <button @click=${() => this.#fire("job-cancel")}>Cancel</button>
          </div>
          <progress .value=${job.fraction} aria-label=${job.step}></progress>
        `;
      case "failed":
        return html`
          <problem-card kind="failure">
            ${job.message}
            <div slot="cure">
              <button @click=${() => this.#fire("job-start")}>Try again</button>
            </div>
          </problem-card>
        `;
      case "idle":
        return html`<button class="primary" @click=${() => this.#fire("job-start")}>
          ${this.label}
        </button>`;
      case "done":
        return null;
      default:
        return job satisfies never;
    }
  }

  #fire(name: string) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}
