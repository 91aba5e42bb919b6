import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { CalculatedChange } from "../src/app/caseChange";
import type { OpenPlan } from "../src/app/openPlan";
import { pageDialogStyles } from "./pageDialogStyles";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./budget-bars";
import "./camera-library";
import "./quantify-account";
import "./quantify-administration";
import "./quantify-change";
import "./quantify-regions";
import "./quantify-settings";
import "./quantify-small";
import "./voxel-kinetics";

/** The pages of the view, in their order. */
const PAGES = [
  { id: "activity", name: "Activity" },
  { id: "administration", name: "Administration" },
  { id: "voxels", name: "Voxel kinetics" },
  { id: "uncertainty", name: "Uncertainty" },
  { id: "cameras", name: "Cameras" },
] as const;
type Page = (typeof PAGES)[number]["id"];

/**
 * How counts became activities, over the whole page, one tab for each question. Open it with `show()`.
 *
 * @fires change-undo - See quantify-change.
 * @fires case-change - The case shall be calculated with a change; `detail` is a CaseChange.
 */
@customElement("quantify-view")
export class QuantifyView extends LitElement {
  static override styles = [
    baseStyles,
    pageDialogStyles,
    quantifyStyles,
    css`
      [role="tablist"] button {
        border: none;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        color: var(--text-quiet);
      }
      [role="tablist"] button[aria-selected="true"] {
        color: var(--text);
        border-bottom-color: var(--accent);
      }
      .notice {
        margin: 16px 24px 0;
      }
      .waiting {
        padding: 20px 24px;
      }
      main {
        padding: 20px 24px 32px;
      }
      main.activity {
        display: grid;
        grid-template:
          "account settings" auto
          "change change" auto
          "regions regions" auto
          "small small" auto / minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px 40px;
      }
      quantify-account {
        grid-area: account;
      }
      quantify-settings {
        grid-area: settings;
      }
      quantify-change {
        grid-area: change;
      }
      quantify-regions {
        grid-area: regions;
      }
      quantify-small {
        grid-area: small;
      }
      @media (max-width: 900px) {
        main.activity {
          grid-template: "account" "settings" "change" "regions" "small" / minmax(0, 1fr);
          overflow-x: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) plan: OpenPlan | undefined;
  /** The last change of the case that was calculated. */
  @property({ attribute: false }) change: CalculatedChange | undefined;
  /** Whether the plan before that change is kept. */
  @property({ type: Boolean }) kept = false;
  /** What the calculation does now, while there is no plan. */
  @property() progress = "";
  /** Why the last wish came to nothing. */
  @property({ attribute: false }) notice: string | undefined;
  @state() private open = false;
  @state() private page: Page = "activity";
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  show(page: Page = this.page) {
    this.page = page;
    this.open = true;
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-label="Quantification" @close=${() => {
      this.open = false;
    }}>
      ${this.open ? this.#content() : nothing}
    </dialog>`;
  }

  #content() {
    return html`
      <nav>
        <strong>Quantification</strong>
        <div role="tablist">
          ${PAGES.map(
            ({ id, name }) => html`<button
              role="tab"
              aria-selected=${id === this.page}
              @click=${() => {
                this.page = id;
              }}
            >
              ${name}
            </button>`,
          )}
        </div>
        <button autofocus @click=${() => this.dialog.close()}>Close</button>
      </nav>
      ${this.notice === undefined ? nothing : html`<p class="notice error" role="alert">${this.notice}</p>`}
      ${this.plan ? this.#page(this.plan) : html`<p class="waiting" role="status">Calculating: ${this.progress} …</p>`}
    `;
  }

  #page(plan: OpenPlan) {
    switch (this.page) {
      case "activity":
        return html`<main class="activity">
          <quantify-account .plan=${plan}></quantify-account>
          <quantify-settings .plan=${plan} .camera=${plan.camera}></quantify-settings>
          ${this.#changed(plan)}
          <quantify-regions .plan=${plan}></quantify-regions>
          <quantify-small .plan=${plan}></quantify-small>
        </main>`;
      case "administration":
        return html`<main>
          <quantify-administration .plan=${plan}></quantify-administration>
          ${this.#changed(plan)}
        </main>`;
      case "voxels":
        return html`<main><voxel-kinetics .plan=${plan}></voxel-kinetics></main>`;
      case "uncertainty":
        return html`<main><budget-bars .result=${plan.result}></budget-bars></main>`;
      case "cameras":
        return html`<main><camera-library .plan=${plan}></camera-library></main>`;
      default:
        return this.page satisfies never;
    }
  }

  #changed({ result }: OpenPlan) {
    return this.change
      ? html`<quantify-change .change=${this.change} .kept=${this.kept} .result=${result}></quantify-change>`
      : nothing;
  }
}
