import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property as input, query, state } from "lit/decorators.js";
import type uPlot from "uplot";
import type { RegionResult } from "../src/app/planResult";
import { readableName, sentenceName } from "../src/app/readableName";
import type { ModelName } from "../src/kinetics/fit";
import { axisOf, Chart, chartStyles } from "./chart";
import { threeFigures } from "./format";
import { tacCurve } from "./tacCurve";
import { baseStyles } from "./theme";
import "./help-note";

/**
 * Activity of one source region over time: readings, the fitted curve, and dashed what lies beyond the last reading;
 * beside it the model, half-life, integral, and what the other models would have given.
 *
 * @fires structure-select - `detail` is the id of the region that was chosen.
 */
@customElement("tac-chart")
export class TacChart extends LitElement {
  static override styles = [
    baseStyles,
    ...chartStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 300px;
        min-height: 0;
      }
      aside {
        overflow: auto;
        padding: 6px 12px 8px;
        border-left: 1px solid var(--rule);
      }
      .choice {
        display: flex;
        gap: 8px;
        margin-bottom: 6px;
      }
      select {
        font: inherit;
        color: inherit;
        max-width: 100%;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 8px;
        margin: 0 0 6px;
      }
      dt {
        color: var(--text-quiet);
      }
      dd {
        margin: 0;
        text-align: right;
      }
      tr.chosen {
        font-weight: 600;
      }
      .flag {
        margin-top: 4px;
        padding-left: 8px;
        border-left: 2px solid var(--near);
        font-size: 12px;
      }
      label {
        white-space: nowrap;
      }
    `,
  ];

  @input({ attribute: false }) regions: readonly RegionResult[] = [];
  @input({ attribute: false }) selected: string | undefined;
  @input({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  @state() private logarithmic = false;
  @query(".plot") private readonly host!: HTMLElement;

  #chart: Chart | undefined;

  override render() {
    const region = this.#region;
    if (!region) return html`<p class="quiet">There is no region with activity.</p>`;
    return html`
      <div
        class="plot"
        role="img"
        aria-label=${`Activity of ${readableName(region.name)} over time, ${MODEL[region.fit.model]}`}
      ></div>
      <aside>
        <div class="choice">
          <select aria-label="Source region" @change=${this.#choose}>
            ${this.regions.map(
              ({ structureId, name }) => html`
                <option value=${structureId} ?selected=${structureId === region.structureId}>
                  ${sentenceName(name)}
                </option>
              `,
            )}
          </select>
          <label>
            <input
              type="checkbox"
              .checked=${this.logarithmic}
              @change=${() => {
                this.logarithmic = !this.logarithmic;
              }}
            />
            log scale
          </label>
        </div>
        ${facts(region)} ${candidates(region)}
        ${region.fit.flags.map((flag) => html`<p class="flag">${flag}</p>`)}
      </aside>
    `;
  }

  override updated(changed: PropertyValues) {
    const redraws = ["regions", "selected", "colours", "logarithmic"];
    if (redraws.some((name) => changed.has(name))) this.#draw();
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate("regions");
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  get #region(): RegionResult | undefined {
    const { regions, selected } = this;
    return regions.find(({ structureId }) => structureId === selected) ?? regions[0];
  }

  #draw() {
    this.#chart?.dispose();
    this.#chart = undefined;
    const region = this.#region;
    if (!region) return;
    const stroke = this.colours.get(region.structureId) ?? "#9aa7b2";
    const line = { stroke, width: 2, points: { show: false } };
    const curve = tacCurve(region);
    const options: Omit<uPlot.Options, "width" | "height"> = {
      legend: { show: false },
      padding: [10, 12, 0, 0],
      scales: { x: { time: false }, y: { distr: this.logarithmic ? 3 : 1 } },
      axes: [
        axisOf(this.host, "Time after administration (h)", 24),
        { ...axisOf(this.host, "Activity (MBq)", 56), side: 3 },
      ],
      series: [
        {},
        { label: "fit", ...line },
        { label: "extrapolated", ...line, dash: [4, 5] },
        {
          label: "readings",
          stroke,
          paths: () => null,
          points: { show: true, size: 9, width: 2, stroke, fill: stroke },
        },
      ],
      cursor: { drag: { x: false, y: false } },
    };
    const positive = (y: number | undefined) =>
      y === undefined || (this.logarithmic && y <= 0) ? null : y;
    this.#chart = new Chart(this.host, options, [
      curve.timesH,
      ...[curve.measured, curve.extrapolated, curve.readings].map((part) => part.map(positive)),
    ] as unknown as uPlot.AlignedData);
  }

  #choose(event: Event) {
    const detail = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(
      new CustomEvent("structure-select", { detail, bubbles: true, composed: true }),
    );
  }
}

/** How a model is named in a sentence. */
const MODEL: Readonly<Record<ModelName, string>> = {
  monoExponential: "one exponential",
  uptakeWashout: "uptake and washout",
  biExponential: "two exponentials",
  triExponential: "three exponentials",
  permanent: "physical decay alone",
  trapezoid: "straight lines and a tail",
};

function facts({ fit, tiacH }: RegionResult) {
  const error = fit.tiaStandardErrorMBqH;
  const integral = `${threeFigures(fit.tiaMBqH / 1000)}${error === undefined ? "" : ` ± ${threeFigures(error / 1000)}`} GBq·h`;
  return html`
    <dl>
      <dt>Model</dt>
      <dd>${MODEL[fit.model]}</dd>
      <dt>Effective half-life</dt>
      <dd>${threeFigures(fit.effectiveHalfLifeH)} h</dd>
      <dt>
        Integral
        <help-note about="Time-integrated activity">
          <p>∫ A(t) dt from administration to infinity, with the standard error of the fit alone.</p>
        </help-note>
      </dt>
      <dd>${integral}</dd>
      <dt>Per activity given</dt>
      <dd>${threeFigures(tiacH)} h</dd>
      <dt>After the last reading</dt>
      <dd>${threeFigures(100 * fit.extrapolatedShare)} %</dd>
    </dl>
  `;
}

function candidates({ fit }: RegionResult) {
  if (fit.candidates.length < 2) return null;
  return html`
    <table>
      <tr>
        <th>Models compared</th>
        <th class="number">AICc</th>
        <th class="number">GBq·h</th>
      </tr>
      ${fit.candidates.map(
        ({ model, aicc, tiaMBqH, reason }) => html`
          <tr class=${model === fit.model ? "chosen" : ""} title=${reason}>
            <td>${MODEL[model]}</td>
            <td class="number">${aicc === undefined ? "–" : aicc.toFixed(1)}</td>
            <td class="number">${threeFigures(tiaMBqH / 1000)}</td>
          </tr>
        `,
      )}
    </table>
  `;
}
