import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { METHOD_NAME } from "../src/app/methodName";
import type { PatientCurve } from "../src/planning/patientCurve";
import { percentAt } from "../src/planning/patientFigures";
import { baseStyles } from "./theme";
import "./line-plot";

/** Readings of the patient and the curve through them, for the nuclide of the therapy, decay included. */
@customElement("patient-curve")
export class PatientCurvePlot extends LitElement {
  static override styles = [
    baseStyles,
    css`
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  @property() name = "";
  @property() unit = "%";
  @property({ attribute: false }) curve!: PatientCurve;

  override render() {
    const { curve, name, unit } = this;
    const last = curve.timesH.at(-1)! * 1.15;
    const even = Array.from({ length: 160 }, (_, i) => (last * i) / 159);
    const at = [...new Set([...even, ...curve.timesH])].sort((a, b) => a - b);
    const fitted = at.map((t) => percentAt(curve, t));
    const highest = Math.max(...curve.percent, ...fitted);
    const lowest = Math.min(...curve.percent, fitted.at(-1)!);
    const range = [10 ** Math.floor(Math.log10(lowest)), highest * 1.3] as const;
    return html`
      <h2>${name}</h2>
      <line-plot
        heading=${`${name}: readings and fit, ${unit} over hours`}
        .x=${{ label: "Time after administration, h", logarithmic: false, range: [0, last] as const }}
        .y=${{ label: unit, logarithmic: true, range }}
        .at=${at}
        .lines=${[
          { label: `fit, ${METHOD_NAME[curve.fit.model]}`, values: fitted, colour: "--accent" },
          {
            label: `readings, ${curve.timesH.length}`,
            values: at.map((t) => readingAt(curve, t)),
            colour: "--text",
            points: true,
          },
        ]}
      ></line-plot>
      ${curve.notes.map((note) => html`<p class="small quiet">${note}</p>`)}
    `;
  }
}

/** The reading taken at a time; nothing, which a logarithmic axis leaves out, at others. */
const readingAt = ({ timesH, percent }: PatientCurve, timeH: number): number =>
  percent[timesH.indexOf(timeH)] ?? 0;
