import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  SURFACE_DEPTHS_MM,
  type SurfaceShape,
  type SurfaceSource,
  surfaceDoseGy,
} from "../src/app/surfaceSource";
import { threeFigures } from "./format";
import type { PlotAxis, PlotLine } from "./line-plot";
import { baseStyles } from "./theme";
import "./line-plot";
import "./number-field";

/** Dose below a surface that holds activity, as a lining that takes up a colloid does: a plane, a layer and a sphere of sizes that the reader sets. */
@customElement("surface-plot")
export class SurfacePlot extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .sizes {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin: 6px 0;
      }
      td,
      th {
        padding: 2px 8px 2px 0;
      }
    `,
  ];

  @property({ attribute: false }) source: SurfaceSource | undefined;
  @state() private layerMm = 1;
  @state() private radiusMm = 5;

  override render() {
    const { source } = this;
    if (!source) return null;
    if (!(source.kernel.totalMeV > 0))
      return html`<h2>Surface sources</h2><p class="quiet">No betas or electrons.</p>`;
    const rows = [
      { label: "plane", colour: "--accent", shape: { kind: "plane" } },
      {
        label: `layer of ${this.layerMm} mm`,
        colour: "--near",
        shape: { kind: "layer", layerMm: this.layerMm },
      },
      {
        label: `sphere, radius ${this.radiusMm} mm`,
        colour: "--ok",
        shape: { kind: "sphere", radiusMm: this.radiusMm },
      },
    ] satisfies readonly { label: string; colour: string; shape: SurfaceShape }[];
    const dose = (shape: SurfaceShape, mm: number) => surfaceDoseGy(source, shape, mm);
    const lines: PlotLine[] = rows.map(({ label, colour, shape }) => ({
      label,
      colour,
      values: DEPTHS_MM.map((mm) => dose(shape, mm)),
    }));
    return html`<h2>Surface sources</h2>
      <line-plot
        heading="Dose against depth below a surface"
        .x=${DEPTH}
        .y=${axisFor(dose({ kind: "plane" }, DEPTHS_MM[0]!))}
        .at=${DEPTHS_MM}
        .lines=${lines}
      ></line-plot>
      <p class="sizes">
        <label>layer ${this.#field("Layer", this.layerMm, (mm) => {
          this.layerMm = mm;
        })}</label>
        <label>radius of the sphere ${this.#field("Radius of the sphere", this.radiusMm, (mm) => {
          this.radiusMm = mm;
        })}</label>
      </p>
      <table>
        <tr>
          <th>Gy for 1 MBq/cm², mm deep</th>
          ${SURFACE_DEPTHS_MM.map((mm) => html`<th class="number">${mm}</th>`)}
        </tr>
        ${rows.map(
          ({ label, shape }) => html`<tr data-shape=${shape.kind}>
            <td>${label}</td>
            ${SURFACE_DEPTHS_MM.map((mm) => html`<td class="number">${doseText(dose(shape, mm))}</td>`)}
          </tr>`,
        )}
      </table>
      <p class="small quiet">
        Betas and electrons, with short-lived daughters, in tissue of 1 g/cm³; all decays happen on the surface. The layer’s activity
        is spread evenly over its thickness, and depth is from its face; the sphere is a shell, seen from outside.
      </p>`;
  }

  #field(label: string, value: number, take: (mm: number) => void) {
    return html`<number-field
      label=${label}
      unit="mm"
      .value=${value}
      .min=${0.01}
      .max=${100}
      .step=${0.5}
      @number-change=${(event: CustomEvent<number>) => take(event.detail)}
    ></number-field>`;
  }
}

const DEPTH: PlotAxis = { label: "Depth (mm)", logarithmic: false, range: [0, 10] };
const DEPTHS_MM = Array.from({ length: 200 }, (_, i) => (i + 1) / 20);

/** Four decades below the dose at the smallest depth. */
function axisFor(mostGy: number): PlotAxis {
  const top = 10 ** Math.ceil(Math.log10(mostGy));
  return { label: "Gy for 1 MBq/cm²", logarithmic: true, range: [top / 1e4, top] };
}

/** What straggles beyond the range of the betas is no dose. */
const doseText = (gy: number) => (gy < 1e-6 ? "0" : threeFigures(gy));
