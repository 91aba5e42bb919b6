import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { KineticOption, KineticOptions } from "../src/app/kineticOptions";
import { METHOD_NAME } from "../src/app/methodName";
import { POPULATIONS_CHANGED, savedPopulations } from "../src/app/populationStore";
import type { KineticMethod } from "../src/kinetics/kineticChoice";
import type { PopulationPrior } from "../src/kinetics/population";
import { PRIORS } from "../src/kinetics/priors";
import { threeFigures } from "./format";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";
import "./help-note";

/**
 * Every way from the readings to the integral, with what it gives; one is chosen. Models by AICc, then the ways for few scans.
 *
 * @fires method-choose - `detail` is the method.
 * @fires prior-choose - `detail` is a PriorChoice.
 * @fires populations-open - The populations are to be seen.
 */
export interface PriorChoice {
  readonly prior: string;
  /** Where it is one of the user's own. */
  readonly population: PopulationPrior | undefined;
}

@customElement("tac-models")
export class TacModels extends LitElement {
  static override styles = [
    baseStyles,
    tacStyles,
    css`
      :host {
        display: block;
      }
      details {
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) options!: KineticOptions;
  /** The method in use. */
  @property() method: KineticMethod = "auto";

  @state() private own: readonly PopulationPrior[] = [];

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener(POPULATIONS_CHANGED, this.#readOwn);
    void this.#readOwn();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener(POPULATIONS_CHANGED, this.#readOwn);
  }

  override render() {
    const { automatic, models, fewScans, counting, prior, nextScan } = this.options;
    const inFew = fewScans.some(({ method }) => method === this.method);
    return html`
        <table>
          <thead>
            <tr>
              <th><h2>Model</h2></th>
              <th class="number">
                AICc
                <help-note about="AICc">
                  <p>
                    Akaike's criterion with the correction for few readings (Hurvich and Tsai,
                    1989): lower is better; a difference of 10 leaves a model without support. Not
                    defined where there are too few readings for the parameters.
                  </p>
                </help-note>
              </th>
              <th class="number">T½ h</th>
              <th class="number">GBq·h</th>
            </tr>
          </thead>
          <tbody>
            ${this.#row(automatic, automatic.fit ? `takes ${METHOD_NAME[automatic.fit.model]}: ${reasonOfChoice(automatic)}` : automatic.reason)}
            ${models.map((option) =>
              this.#row(
                option,
                option.method === automatic.fit?.model
                  ? "what the automatic choice takes"
                  : option.reason,
              ),
            )}
          </tbody>
        </table>
        <details ?open=${inFew || counting <= 3}>
          <summary>From one to three scans</summary>
          <table>
            <tbody>
              ${fewScans.map((option) => this.#row(option, ""))}
            </tbody>
          </table>
          <div class="line">
            <span class="quiet">Population</span>
            <select
              aria-label="Population"
              @change=${this.#choosePrior}
            >
              ${prior === undefined ? html`<option selected disabled>none for this region</option>` : nothing}
              ${PRIORS.map(
                ({ name }) =>
                  html`<option value=${name} .selected=${name === prior}>${name}</option>`,
              )}
              ${this.#ownInUse().map(
                ({ name }) =>
                  html`<option value=${name} .selected=${name === prior}>${name}</option>`,
              )}
            </select>
            <button class="plain" @click=${() => this.#fire("populations-open", undefined)}>
              Populations …
            </button>
          </div>
          ${
            nextScan
              ? html`<p class="flag told" data-next-scan>
                  Best time for the next scan: ${nextScan.timeH} h after the administration. A
                  reading then would narrow the interval by about
                  ${threeFigures(100 * nextScan.reduction)} %.
                </p>`
              : nothing
          }
        </details>
    `;
  }

  #row({ method, fit }: KineticOption, reason: string) {
    const chosen = method === this.method;
    const interval = fit?.tiaInterval95MBqH;
    return html`
      <tr class="${chosen ? "chosen" : ""} ${fit ? "" : "missing"}">
        <td>
          <label>
            <input
              type="radio"
              name="method"
              value=${method}
              .checked=${chosen}
              ?disabled=${!fit && !chosen}
              @change=${() => this.#fire("method-choose", method)}
            />
            ${METHOD_NAME[method]}
          </label>
        </td>
        <td class="number">${fit?.aicc === undefined ? "–" : fit.aicc.toFixed(1)}</td>
        <td class="number">${fit ? threeFigures(fit.effectiveHalfLifeH) : "–"}</td>
        <td
          class="number"
          title=${interval ? `95 %: ${threeFigures(interval[0] / 1000)} to ${threeFigures(interval[1] / 1000)} GBq·h` : ""}
        >
          ${fit ? threeFigures(fit.tiaMBqH / 1000) : "–"}
        </td>
      </tr>
      ${
        reason === ""
          ? nothing
          : html`<tr class=${chosen ? "chosen" : ""}>
              <td class="reason" colspan="4">${reason}</td>
            </tr>`
      }
    `;
  }

  /** Saved ones, and the one in use though it is not saved here. */
  #ownInUse(): readonly PopulationPrior[] {
    const { population } = this.options.choice;
    const saved = this.own.some(({ name }) => name === population?.name);
    return population && !saved ? [...this.own, population] : this.own;
  }

  #readOwn = async () => {
    this.own = await savedPopulations().catch(() => []);
  };

  #choosePrior = (event: Event) => {
    const prior = (event.target as HTMLSelectElement).value;
    const population = this.#ownInUse().find(({ name }) => name === prior);
    this.#fire("prior-choose", { prior, population } satisfies PriorChoice);
  };

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const reasonOfChoice = ({ fit, reason }: KineticOption) =>
  fit?.candidates.find(({ model }) => model === fit.model)?.reason ?? reason;
