import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SphereComparison, SphereWay } from "../src/app/sphereComparison";
import { COMPARTMENT, whereItGoes } from "../src/app/sphereTexts";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import "./help-note";

/** Ways to the activity of spheres side by side: the activity by each, and the dose of each compartment at the present activity. */
@customElement("sphere-table")
export class SphereTable extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      table {
        width: 100%;
        table-layout: fixed;
        font-size: 12px;
      }
      th:first-child {
        width: 32%;
      }
      td.number,
      th.number {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      td,
      th {
        padding: 2px 0 2px 10px;
        border-top: 1px solid var(--rule);
        vertical-align: baseline;
      }
      thead th {
        border-top: none;
        vertical-align: bottom;
        position: sticky;
        top: -4px;
        background: var(--ground);
      }
      td:first-child,
      th:first-child {
        padding-left: 0;
        text-align: left;
      }
      .big {
        font-size: 15px;
        font-weight: 600;
      }
      .voxel {
        background: var(--surface);
      }
      .above {
        color: var(--exceeded);
      }
      p {
        margin: 6px 0 0;
      }
    `,
  ];

  @property({ attribute: false }) comparison!: SphereComparison;
  /** Injected, all territories together. */
  @property({ type: Number }) activityGBq = 0;

  override render() {
    const { ways, notes, nuclide } = this.comparison;
    const cell = (content: (way: SphereWay) => unknown) =>
      ways.map((way) => html`<td class="number ${way.id}">${content(way)}</td>`);
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">
              ${nuclide}
              <help-note about="Ways to the activity">
                ${ways.map(({ name, formula }) => html`<p>${name}: ${formula}.</p>`)}
                <p>Voxels are the doses of the structures of the open plan, under its what-if; no dose is calculated anew. Ho et al. 1996, Kennedy et al. 2007, Smits et al. 2012.</p>
              </help-note>
            </th>
            ${ways.map(({ name, id }) => html`<th scope="col" class="number ${id}">${name}</th>`)}
          </tr>
        </thead>
        <tr>
          <td>Activity by this way</td>
          ${cell(({ id, activityGBq, reason }) =>
            activityGBq === undefined
              ? html`<span class="quiet small">${reason}</span>`
              : html`<span class="big" data-activity=${id}>${threeFigures(activityGBq)}</span> GBq`,
          )}
        </tr>
        <tr>
          <td>Largest by the limits</td>
          ${cell((way) => this.#largest(way))}
        </tr>
        <tr>
          <td>Binds</td>
          ${cell(({ binds }) => html`<span class="small">${binds ?? "–"}</span>`)}
        </tr>
        ${this.#doses(`At ${threeFigures(this.activityGBq)} GBq`, "dose", (way, c) => {
          const gy = way.gyPerGBq[c];
          return gy === undefined ? undefined : gy * this.activityGBq;
        })}
        ${this.#doses("Voxels, at the activity by this way", "voxel-dose", (way, c) => {
          const gy = ways.find(({ id }) => id === "voxel")!.gyPerGBq[c];
          return gy === undefined || way.activityGBq === undefined
            ? undefined
            : gy * way.activityGBq;
        })}
      </table>
      <p class="small" data-where>${whereItGoes(this.comparison, this.activityGBq)}</p>
      ${notes.map((note) => html`<p class="quiet small">${note}</p>`)}
    `;
  }

  #largest({ id, activityGBq, largestGBq }: SphereWay) {
    if (largestGBq === undefined) return "–";
    const isAbove = activityGBq !== undefined && activityGBq > largestGBq;
    return html`<span class=${isAbove ? "above" : ""} data-largest=${id}
      >${threeFigures(largestGBq)} GBq${isAbove ? ", exceeded" : nothing}</span
    >`;
  }

  #doses(
    title: string,
    mark: string,
    doseOf: (way: SphereWay, compartment: number) => number | undefined,
  ) {
    const { ways, compartments } = this.comparison;
    return html`
      <tr>
        <th scope="row">${title}</th>
        ${ways.map(({ id }) => html`<th class="number ${id}">Gy</th>`)}
      </tr>
      ${compartments.map(
        ({ name, kind, massG }, c) => html`<tr>
          <td>${COMPARTMENT[kind](name)} <span class="quiet">${threeFigures(massG)} g</span></td>
          ${ways.map((way) => {
            const gy = doseOf(way, c);
            return html`<td class="number ${way.id}" data-cell=${`${mark} ${way.id} ${kind} ${name}`}>
              ${gy === undefined ? "–" : threeFigures(gy)}
            </td>`;
          })}
        </tr>`,
      )}
    `;
  }
}
