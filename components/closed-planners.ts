import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { OpenPlan } from "../src/app/openPlan";
import { radioiodineMeasured } from "../src/app/radioiodineMeasured";
import type { PatientData } from "../src/planning/patientData";
import { pageDialogStyles } from "./pageDialogStyles";
import { baseStyles } from "./theme";
import "./animal-planner";
import "./radioembolization-planner";
import "./radioiodine-planner";
import "./release-planner";

/** Planners that need no images, over the whole page. The address says which: `#planner=radioembolization`; without that the dialog is closed. */
@customElement("closed-planners")
export class ClosedPlanners extends LitElement {
  static override styles = [
    baseStyles,
    pageDialogStyles,
    css`
      nav a {
        color: var(--text-quiet);
        text-decoration: none;
        line-height: 38px;
        border-bottom: 2px solid transparent;
      }
      nav a[aria-current="page"] {
        color: var(--text);
        border-bottom-color: var(--accent);
      }
      main:focus-visible {
        outline: none;
      }
      main {
        max-width: 1400px;
        margin: 0 auto;
        padding: 20px 24px 40px;
      }
    `,
  ];

  /** That is open, whose measurements planners may start from. */
  @property({ attribute: false }) plan: OpenPlan | undefined;
  /** As the what-if has it. */
  @property({ attribute: false }) patient: PatientData | undefined;
  @state() private name: PlannerName | undefined;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#followAddress);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#followAddress);
  }

  override firstUpdated() {
    this.#followAddress();
  }

  override render() {
    return html`<dialog aria-label="Planners without images" @close=${closeAddress} @keydown=${keepKeys}>
      <nav>
        ${NAMES.map(
          (name) =>
            html`<a href=${`#planner=${name}`} aria-current=${name === this.name ? "page" : "false"}>${TITLE[name]}</a>`,
        )}
        <button @click=${() => this.dialog.close()}>Close</button>
      </nav>
      <main tabindex="-1" autofocus>${this.#planner()}</main>
    </dialog>`;
  }

  #planner() {
    switch (this.name) {
      case "radioembolization":
        return html`<radioembolization-planner .plan=${this.plan?.result}></radioembolization-planner>`;
      case "radioiodine":
        return html`<radioiodine-planner
          .measured=${this.plan ? radioiodineMeasured(this.plan.result, this.patient) : {}}
        ></radioiodine-planner>`;
      case "release":
        return html`<release-planner></release-planner>`;
      case "animal":
        return html`<animal-planner></animal-planner>`;
      case undefined:
        return null;
      default:
        return this.name satisfies never;
    }
  }

  #followAddress = () => {
    this.name = nameInAddress();
    if (this.name === undefined) {
      if (this.dialog.open) this.dialog.close();
    } else if (!this.dialog.open) this.dialog.showModal();
  };
}

const NAMES = ["radioembolization", "radioiodine", "release", "animal"] as const;
type PlannerName = (typeof NAMES)[number];

const TITLE: Readonly<Record<PlannerName, string>> = {
  radioembolization: "Radioembolization",
  radioiodine: "Radioiodine and mIBG",
  release: "Release",
  animal: "Animal to human",
};

function nameInAddress(): PlannerName | undefined {
  const asked = /^#planner=(.+)$/.exec(location.hash)?.[1];
  return NAMES.find((name) => name === asked);
}

/** The page stays where it is in the history; only the mark goes. */
function closeAddress(): void {
  if (nameInAddress() === undefined) return;
  history.pushState(null, "", location.pathname + location.search);
}

/** Letters meant for the dialog are no keys of the page below. */
const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
