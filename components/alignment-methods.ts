import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  METHOD_NAMES,
  methodOf,
  type RegistrationChoice,
  withMethod,
} from "../src/app/alignmentMethods";
import type { Prescription } from "../src/app/planResult";
import type { AlignmentMethod } from "../src/registration/alignTimePoints";
import { baseStyles } from "./theme";

/**
 * How all scans, and the one that is looked at, are brought to the reference.
 *
 * @fires registration-choose - `detail` is a RegistrationChoice: the case is to be aligned again.
 * @fires refinement-choose - `detail` says whether organs and lesions may move on their own; the same follows.
 */
@customElement("alignment-methods")
export class AlignmentMethods extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
        font-size: 12px;
      }
      label {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        color: var(--text-quiet);
      }
      select {
        font: inherit;
        color: inherit;
        max-width: 190px;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        padding: 2px 4px;
      }
    `,
  ];

  @property({ attribute: false }) prescription!: Prescription;
  @property() scanId = "";
  @property() scanLabel = "";
  /** Whether the reference and another scan have CTs: without them affine and deformable are done rigidly. */
  @property({ type: Boolean }) hasCts = false;

  @state() private choice: RegistrationChoice | undefined;

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("prescription")) this.choice = undefined;
  }

  override render() {
    const { registration, registrationOf = {}, localRefinement } = this.prescription;
    const now = this.choice ?? { registration, registrationOf };
    const ofScan = methodOf(now, this.scanId);
    const isFree = [now.registration, ofScan].some((m) => m === "affine" || m === "deformable");
    return html`
      ${this.#select("All scans", now.registration, (method) => withMethod(now, method))}
      ${this.#select(this.scanLabel, ofScan, (method) => withMethod(now, method, this.scanId))}
      ${
        isFree && !this.hasCts
          ? html`<span class="quiet">Affine and deformable need CTs of both scans; without them a scan is aligned rigidly.</span>`
          : null
      }
      <button class="again" @click=${() => this.#fire("registration-choose", now)}>Align again</button>
      ${
        REFINED.includes(registration)
          ? html`<button @click=${() => this.#fire("refinement-choose", !localRefinement)}>
              ${localRefinement ? "Move all structures with the scan" : "Let organs and lesions move on their own"}
            </button>`
          : null
      }
    `;
  }

  #select(
    label: string,
    value: AlignmentMethod,
    chosen: (method: AlignmentMethod) => RegistrationChoice,
  ) {
    const methods = Object.entries(METHOD_NAMES) as [AlignmentMethod, string][];
    return html`<label>${label}
      <select
        aria-label="Alignment of ${label}"
        @change=${(event: Event) => {
          this.choice = chosen((event.target as HTMLSelectElement).value as AlignmentMethod);
        }}
      >
        ${methods.map(([method, name]) => html`<option value=${method} .selected=${method === value}>${name}</option>`)}
      </select>
    </label>`;
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** Ways in which scans move as a whole: what moved on its own is then looked for besides. */
const REFINED: readonly AlignmentMethod[] = ["translation", "rigid"];
