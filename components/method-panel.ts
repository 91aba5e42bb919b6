import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { DOSE_METHOD_NAME } from "../src/app/doseMethodName";
import {
  type ComparedFigure,
  comparedStructures,
  doseDifference,
  type MethodDose,
} from "../src/app/methodDose";
import type { MethodDoses } from "../src/app/methodDoses";
import type { PlanResult } from "../src/app/planResult";
import { DOSE_METHODS, type DoseMethod } from "../src/dosimetry/doseEngine";
import { doseMetrics } from "../src/dosimetry/dvhMetrics";
import { sentenceName } from "../src/volume/readableName";
import type { Study } from "../src/volume/study";
import { threeFigures } from "./format";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import type { Compared } from "./viewDifference";
import { Watch } from "./watch";
import "./difference-picture";

/**
 * The plan's decays by other dose methods, on demand: doses of every structure side by side, and where they differ.
 *
 * @fires difference-show - The difference is wanted in the views; `detail` is the Compared.
 */
@customElement("method-panel")
export class MethodPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(180px, 34%);
        gap: 12px;
        min-height: 0;
        padding: 6px 12px 8px;
      }
      .figures {
        overflow: auto;
        min-height: 0;
      }
      .picture {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        justify-items: start;
        gap: 4px;
        min-height: 0;
      }
      .picture difference-picture {
        justify-self: stretch;
      }
      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        margin-bottom: 6px;
      }
      td,
      th {
        padding: 2px 5px;
        border-top: 1px solid var(--rule);
        white-space: nowrap;
      }
      thead th {
        border-top: none;
      }
      td:first-child,
      th:first-child {
        position: sticky;
        left: 0;
        padding-left: 0;
        background: var(--ground);
      }
      .first {
        border-left: 1px solid var(--rule);
      }
    `,
  ];

  @property({ attribute: false }) study!: Study;
  /** As calculated, before any what-if. */
  @property({ attribute: false }) plan!: PlanResult;
  /** Kept by the owner, so that doses outlive a change of the tab. */
  @property({ attribute: false }) methods!: MethodDoses;
  @property({ type: Number }) activityGBq = 0;
  @state() private pictured: DoseMethod | undefined;
  #watch: Watch<MethodDoses["store"]["state"]> | undefined;

  override willUpdate() {
    this.#watch ??= new Watch(this, this.methods.store);
  }

  override render() {
    const { state } = this.methods.store;
    const doses = state.plan === this.plan ? state.doses : [];
    const shown = doses.find(({ method }) => method === this.pictured) ?? doses.at(-1);
    return html`
      <div class="figures">
        ${this.#asking(doses.map(({ method }) => method))}
        ${doses.length === 0 ? html`<p class="small quiet">${WHY}</p>` : this.#table(doses)}
      </div>
      ${
        shown
          ? html`<div class="picture"><button @click=${() => this.#show(shown)}>Show in views</button
              ><difference-picture
              .difference=${this.#difference(shown.doseGyPerGBq, this.plan.doseGyPerGBq)}
              .planned=${this.plan.doseGyPerGBq}
              .density=${this.plan.densityKgPerM3}
              .activityGBq=${this.activityGBq}
            ></difference-picture></div>`
          : null
      }
    `;
  }

  readonly #difference = memo(doseDifference);

  #show({ method, doseGyPerGBq }: MethodDose) {
    const detail: Compared = { kind: "method", name: DOSE_METHOD_NAME[method], doseGyPerGBq };
    this.dispatchEvent(
      new CustomEvent("difference-show", { detail, bubbles: true, composed: true }),
    );
  }

  #asking(known: readonly DoseMethod[]) {
    const { job, method, plan } = this.methods.store.state;
    const own = this.plan.prescription.doseMethod;
    const left = DOSE_METHODS.filter((other) => other !== own && !known.includes(other));
    if (job.status === "running" && method)
      return html`<p class="ask" role="status">
        ${DOSE_METHOD_NAME[method]}: ${job.step}, ${(100 * job.fraction).toFixed(0)} %
        <button @click=${() => this.methods.cancel()}>Stop</button>
      </p>`;
    return html`<p class="ask">
      <span>Plan: ${DOSE_METHOD_NAME[own]}.</span>
      ${left.length === 0 ? null : "Calculate the same decays by"}
      ${left.map(
        (other) => html`<button
          data-method=${other}
          @click=${() => void this.methods.calculate(this.study, this.plan, other)}
        >
          ${DOSE_METHOD_NAME[other]}
        </button>`,
      )}
      ${job.status === "failed" && plan === this.plan ? html`<span role="alert">${job.message}</span>` : null}
    </p>`;
  }

  #table(doses: MethodDoses["store"]["state"]["doses"]) {
    const { dvhs, prescription } = this.plan;
    const others = doses.map(({ method, dvhs: other }) => ({
      method,
      structures: comparedStructures(dvhs, other),
    }));
    const columns = ["mean", "D98", "D2"];
    return html`<table>
        <thead>
          <tr>
            <th></th>
            <th colspan="3">${DOSE_METHOD_NAME[prescription.doseMethod]}</th>
            ${others.map(
              ({ method }) => html`<th class="first" colspan="3">
                <button
                  aria-pressed=${method === (this.pictured ?? doses.at(-1)!.method)}
                  title="Show where it differs"
                  @click=${() => {
                    this.pictured = method;
                  }}
                >
                  ${DOSE_METHOD_NAME[method]}
                </button>
              </th>`,
            )}
          </tr>
          <tr>
            <th>Gy at ${threeFigures(this.activityGBq)} GBq</th>
            ${[0, ...others].map(() => columns.map((name) => html`<th class="number">${name}</th>`))}
          </tr>
        </thead>
        <tbody>
          ${dvhs.map((dvh, s) => {
            const { meanGy, d98Gy, d2Gy } = doseMetrics(dvh);
            return html`<tr>
              <td>${sentenceName(dvh.name)}</td>
              ${[meanGy, d98Gy, d2Gy].map(
                (gy) => html`<td class="number">${threeFigures(gy * this.activityGBq)}</td>`,
              )}
              ${others.map(({ method, structures }) => {
                const { mean, d98, d2, structureId } = structures[s]!;
                return [mean, d98, d2].map(
                  (figure) => html`<td class="number" data-cell=${`${structureId} ${method}`}>
                    ${this.#figure(figure)}
                  </td>`,
                );
              })}
            </tr>`;
          })}
        </tbody>
      </table>
      <p class="small quiet">
        As calculated, without changes of kinetics and mass. Percent are differences from the plan’s method; the
        picture shows the other dose less the plan’s.
      </p>`;
  }

  #figure({ gyPerGBq, differencePercent }: ComparedFigure) {
    const difference =
      differencePercent === undefined
        ? ""
        : `${differencePercent < 0 ? "−" : "+"}${Math.abs(differencePercent).toFixed(1)} %`;
    return html`${threeFigures(gyPerGBq * this.activityGBq)} <span class="quiet">${difference}</span>`;
  }
}

const WHY =
  "Methods differ where betas cross from one density to another, in lung and at bone. Local deposition keeps all betas where they start and leaves photons out.";
