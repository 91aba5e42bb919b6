import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CalibratedCamera } from "../src/app/cameraForm";
import { observedRatePerS } from "../src/quantification/deadTime";
import { recoveryOf } from "../src/quantification/recovery";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./fit-plot";

/**
 * A camera as it was calibrated: factor, recovery and dead time beside what they were fitted to, before it is saved.
 *
 * @fires camera-save - `detail` is the CameraSetting.
 */
@customElement("camera-result")
export class CameraResult extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      .fits {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 40px;
      }
    `,
  ];

  @property({ attribute: false }) camera!: CalibratedCamera;

  override render() {
    const { setting, recoveryPoints, deadTime, findings } = this.camera;
    const { factor, recovery } = setting;
    return html`
      <h2>${setting.name}</h2>
      <p>
        ${threeFigures(1e6 / factor.bqPerCountPerS)} counts/s per
        MBq${factor.relativeUncertainty === undefined ? "" : ` ± ${threeFigures(100 * factor.relativeUncertainty)} %`}
        (${threeFigures(factor.bqPerCountPerS)} Bq/mL per count/s/mL): ${factor.note}.
        ${setting.deadTimeS === undefined ? "" : `Dead time ${threeFigures(setting.deadTimeS * 1e6)} µs ± ${threeFigures(deadTime!.fit.tauStandardErrorS * 1e6)}.`}
      </p>
      ${findings.map((finding) => html`<p class="note">${finding}</p>`)}
      <div class="fits">
        ${
          recovery
            ? html`<section>
                <p class="quiet">
                  Recovery 1 − 1/(1 + (V/${threeFigures(recovery.b1Ml)} mL)^${threeFigures(recovery.b2)}), inserts: ${recovery.geometry}s
                </p>
                <fit-plot
                  heading="Recovery of the inserts and the fitted curve"
                  xLabel="insert (mL)"
                  yLabel="recovery"
                  .points=${recoveryPoints.map(({ volumeMl: x, recovery: measured }) => ({ x, measured, fitted: recoveryOf(recovery, x) }))}
                  .curve=${(x: number) => recoveryOf(recovery, x)}
                ></fit-plot>
              </section>`
            : nothing
        }
        ${deadTime ? deadTimePlot(deadTime) : nothing}
      </div>
      <div class="row">
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent("camera-save", { detail: setting, bubbles: true, composed: true }))}>
          Save into the library
        </button>
      </div>
    `;
  }
}

function deadTimePlot({ fit, readings }: NonNullable<CalibratedCamera["deadTime"]>) {
  const rate = (activityMBq: number) =>
    observedRatePerS(fit.sensitivityPerSPerMBq * activityMBq, fit.tauS) / 1000;
  return html`<section>
    <p class="quiet">
      Paralysable: observed = true · e<sup>−true·τ</sup>, ${threeFigures(fit.sensitivityPerSPerMBq)} counts/s per MBq
      without dead time, χ² ${threeFigures(fit.chi2)} of ${readings.length} readings
    </p>
    <fit-plot
      heading="Rate against activity and the fitted dead time"
      xLabel="activity (MBq)"
      yLabel="rate (kcounts/s)"
      .points=${readings.map(({ activityMBq: x, observedPerS }) => ({ x, measured: observedPerS / 1000, fitted: rate(x) }))}
      .curve=${rate}
    ></fit-plot>
  </section>`;
}
