import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { RadioiodineMeasured } from "../src/app/radioiodineMeasured";
import {
  activityFromUptakeIntegralMBq,
  activityFromUptakeMBq,
  bloodDoseGyPerGBq,
  secondMibgActivityGBq,
  thyroidDoseGy,
} from "../src/planning/radioiodine";
import { closedStyles } from "./closedStyles";
import { exampleNote } from "./exampleNote";
import { fieldLine } from "./fieldLine";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** 131I without images: carcinoma by blood and whole-body retention, benign disease by uptake test, the second of two mIBG administrations. */
@customElement("radioiodine-planner")
export class RadioiodinePlanner extends LitElement {
  static override styles = [
    baseStyles,
    closedStyles,
    css`
      .inputs number-field {
        --field-width: 11ch;
      }
      .note:first-child {
        margin-top: 0;
      }
    `,
  ];

  /** Of the open patient: stands in the fields in place of example values until it is typed over. */
  @property({ attribute: false }) measured: RadioiodineMeasured = {};
  @state() private typed: Partial<typeof START> = {};

  private get given(): typeof START {
    return { ...START, ...this.measured, ...this.typed };
  }

  override render() {
    return html`
      <div class="inputs">
        <h2>Carcinoma: tracer study</h2>
        ${this.#field("Residence time in 1 mL of blood", "bloodPerMlH", "h", 0.0001)}
        ${this.#field("Residence time in the whole body", "wholeBodyH", "h", 1)}
        ${this.#field("Body weight", "weightKg", "kg", 1)}
        ${this.#field("Retention at 48 h", "retentionPercent", "%", 1)}
        ${this.#field("Blood limit", "bloodLimitGy", "Gy", 0.1)}
        ${this.#field("Retention limit at 48 h", "retentionLimitGBq", "GBq", 0.1)}
        <h2>Benign disease: uptake test</h2>
        ${this.#field("Mass", "massG", "g", 1)} ${this.#field("Dose wanted", "doseGy", "Gy", 10)}
        ${this.#field("Largest uptake", "uptakePercent", "%", 1)}
        ${this.#field("Effective half-life", "halfLifeD", "d", 0.1)}
        ${this.#field("∫ uptake dt", "uptakePercentDays", "% d", 10)}
        <h2>mIBG: second administration</h2>
        ${this.#field("First activity", "firstGBq", "GBq", 0.1)}
        ${this.#field("Whole-body dose it gave", "firstGy", "Gy", 0.1)}
        ${this.#field("Whole-body dose of both", "bothGy", "Gy", 0.1)}
      </div>
      <div>
        ${
          Object.keys(this.measured).length === 0
            ? Object.keys(this.typed).length === 0
              ? exampleNote
              : null
            : html`<p class="note">
                Fields marked as measured hold what the Patient page has of the open patient; all others hold examples.
              </p>`
        }
        ${this.#carcinoma()} ${this.#benign()} ${this.#mibg()}
      </div>
    `;
  }

  #carcinoma() {
    const g = this.given;
    const perGBq = bloodDoseGyPerGBq(g.bloodPerMlH, g.wholeBodyH, g.weightKg);
    const byBlood = g.bloodLimitGy / perGBq;
    const byRetention = g.retentionLimitGBq / (g.retentionPercent / 100);
    const binds = byBlood <= byRetention ? "blood" : "retention";
    return html`
      <h2>Carcinoma</h2>
      <table class="narrow">
        ${row("Largest activity", Math.min(byBlood, byRetention), "GBq", "blood-largest", true)}
        ${row("Binds", binds)}
        ${row("Blood dose", perGBq, "Gy/GBq", "blood-per-gbq")}
        ${row(`${g.bloodLimitGy} Gy to the blood at`, byBlood, "GBq", "blood-activity")}
        ${row(`${g.retentionLimitGBq} GBq left at 48 h at`, byRetention, "GBq")}
      </table>
      <p class="note">
        108·τ(1 mL of blood) + 0.0188·w^(−2/3)·τ(whole body), Gy/GBq. Lassmann et al., EJNMMI 35 (2008)
        1405; confirm. Retention: 4.44 GBq at 48 h, 2.96 GBq with diffuse lung metastases. Benua et al.,
        Am J Roentgenol 87 (1962) 171.
      </p>
    `;
  }

  #benign() {
    const g = this.given;
    const marinelli = activityFromUptakeMBq(g.massG, g.doseGy, g.uptakePercent, g.halfLifeD);
    const integral = activityFromUptakeIntegralMBq(g.massG, g.doseGy, g.uptakePercentDays);
    return html`
      <h2>Benign disease</h2>
      <table class="narrow">
        ${row("By the integral of the uptake", integral, "MBq", "benign-integral", true)}
        ${row("By largest uptake and half-life", marinelli, "MBq", "benign-uptake")}
        ${row("Dose of the first at the second's activity", thyroidDoseGy(marinelli, g.massG, g.uptakePercentDays), "Gy")}
      </table>
      <p class="note">
        35.6·M·D/∫U dt; 24.7·M·D/(U·T), which takes the uptake as instant. Hänscheid et al., EJNMMI 40
        (2013) 1126. Where both disagree, the uptake curve was not one exponential from the start.
      </p>
    `;
  }

  #mibg() {
    const { firstGBq, firstGy, bothGy } = this.given;
    const known = firstGBq > 0 && firstGy > 0;
    const second = known
      ? secondMibgActivityGBq({
          firstActivityGBq: firstGBq,
          firstWholeBodyGy: firstGy,
          limitGy: bothGy,
        })
      : Number.NaN;
    return html`
      <h2>mIBG</h2>
      <table class="narrow">
        ${row("Second administration", second, "GBq", "mibg-second", true)}
      </table>
      <p class="note">What the first left of the whole-body dose, at its own Gy/GBq. Buckley et al., J Nucl Med 50 (2009) 1518.</p>
    `;
  }

  #field(name: string, key: keyof typeof START, unit: string, step: number) {
    const { [key]: measured }: Partial<typeof START> = this.measured;
    return fieldLine(
      measured === undefined || this.typed[key] !== undefined ? name : `${name} (measured)`,
      this.given[key],
      unit,
      (value) => {
        this.typed = { ...this.typed, [key]: value };
      },
      { step },
    );
  }
}

const row = (name: string, value: number | string, unit = "", data = "", big = false) => html`<tr>
  <td>${name}</td>
  <td class="number">
    <span class=${big ? "big" : ""} data-figure=${data}>
      ${typeof value === "string" ? value : threeFigures(value)}</span
    >
    ${unit}
  </td>
</tr>`;

const START = {
  bloodPerMlH: 8e-4,
  wholeBodyH: 17.3,
  weightKg: 70,
  retentionPercent: 6.2,
  bloodLimitGy: 2,
  retentionLimitGBq: 4.44,
  massG: 30,
  doseGy: 250,
  uptakePercent: 50,
  halfLifeD: 5.5,
  uptakePercentDays: 390,
  firstGBq: 12,
  firstGy: 2,
  bothGy: 4,
};
