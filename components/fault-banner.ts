import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { baseStyles } from "./theme";

/** Says that the page met an error that nothing else shows: parts of it may then stand at the figures of before. */
@customElement("fault-banner")
export class FaultBanner extends LitElement {
  static override styles = [
    baseStyles,
    css`
      [role="alert"] {
        inset: auto 0 0;
        width: auto;
        margin: 0;
        padding: 8px 16px;
        color: var(--text);
        background: var(--surface);
        border: none;
        border-top: 2px solid var(--exceeded);
      }
      [role="alert"]:popover-open {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      p {
        flex: 1;
        margin: 0;
      }
    `,
  ];

  @state() private fault: string | undefined;

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener("error", this.#onError);
    window.addEventListener("unhandledrejection", this.#onRejection);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("error", this.#onError);
    window.removeEventListener("unhandledrejection", this.#onRejection);
  }

  override render() {
    if (this.fault === undefined) return nothing;
    return html`<div role="alert" popover="manual">
      <p>
        <strong>The page met an error: figures that it shows may be those of before your last change.</strong>
        Undo that change, or save what you need and load the page anew. (${this.fault})
      </p>
      <button
        @click=${() => {
          this.fault = undefined;
        }}
      >
        Close
      </button>
    </div>`;
  }

  /** Above dialogs too. */
  override updated() {
    this.renderRoot.querySelector<HTMLElement>("[popover]:not(:popover-open)")?.showPopover();
  }

  #onError = ({ message, error }: ErrorEvent) => {
    if (!isHarmless(message)) this.fault = error ? sentenceOf(error) : message;
  };

  #onRejection = ({ reason }: PromiseRejectionEvent) => {
    if ((reason as Error | undefined)?.name !== "AbortError") this.fault = sentenceOf(reason);
  };
}

/** Browsers report so that sizes settle in the next frame. */
const isHarmless = (message: string) => message.startsWith("ResizeObserver loop");
