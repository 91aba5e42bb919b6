import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type CaseChange, withKineticsOver } from "../src/app/caseChange";
import { fullestSlice } from "../src/app/mapPicture";
import type { OpenPlan } from "../src/app/openPlan";
import type { KineticsOver } from "../src/app/planResult";
import type { RegionClosure } from "../src/app/voxelClosure";
import type { VoxelKinetics } from "../src/app/voxelKinetics";
import { voxelMapFiles } from "../src/app/voxelMapFiles";
import { coloursOf, shownValues, VOXEL_MAPS } from "../src/app/voxelMapLook";
import type { VoxelMaps } from "../src/app/voxelMaps";
import { MAP_STATUS, type MapStatus } from "../src/app/voxelStatus";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import type { MapLook } from "./map-picture";
import { memo } from "./memo";
import { quantifyStyles } from "./quantifyStyles";
import { saveFile } from "./saveFile";
import { signedPercent } from "./signedPercent";
import { baseStyles } from "./theme";
import "./help-note";
import "./map-picture";

/**
 * Kinetics of every voxel: maps of half-life, decays, their error and how the fits ended, and what they come to in each structure.
 *
 * @fires case-change - `detail` is a CaseChange: kinetics over voxels, or over structures.
 */
@customElement("voxel-kinetics")
export class VoxelKineticsView extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      .maps {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 20px 32px;
      }
      @media (max-width: 1100px) {
        .maps {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) plan!: OpenPlan;
  @state() private chosen: keyof VoxelMaps = "effectiveHalfLifeH";

  override render() {
    const { voxelKinetics } = this.plan.result;
    return html`
      <div class="row">
        <h2>Kinetics over</h2>
        ${this.#choice(voxelKinetics === undefined)}
      </div>
      ${
        voxelKinetics
          ? html`<div class="maps">${this.#maps(voxelKinetics)}${this.#statistics(voxelKinetics)}</div>`
          : html`<p>
              Each structure has one curve; its decays are spread as the reference scan shows them. Over voxels,
              every voxel of the aligned scans is fitted on its own: choose it to see the maps.
            </p>`
      }
    `;
  }

  #choice(overStructures: boolean) {
    const data = this.plan.case;
    const few = this.plan.study.timePoints.length < 2;
    const choose = (over: KineticsOver) => {
      const detail: CaseChange = {
        name: `Kinetics over ${over === "structures" ? over : "voxels"}`,
        case: withKineticsOver(data!, over),
        camera: this.plan.camera,
      };
      this.dispatchEvent(new CustomEvent("case-change", { detail, bubbles: true, composed: true }));
    };
    return html`
      <button aria-pressed=${overStructures} ?disabled=${!data || overStructures} @click=${() => choose("structures")}>
        structures${overStructures ? " (now)" : ""}
      </button>
      <button aria-pressed=${!overStructures} ?disabled=${!data || !overStructures || few} @click=${() => choose("voxelShape")}>
        voxels${overStructures ? "" : " (now)"}
      </button>
      <span class="quiet small">${few ? "Voxels need two scans at least." : "Another choice calculates the case again."}</span>
    `;
  }

  #maps({ maps }: VoxelKinetics) {
    if (!maps) return html`<p class="quiet">This plan was kept without its maps.</p>`;
    const { title, unit } = VOXEL_MAPS[this.chosen];
    return html`<section>
      <div class="row" role="radiogroup" aria-label="Map">
        ${(Object.keys(VOXEL_MAPS) as (keyof VoxelMaps)[]).map(
          (name) => html`<label>
            <input
              type="radio"
              name="map"
              .checked=${name === this.chosen}
              @change=${() => {
                this.chosen = name;
              }}
            />
            ${VOXEL_MAPS[name].short}
          </label>`,
        )}
      </div>
      <map-picture
        label=${`${title}${unit ? `, ${unit}` : ""}`}
        .values=${this.#shownOf(maps, this.chosen)}
        .density=${this.plan.result.densityKgPerM3}
        .look=${this.#lookOf(maps, this.chosen)}
        .first=${fullestSlice(maps.tiaBqHPerMl.grid, maps.tiaBqHPerMl.values)}
      ></map-picture>
      <div class="row">
        <span>${title}</span>
        <button @click=${() => this.#save(maps)}>Save the four maps (NIfTI)</button>
      </div>
    </section>`;
  }

  #statistics({ regions, sentences }: VoxelKinetics) {
    const shown = SHOWN_STATUS.filter(([status]) =>
      regions.some(({ statistics }) => (statistics?.statusShares[status] ?? 0) > 0),
    );
    const names = new Map(this.plan.result.regions.map((r) => [r.structureId, r.name]));
    return html`<section>
      <h2>
        In every structure
        <help-note about="Voxels of a structure">
          <p>
            Voxels that lie more than half in the structure: half-life as median, with the 10th and 90th
            percentile; the error of the decays from the scatter about the fit (where there are more scans
            than fitted numbers); share of the voxels by how the fit ended, or with the rates of their region
            where the scans are too few, or too late, for two exponentials of their own. A half-life fixed or bounded
            by hand (Time-activity) holds for every voxel of its structure;
            their errors take these rates as known. Decays by voxels against the structure's own curve.
          </p>
        </help-note>
      </h2>
      <table>
        <thead>
          <tr>
            <th>Structure</th>
            <th class="number">voxels</th>
            <th class="number">T<sub>eff</sub> (h)</th>
            <th class="number">10–90 %</th>
            <th class="number">error (%)</th>
            ${shown.map(([status, name]) => html`<th class="number" title=${status}>${name}</th>`)}
            <th class="number">decays</th>
          </tr>
        </thead>
        <tbody>
          ${regions.map((region) => row(sentenceName(names.get(region.structureId) ?? region.structureId), region, shown))}
        </tbody>
      </table>
      <ul class="quiet small">
        ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </section>`;
  }

  #save(maps: VoxelMaps) {
    for (const [name, bytes] of voxelMapFiles(maps)) saveFile(name, bytes, "application/gzip");
  }

  readonly #shownOf = memo(shownValues);

  readonly #lookOf = memo(
    (maps: VoxelMaps, name: keyof VoxelMaps): MapLook => ({
      ...coloursOf(maps, name),
      unit: VOXEL_MAPS[name].unit,
      ...(name === "status" ? { names: MAP_STATUS } : {}),
    }),
  );
}

const SHOWN_STATUS: readonly (readonly [MapStatus, string])[] = [
  ["fitted", "fitted"],
  ["held at decay", "at decay"],
  ["held at fastest", "at fastest"],
  ["not converged", "failed"],
  ["missed by a scan", "missed"],
  ["rates of its region", "shared rates"],
  ["held by hand", "by hand"],
];

const shareText = (share: number) =>
  share === 0 ? nothing : share < 0.005 ? "< 1 %" : `${(100 * share).toFixed(0)} %`;

function row(
  name: string,
  { statistics, differencePercent, spreadOnly }: RegionClosure,
  shown: typeof SHOWN_STATUS,
) {
  return html`<tr>
    <td>${name}</td>
    ${statistics ? cells(statistics, shown) : html`<td class="quiet" colspan=${4 + shown.length}>not kept</td>`}
    <td class="number">
      ${spreadOnly ? html`<span class="quiet">its own curve</span>` : signedPercent(differencePercent, 1)}
    </td>
  </tr>`;
}

function cells(
  {
    voxels,
    medianHalfLifeH,
    halfLifeRangeH,
    medianTiaErrorPercent,
    statusShares,
  }: NonNullable<RegionClosure["statistics"]>,
  shown: typeof SHOWN_STATUS,
) {
  const number = (value: number | undefined) => (value === undefined ? "–" : threeFigures(value));
  return html`
    <td class="number">${voxels}</td>
    <td class="number">${number(medianHalfLifeH)}</td>
    <td class="number">${halfLifeRangeH ? `${threeFigures(halfLifeRangeH[0])}–${threeFigures(halfLifeRangeH[1])}` : "–"}</td>
    <td class="number">${medianTiaErrorPercent !== undefined && medianTiaErrorPercent < 0.1 ? "< 0.1" : number(medianTiaErrorPercent)}</td>
    ${shown.map(([status]) => html`<td class="number">${shareText(statusShares[status])}</td>`)}
  `;
}
