import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { EXCHANGES, withNuclide } from "../src/app/nuclideExchange";
import type { Protocol } from "../src/planning/protocol";
import { PROTOCOLS } from "../src/planning/protocols";
import { parseProtocol, writeProtocol } from "../src/records/protocolFile";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./help-note";

/**
 * The protocol whose limits and goals are held: any that the program knows, or the user's own from a file; and the nuclide.
 * One of the calculated nuclide is live, another nuclide is calculated again.
 *
 * @fires protocol-choose - `detail` is the Protocol.
 */
@customElement("what-if-protocol")
export class WhatIfProtocol extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  /** The one in use. */
  @property({ attribute: false }) protocol!: Protocol;
  /** As the user has changed it, for saving. */
  @property({ attribute: false }) edited!: Protocol;
  /** That of the calculation. */
  @property() nuclide = "";

  @state() private failure: string | undefined;

  override render() {
    const { protocol } = this;
    const known = PROTOCOLS.some(({ id }) => id === protocol.id);
    const same = PROTOCOLS.filter(({ nuclide }) => nuclide === this.nuclide);
    const others = PROTOCOLS.filter(({ nuclide }) => nuclide !== this.nuclide);
    return html`
      <div class="actions">
        <select style="flex: 1" aria-label="Protocol" @change=${this.#choose}>
          ${known ? nothing : html`<option value="" selected>${protocol.title}</option>`}
          <optgroup label=${`${this.nuclide}: at once`}>
            ${same.map((candidate) => this.#option(candidate))}
          </optgroup>
          <optgroup label="Another nuclide: calculated again">
            ${others.map((candidate) => this.#option(candidate))}
          </optgroup>
        </select>
        <help-note about=${protocol.title}>
          <p>${protocol.disease}; ${protocol.carrier}, ${protocol.route}.</p>
          ${protocol.research ? html`<p>Research: not an established therapy.</p>` : nothing}
          ${protocol.notes.map((note) => html`<p>${note}</p>`)}
          ${protocol.measured.length > 0 ? html`<p>To be measured: ${protocol.measured.join(", ")}.</p>` : nothing}
          <p class="quiet">Source: ${protocol.source}</p>
        </help-note>
      </div>
      <p class="note">
        ${protocol.research ? "Research. " : ""}${protocol.disease}. Source: ${protocol.source}.
      </p>
      <div class="line">
        <span>Nuclide on the same carrier</span>
        <select aria-label="Nuclide, calculated again" @change=${this.#exchange}>
          ${[...new Set([this.nuclide, ...EXCHANGES])].map(
            (name) => html`<option .selected=${name === this.nuclide}>${name}</option>`,
          )}
        </select>
      </div>
      <div class="actions">
        <label>
          <input type="file" accept=".json,application/json" hidden @change=${this.#load} />
          <button @click=${(event: Event) => (event.target as Element).parentElement!.querySelector("input")!.click()}>
            Load protocol
          </button>
        </label>
        <button @click=${this.#save}>Save protocol</button>
      </div>
      ${this.failure ? html`<p class="note" role="alert" style="color: var(--exceeded)">${this.failure}</p>` : nothing}
    `;
  }

  #option = ({ id, title, research }: Protocol) =>
    html`<option value=${id} .selected=${id === this.protocol.id}>
      ${title}${research ? " (research)" : ""}
    </option>`;

  #choose = (event: Event) => {
    const id = (event.target as HTMLSelectElement).value;
    const chosen = PROTOCOLS.find((candidate) => candidate.id === id);
    if (chosen) this.#fire(chosen);
  };

  #exchange = (event: Event) =>
    this.#fire(withNuclide(this.edited, (event.target as HTMLSelectElement).value));

  #load = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    try {
      this.failure = undefined;
      this.#fire(parseProtocol(await file.text(), file.name));
    } catch (error) {
      this.failure = sentenceOf(error);
    }
    input.value = "";
  };

  #save = () => saveFile(`${this.edited.id}.json`, writeProtocol(this.edited), "application/json");

  #fire(detail: Protocol) {
    this.dispatchEvent(
      new CustomEvent("protocol-choose", { detail, bubbles: true, composed: true }),
    );
  }
}
