import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { OpenPlan } from "../src/app/openPlan";
import type { RegionResult } from "../src/app/planResult";
import { sentenceName } from "../src/volume/readableName";
import type { Study } from "../src/volume/study";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { signedPercent } from "./signedPercent";
import { baseStyles } from "./theme";
import "./help-note";

/** Each region as the images show it and after the correction, at every scan. */
@customElement("quantify-regions")
export class QuantifyRegions extends LitElement {
  static override styles = [baseStyles, quantifyStyles];

  @property({ attribute: false }) plan!: OpenPlan;

  override render() {
    const { timePoints, administration } = this.plan.study;
    const { regions, prescription } = this.plan.result;
    const transferred = prescription.nuclide !== administration.nuclide;
    return html`
      <h2>
        Activity of the regions <span class="unit">(MBq)</span>
        <help-note about="Activity before and after the correction">
          <p>
            Left what the image holds inside the contour, right what is taken to be there, and by how much
            the correction changes it.
            ${transferred ? `The figures on the right are those of ${prescription.nuclide} under the same biology, its decay in place of that of ${administration.nuclide}.` : ""}
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
        <span class="change ${Math.abs(percent) >= 20 ? "large" : ""}">${signedPercent(percent)}</span>
      </td>`;
    })}
  </tr>
`;
