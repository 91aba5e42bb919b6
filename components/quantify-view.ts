import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult, RegionResult } from "../src/app/planResult";
import { sentenceName } from "../src/app/readableName";
import type { CameraSetting, ImagedStudy } from "../src/quantification/camera";
import type { ClosurePoint } from "../src/quantification/closure";
import type { Study } from "../src/volume/study";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import "./closure-plot";
import "./help-note";

/**
 * How counts became activities, over the whole page: the account of what was administered at every scan, and each region's activity before and
 * after the correction for partial volume. Open it with `show()`.
 */
@customElement("quantify-view")
export class QuantifyView extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        width: 100vw;
        max-width: none;
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 0;
        border: none;
        color: var(--text);
        background: var(--ground);
      }
      nav {
        display: flex;
        align-items: center;
        gap: 16px;
        height: 40px;
        padding: 0 24px;
        background: var(--surface);
        border-bottom: 1px solid var(--rule);
      }
      nav button {
        margin-left: auto;
      }
      main {
        display: grid;
        grid-template:
          "plot settings" auto
          "account account" auto
          "regions regions" auto / minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px 40px;
        padding: 20px 24px 32px;
      }
      .plot {
        grid-area: plot;
      }
      .settings {
        grid-area: settings;
      }
      .account {
        grid-area: account;
      }
      .regions {
        grid-area: regions;
      }
      h2 {
        margin-bottom: 6px;
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        margin: 4px 0 0 48px;
      }
      .key i {
        display: inline-block;
        width: 12px;
        height: 10px;
        margin-right: 6px;
      }
      td,
      th {
        padding: 3px 0 3px 10px;
        border-top: 1px solid var(--rule);
      }
      th {
        border: none;
      }
      td:first-child,
      th:first-child {
        padding-left: 0;
      }
      .note {
        margin-bottom: 8px;
        padding-left: 8px;
        border-left: 2px solid var(--near);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 2px 16px;
        margin: 0;
      }
      dt {
        color: var(--text-quiet);
      }
      dd {
        margin: 0;
      }
      ul {
        margin: 10px 0 0;
        padding-left: 16px;
      }
      .change {
        display: inline-block;
        min-width: 52px;
        color: var(--text-quiet);
      }
      .unit {
        text-transform: none;
      }
      .large {
        color: var(--near);
      }
      @media (min-width: 1700px) {
        main {
          grid-template:
            "plot settings" auto
            "plot regions" 1fr
            "account regions" auto / minmax(0, 5fr) minmax(0, 6fr);
        }
      }
      @media (max-width: 900px) {
        main {
          grid-template: "plot" "settings" "account" "regions" / minmax(0, 1fr);
          overflow-x: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) plan: OpenPlan | undefined;
  @state() private open = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  show() {
    this.open = true;
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-label="Quantification" @close=${() => {
      this.open = false;
    }}>
      ${this.open && this.plan ? this.#content(this.plan) : nothing}
    </dialog>`;
  }

  #content({ study, result }: OpenPlan) {
    return html`
      <nav>
        <strong>Quantification</strong>
        <span class="quiet">from the images to the activity of every region</span>
        <button autofocus @click=${() => this.dialog.close()}>Close</button>
      </nav>
      <main>
        <section class="plot">${accountPlot(study, result)}</section>
        <section class="settings">${settings(study, result)}</section>
        <section class="account">${accountTable(result)}</section>
        <section class="regions">${partialVolume(study, result)}</section>
      </main>
    `;
  }
}

function accountPlot({ administration }: Study, { closure }: PlanResult) {
  return html`
    <h2>
      Account of the administered activity
      <help-note about="Account of the administered activity">
        <p>
          At every scan: structures + remainder + what was excreted, against ${threeFigures(administration.activityMBq / 1000)}
          GBq × decay. The account closes where the line runs inside the band of ±${threeFigures(100 * closure.tolerance)} %.
          Where nothing is known of the excreta the line may only fall.
        </p>
      </help-note>
    </h2>
    ${closure.findings.map((finding) => html`<p class="note">${finding}</p>`)}
    <closure-plot .closure=${closure}></closure-plot>
    <div class="key small quiet">
      ${KEY.map(({ name, colour, opacity }) => html`<span><i style=${styleMap({ background: colour, opacity })}></i>${name}</span>`)}
    </div>
  `;
}

const accountTable = ({ closure }: PlanResult) => html`
    <table>
      <thead>
        <tr>
          <th>Scan</th>
          <th class="number">h</th>
          <th class="number" title="Administered, less decay">expected MBq</th>
          <th class="number">in the image</th>
          <th class="number">structures</th>
          <th class="number">remainder</th>
          <th class="number">retained</th>
          <th class="number">excreted</th>
          <th class="number">accounted for</th>
        </tr>
      </thead>
      <tbody>
        ${closure.points.map(accountRow)}
      </tbody>
    </table>
`;

const KEY = [
  { name: "structures", colour: "var(--accent)", opacity: "0.55" },
  { name: "remainder of the body", colour: "var(--accent)", opacity: "0.22" },
  { name: "excreted", colour: "var(--text-quiet)", opacity: "0.3" },
  { name: "administered, ± tolerance", colour: "var(--ok)", opacity: "0.3" },
];

const accountRow = (point: ClosurePoint) => html`
  <tr>
    <td>${point.label}</td>
    <td class="number">${threeFigures(point.hours)}</td>
    <td class="number">${threeFigures(point.expectedMBq)}</td>
    <td class="number">${threeFigures(point.structuresMBq + point.remainderMBq)}</td>
    <td class="number">${threeFigures(point.structuresMBq)}</td>
    <td class="number">${threeFigures(point.remainderMBq)}</td>
    <td class="number">${threeFigures(100 * point.retainedShare)} %</td>
    <td class="number ${point.excretedMBq === undefined ? "quiet" : ""}">
      ${point.excretedMBq === undefined ? "not measured" : threeFigures(point.excretedMBq)}
    </td>
    <td class="number ${point.accountedShare === undefined ? "quiet" : ""}">
      ${point.accountedShare === undefined ? "not known" : `${threeFigures(100 * point.accountedShare)} %`}
    </td>
  </tr>
`;

function settings(
  { administration, timePoints, camera }: ImagedStudy,
  { prescription, budget }: PlanResult,
) {
  const { partialVolumeFwhmMm: fwhm, readingErrorPercent } = prescription;
  const nuclides = [...new Set(timePoints.map(({ nuclide }) => nuclide))].join(", ");
  return html`
    <h2>Settings</h2>
    <dl>
      <dt>Administered</dt>
      <dd>${threeFigures(administration.activityMBq / 1000)} GBq ${administration.nuclide} ${administration.carrier}</dd>
      <dt>Scans</dt>
      <dd>${timePoints.length} of ${nuclides}, ${[...new Set(timePoints.map(({ modality }) => modality))].join(" and ")}</dd>
      <dt>Resolution</dt>
      <dd>${fwhm === undefined ? "not given" : fwhm === 0 ? "none: only edge voxels are shared out" : `${threeFigures(fwhm)} mm FWHM`}</dd>
      <dt>Partial volume</dt>
      <dd>${correctionText(prescription)}</dd>
      <dt>Error of a reading</dt>
      <dd>${readingErrorPercent === undefined ? "not given: all readings weigh alike" : `${threeFigures(readingErrorPercent)} % (one standard deviation)`}</dd>
      ${camera ? cameraFacts(camera) : nothing}
    </dl>
    <ul class="quiet small">
      ${budget.assumptions.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  `;
}

const cameraFacts = ({ name, measuredOn, factor, deadTimeS, recovery }: CameraSetting) => html`
  <dt>Camera</dt>
  <dd>${name}, phantom of ${measuredOn}</dd>
  <dt>Calibration</dt>
  <dd>
    ${threeFigures(1e6 / factor.bqPerCountPerS)} counts/s per
    MBq${factor.relativeUncertainty === undefined ? "" : ` ± ${threeFigures(100 * factor.relativeUncertainty)} %`}.
    ${factor.note}
  </dd>
  <dt>Dead time</dt>
  <dd>${deadTimeS === undefined ? "not measured" : `${threeFigures(deadTimeS * 1e6)} µs`}</dd>
  <dt>Recovery curve</dt>
  <dd>${recovery ? "measured" : "not measured"}</dd>
`;

function correctionText({ partialVolume, partialVolumeFwhmMm }: PlanResult["prescription"]) {
  const method = partialVolume ?? (partialVolumeFwhmMm === undefined ? "none" : "transferMatrix");
  switch (method) {
    case "none":
      return "not corrected: activities as the images show them";
    case "transferMatrix":
      return "spill between the structures and their surroundings undone together (transfer matrix)";
    case "recovery":
      return "mean above the surroundings divided by the recovery of the camera";
    default:
      return method satisfies never;
  }
}

/** Each region as the images show it and after the correction, at every scan. */
function partialVolume(
  { timePoints, administration }: Study,
  { regions, prescription }: PlanResult,
) {
  const transferred = prescription.nuclide !== administration.nuclide;
  return html`
    <h2>
      Activity of the regions <span class="unit">(MBq)</span>
      <help-note about="Activity before and after the correction">
        <p>
          Left what the image holds inside the contour, right what is taken to be there, and by how much
          the correction changes it.
          ${transferred ? html`The figures on the right are those of ${prescription.nuclide} under the same biology, its decay in place of that of ${administration.nuclide}.` : nothing}
        </p>
      </help-note>
    </h2>
    <table>
      <thead>
        <tr>
          <th>Region</th>
          <th class="number">mL</th>
          ${timePoints.map(({ label }) => html`<th class="number">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${regions.map((region) => regionRow(region, timePoints))}
      </tbody>
    </table>
  `;
}

const regionRow = (
  { name, volumeMl, scanIds, imageActivityMBq, activityMBq }: RegionResult,
  timePoints: Study["timePoints"],
) => html`
  <tr>
    <td>${sentenceName(name)}</td>
    <td class="number">${threeFigures(volumeMl)}</td>
    ${timePoints.map(({ id }) => {
      const i = scanIds.indexOf(id);
      if (i < 0) return html`<td class="number quiet">not read</td>`;
      const [before, after] = [imageActivityMBq[i]!, activityMBq[i]!];
      const percent = 100 * (after / before - 1);
      return html`<td class="number">
        <span class="quiet">${threeFigures(before)} →</span> ${threeFigures(after)}
        <span class="change ${Math.abs(percent) >= 20 ? "large" : ""}">${signed(percent)}</span>
      </td>`;
    })}
  </tr>
`;

const signed = (percent: number) =>
  !Number.isFinite(percent) ? "" : `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(0)} %`;
