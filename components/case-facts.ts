import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { DOSE_METHOD_NAME, DOSE_METHOD_SENTENCE } from "../src/app/doseMethodName";
import type { OpenPlan } from "../src/app/openPlan";
import { threeFigures } from "./format";
import { signedPercent } from "./signedPercent";
import { baseStyles } from "./theme";
import "./help-note";

/** What the numbers rest on: the patient's scans, the methods, and how well the energy adds up. */
@customElement("case-facts")
export class CaseFacts extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 2px 12px;
        margin: 6px 0 0;
        font-size: 12px;
      }
      dt {
        color: var(--text-quiet);
      }
      dd {
        margin: 0;
        text-align: right;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) plan!: OpenPlan;

  override render() {
    const { study, result } = this.plan;
    const { prescription, balance } = result;
    const { administration, timePoints } = study;
    const hours = timePoints.map(({ hoursAfterAdministration: h }) => threeFigures(h));
    return html`
      <h2>Case</h2>
      <dl>
        ${fact("Patient", study.patient)}
        ${fact("Given", `${threeFigures(administration.activityMBq / 1000)} GBq ${administration.nuclide} ${administration.carrier}`)}
        ${fact("Scans", `${hours.join(", ")} h`)}
        ${fact(
          "Protocol",
          html`${prescription.protocol.title}
          <help-note about=${prescription.protocol.title}>
            ${prescription.protocol.notes.map((note) => html`<p>${note}</p>`)}
            <p class="quiet">Source: ${prescription.protocol.source}</p>
          </help-note>`,
        )}
        ${fact(
          "Dose",
          html`${DOSE_METHOD_NAME[prescription.doseMethod]}
          <help-note about=${DOSE_METHOD_NAME[prescription.doseMethod]}>
            <p>${DOSE_METHOD_SENTENCE[prescription.doseMethod]}</p>
          </help-note>`,
        )}
        ${fact(
          "Energy",
          html`${signedPercent(balance.differencePercent, 2)} unaccounted
          <help-note about="Energy balance">
            <p>
              The energy that all decays emit, less what the voxels absorb, what leaves the grid and
              what falls into air, as a share of what is emitted.
            </p>
          </help-note>`,
        )}
        ${fact("Calculated", `in ${threeFigures(result.seconds)} s, ${Math.round(result.peakGpuBytes / 2 ** 20)} MiB at most`)}
      </dl>
    `;
  }
}

const fact = (name: string, value: unknown) => html`<dt>${name}</dt>
  <dd>${value}</dd>`;
