import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { fitToLandmarks, landmarkResiduals } from "../src/app/landmarkFit";
import type { Landmark } from "../src/registration/landmarks";
import type { Triple } from "../src/volume/grid";
import type { PointMap } from "../src/volume/transform";
import { baseStyles } from "./theme";

/** One half of a pair, which waits for the other. */
export interface HalfLandmark {
  readonly fixedMm?: Triple;
  readonly movingMm?: Triple;
}

/**
 * Points that were found in the reference and in the scan, how far they lie apart now, and the placement that they ask for.
 *
 * @fires landmarks-change - `detail` is the list without a pair that was deleted.
 * @fires placement-change - `detail` is the LinearTransform (reference → scan) that fits them best.
 */
@customElement("alignment-landmarks")
export class AlignmentLandmarks extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: 12px;
      }
      td,
      th {
        padding-right: 12px;
        white-space: nowrap;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) landmarks: readonly Landmark[] = [];
  @property({ attribute: false }) half: HalfLandmark = {};
  /** Reference → scan, as the scan lies now. */
  @property({ attribute: false }) toScan!: PointMap;

  @state() private message = "";

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("landmarks")) this.message = "";
  }

  override render() {
    const { residualsMm, rmsMm } = landmarkResiduals(this.landmarks, this.toScan);
    return html`
      <p class="quiet">${this.#next()}</p>
      ${
        this.landmarks.length === 0
          ? null
          : html`<table>
              <thead>
                <tr>
                  <th>Point</th>
                  <th class="number">reference, mm (LPS)</th>
                  <th class="number">scan, mm (LPS)</th>
                  <th class="number">apart, mm</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                ${this.landmarks.map(
                  ({ name, fixedMm, movingMm }, n) => html`<tr>
                    <td>${name}</td>
                    <td class="number">${coordinates(fixedMm)}</td>
                    <td class="number">${coordinates(movingMm)}</td>
                    <td class="number">${residualsMm[n]!.toFixed(1)}</td>
                    <td>
                      <button class="plain" aria-label="Delete point ${name}" @click=${() => this.#delete(n)}>✕</button>
                    </td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      <div class="row">
        <button ?disabled=${this.landmarks.length === 0} @click=${this.#fit}>Fit rigid to landmarks</button>
        ${rmsMm === undefined ? null : html`<span class="rms">RMS ${rmsMm.toFixed(1)} mm</span>`}
        <span role="status">${this.message}</span>
      </div>
    `;
  }

  #next(): string {
    const number = this.landmarks.length + 1;
    if (this.half.fixedMm) return `Point ${number}: now the same spot in the scan (right picture).`;
    if (this.half.movingMm)
      return `Point ${number}: now the same spot in the reference (left picture).`;
    return `Point ${number}: click a spot in either picture, or focus the picture, move the cross with the arrow keys (Shift: ten pixels) and press Enter.`;
  }

  #delete(n: number) {
    const detail = this.landmarks.filter((_, other) => other !== n);
    this.dispatchEvent(new CustomEvent("landmarks-change", { detail }));
  }

  #fit = () => {
    try {
      const { transform, reason } = fitToLandmarks(this.landmarks);
      this.message = reason ?? "";
      this.dispatchEvent(new CustomEvent("placement-change", { detail: transform }));
    } catch (error) {
      this.message = sentenceOf(error);
    }
  };
}

const coordinates = (pointMm: Triple) => pointMm.map((x) => x.toFixed(1)).join(", ");
