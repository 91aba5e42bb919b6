import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { OpenPlan } from "../src/app/openPlan";
import type { SmallVoiResult } from "../src/app/smallVois";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { signedPercent } from "./signedPercent";
import { baseStyles } from "./theme";
import "./help-note";

/** Every structure by its whole volume and by a small sphere inside it. */
@customElement("quantify-small")
export class QuantifySmall extends LitElement {
  static override styles = [baseStyles, quantifyStyles];

  @property({ attribute: false }) plan!: OpenPlan;

  override render() {
    const { smallVolumes = [], regions } = this.plan.result;
    if (smallVolumes.length === 0) return nothing;
    const scan = this.plan.study.timePoints.find(({ id }) => id === smallVolumes[0]!.scanId);
    const regionOf = new Map(regions.map((region) => [region.structureId, region]));
    return html`
      <h2>
        Whole structure and small volume, ${scan?.label ?? "reference scan"}
        <help-note about="Small volume of interest">
          <p>
            The hottest sphere wholly inside the structure, away from others where it can be. Its
            concentration times the structure's volume stands for the whole: spill at the edges does not
            matter then, uneven uptake does, and the hottest place of a noisy image is somewhat too hot.
            Time-integrated activity and self-dose by it are those of the plan times the ratio of the two activities.
          </p>
        </help-note>
      </h2>
      <table>
        <thead>
          <tr>
            <th>Structure</th>
            <th class="number">sphere (mL)</th>
            <th class="number">centre x, y, z (mm)</th>
            <th class="number">from others (mm)</th>
            <th class="number">whole (kBq/mL)</th>
            <th class="number">sphere (kBq/mL)</th>
            <th class="number">plan (MBq)</th>
            <th class="number">by sphere (MBq)</th>
            <th class="number">decays: plan (h)</th>
            <th class="number">by sphere (h)</th>
          </tr>
        </thead>
        <tbody>
          ${smallVolumes.map((small) => row(small, regionOf.get(small.structureId)))}
        </tbody>
      </table>
    `;
  }
}

const row = (
  small: SmallVoiResult,
  region: { readonly name: string; readonly tiacH: number } | undefined,
) => html`
  <tr>
    <td>${sentenceName(region?.name ?? small.structureId)}</td>
    <td class="number">${threeFigures(small.volumeMl)}</td>
    <td class="number">${small.centreMm.map((mm) => mm.toFixed(0).replace("-", "−")).join(", ")}</td>
    <td class="number">${small.awayMm === 0 ? "not kept" : `≥ ${threeFigures(small.awayMm)}`}</td>
    <td class="number">${threeFigures(small.wholeBqPerMl / 1000)}</td>
    <td class="number">${threeFigures(small.smallBqPerMl / 1000)}</td>
    <td class="number">${threeFigures(small.plannedMBq)}</td>
    <td class="number">
      ${threeFigures(small.smallMBq)} <span class="change">${signedPercent(100 * (small.ratio - 1))}</span>
    </td>
    <td class="number">${region ? threeFigures(region.tiacH) : ""}</td>
    <td class="number">${Number.isFinite(small.tiacH) ? threeFigures(small.tiacH) : "–"}</td>
  </tr>
`;
