import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { OpenPlan } from "../src/app/openPlan";
import type { ClosurePoint } from "../src/quantification/closure";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./closure-plot";
import "./help-note";

/** The account of what was administered at every scan: as a curve with its tolerance, and in numbers. */
@customElement("quantify-account")
export class QuantifyAccount extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      .key {
        margin: 4px 0 12px 48px;
      }
    `,
  ];

  @property({ attribute: false }) plan!: OpenPlan;

  override render() {
    const { administration } = this.plan.study;
    const { closure } = this.plan.result;
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
  }
}

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
