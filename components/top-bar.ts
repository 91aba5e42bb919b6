import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Step } from "../src/app/steps";
import { baseStyles } from "./theme";
import "./step-rail";

/**
 * The case, where it stands, and what is always at hand.
 *
 * @fires case-close - Back to the empty page.
 * @fires undo
 * @fires redo
 * @fires theme-toggle
 * @fires help-open
 * @fires patient-open
 */
@customElement("top-bar")
export class TopBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 16px;
        height: 40px;
        padding: 0 12px;
        border-bottom: 1px solid var(--rule);
        background: var(--surface);
      }
      .brand {
        padding: 2px 4px;
        border: none;
        font-weight: 700;
        letter-spacing: 0.02em;
      }
      .case {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .wide {
        flex: 1;
        min-width: 0;
        overflow: hidden;
      }
      .adapter {
        max-width: 220px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .tools {
        display: flex;
        gap: 2px;
        margin-left: auto;
      }
      .tools button {
        min-width: 28px;
      }
      .steps {
        display: none;
        position: relative;
      }
      .steps summary {
        padding: 2px 4px;
        cursor: pointer;
        list-style: none;
      }
      .steps summary::after {
        content: " ▾";
      }
      .steps step-rail {
        position: absolute;
        z-index: 10;
        top: 28px;
        left: 0;
        padding: 8px 12px;
        background: var(--surface);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
      }
      @media (max-width: 1100px) {
        .wide,
        .adapter {
          display: none;
        }
        .steps {
          display: block;
        }
      }
    `,
  ];

  @property() caseName = "";
  @property({ attribute: false }) steps: readonly Step[] = [];
  @property() adapter = "";
  @property({ type: Boolean }) canUndo = false;
  @property({ type: Boolean }) canRedo = false;

  @state() private menuIsOpen = false;

  override render() {
    return html`
      <button class="brand" title="To the start page" @click=${() => this.#fire("case-close")}>
        Gyre
      </button>
      <span class="case">${this.caseName}</span>
      ${this.steps.length > 0 ? this.#steps() : null}
      ${
        this.steps.at(-1)?.state === "now"
          ? html`<button class="plain small" title="Measurements of the patient (p)" @click=${() => this.#fire("patient-open")}>
                Patient
              </button>
              <a class="small" href="#report">Report</a>`
          : null
      }
      <a class="small" href="#planner=radioembolization">Planners</a>
      <a class="small" href="#nuclide=Lu-177">Nuclides</a>
      <span class="tools">
        ${this.#tool("undo", "↶", "Undo (Ctrl+Z)", !this.canUndo)}
        ${this.#tool("redo", "↷", "Redo (Ctrl+Shift+Z)", !this.canRedo)}
        ${this.#tool("theme-toggle", "◐", "Dark or light (t)")}
        ${this.#tool("help-open", "?", "Keys (?)")}
      </span>
      <span class="adapter quiet small" title=${this.adapter}>${this.adapter}</span>
    `;
  }

  /** The chain in a row, or behind a button where the page is narrow. */
  #steps() {
    const now = this.steps.find(({ state }) => state === "now")?.name ?? "Steps";
    return html`
      <step-rail class="wide" .steps=${this.steps}></step-rail>
      <details
        class="steps"
        @toggle=${({ currentTarget }: Event) => {
          this.menuIsOpen = (currentTarget as HTMLDetailsElement).open;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Escape") this.#close(event);
        }}
        @alignment-open=${this.#close}
        @quantify-open=${this.#close}
        @kinetics-open=${this.#close}
        @focusout=${({ currentTarget, relatedTarget }: FocusEvent) => {
          const menu = currentTarget as HTMLDetailsElement;
          if (relatedTarget && !menu.contains(relatedTarget as Node)) menu.open = false;
        }}
      >
        <summary title="Steps from data to plan">${now}</summary>
        ${this.menuIsOpen ? html`<step-rail upright .steps=${this.steps}></step-rail>` : null}
      </details>
    `;
  }

  #close = ({ currentTarget }: Event) => {
    (currentTarget as HTMLDetailsElement).open = false;
  };

  #tool(event: string, sign: string, name: string, disabled = false) {
    return html`<button
      class="plain"
      title=${name}
      aria-label=${name}
      ?disabled=${disabled}
      @click=${() => this.#fire(event)}
    >
      ${sign}
    </button>`;
  }

  #fire(name: string) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}
