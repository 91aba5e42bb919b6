import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { animalCsv, type ScaledOrgan } from "../src/app/animalCsv";
import { sentenceOf } from "../src/app/job";
import { METHOD_NAME } from "../src/app/methodName";
import { massFactor, SCALINGS, type Scaling, timeFactor } from "../src/kinetics/animal";
import {
  biodistributionCsv,
  humanTiacs,
  readBiodistribution,
} from "../src/kinetics/biodistribution";
import { nuclide, nuclideNames } from "../src/physics/nuclides";
import { HOUR_S } from "../src/physics/units";
import { sentenceName } from "../src/volume/readableName";
import { closedStyles } from "./closedStyles";
import { controlStyles } from "./controlStyles";
import { fieldLine } from "./fieldLine";
import { threeFigures } from "./format";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";

/** A biodistribution in animals, pasted or imported, as time-integrated activity coefficients in a human. */
@customElement("animal-planner")
export class AnimalPlanner extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    closedStyles,
    css`
      textarea {
        height: 168px;
      }
      [role="alert"] {
        min-height: 2.6em;
        color: var(--exceeded);
      }
      td number-field {
        --field-width: 7ch;
      }
      .chosen {
        font-weight: 600;
      }
    `,
  ];

  @state() private nuclideName = "Lu-177";
  @state() private animalBodyG = 25;
  @state() private humanBodyG = 73_000;
  @state() private scaling: Scaling = "combined";
  @state() private text = EXAMPLE;
  /** As last read without a fault. */
  @state() private organs = readBiodistribution(EXAMPLE, TABLE);
  @state() private failure = "";

  override render() {
    const { organs, failure } = this.#scaled();
    return html`
      <div class="inputs">
        <h2>Given</h2>
        <div class="line">
          <span>Nuclide</span>
          <select
            aria-label="Nuclide"
            @change=${(event: Event) => {
              this.nuclideName = (event.target as HTMLSelectElement).value;
            }}
          >
            ${nuclideNames.map((name) => html`<option .selected=${name === this.nuclideName}>${name}</option>`)}
          </select>
        </div>
        ${fieldLine(
          "Animal, body",
          this.animalBodyG,
          "g",
          (grams) => {
            this.animalBodyG = grams;
          },
          { min: 1e-3 },
        )}
        ${fieldLine(
          "Human, body",
          this.humanBodyG,
          "g",
          (grams) => {
            this.humanBodyG = grams;
          },
          { min: 1e-3, step: 1000 },
        )}
        <div class="line">
          <span>Scaled by</span>
          <select
            aria-label="Scaled by"
            @change=${(event: Event) => {
              this.scaling = (event.target as HTMLSelectElement).value as Scaling;
            }}
          >
            ${SCALINGS.map((one) => html`<option value=${one} .selected=${one === this.scaling}>${NAME[one]}</option>`)}
          </select>
        </div>
        <h2>Biodistribution</h2>
        <textarea
          aria-label="Biodistribution: organ, time in h, % per g with decay taken out, masses in g"
          spellcheck="false"
          .value=${this.text}
          @change=${(event: Event) => this.#read((event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <div class="line">
          <span class="small quiet">${this.text === EXAMPLE ? "An example: put your own in its place" : `${organs.length} organs`}</span>
          <label>
            <input type="file" accept=".csv,text/csv,text/plain" hidden @change=${this.#load} />
            <button @click=${(event: Event) => (event.target as Element).parentElement!.querySelector("input")!.click()}>
              Import table
            </button>
          </label>
        </div>
        <p role="alert" class="small">${this.failure || failure}</p>
      </div>
      <div>${this.#results(organs)}</div>
    `;
  }

  #results(organs: readonly ScaledOrgan[]) {
    const sumH = organs.reduce((sum, organ) => sum + this.#chosen(organ).tiacH, 0);
    const mostH = this.#halfLifeH / Math.LN2;
    return html`
      <h2>Time-integrated activity coefficients in a human, h</h2>
      <table>
        <thead>
          <tr>
            <th>Organ</th>
            <th class="number">in the animal</th>
            <th class="number">in the human</th>
            ${SCALINGS.map((one) => html`<th class=${`number ${one === this.scaling ? "chosen" : ""}`}>${NAME[one]}${one === this.scaling ? " (chosen)" : ""}</th>`)}
            <th class="words">Curve</th>
          </tr>
        </thead>
        ${organs.map((organ) => this.#row(organ))}
        <tr>
          <td>All organs</td>
          <td></td>
          <td></td>
          ${SCALINGS.map((one) => html`<td class="number">${one === this.scaling ? html`<b data-figure="sum">${threeFigures(sumH)}</b>` : ""}</td>`)}
          <td class="small quiet">${threeFigures(mostH)} h if nothing were excreted</td>
        </tr>
      </table>
      <p role="alert">
        ${sumH > mostH ? `More decays than there are nuclei: ${threeFigures(sumH)} h in all organs, ${threeFigures(mostH)} h at most. Check masses, units, and whether decay was taken out.` : ""}
      </p>
      <button @click=${() => this.#save(organs)} ?disabled=${organs.length === 0}>Save tiac.csv</button>
      <p class="note">
        By mass: share × (m/M of the human) / (m/M of the animal). By time: hours ×
        (M of the human / M of the animal)^0.25 = ${threeFigures(timeFactor({ ...this.#body, animalOrganG: 1, humanOrganG: 1 }))}. Biology scales; the
        decay of ${this.nuclideName} is put on at human times, and the curve fitted and integrated. Sparks and Aydogan, 6th Int
        Radiopharmaceutical Dosimetry Symp (1999) 705. No scaling is known to be right: their spread tells how far to trust them.
      </p>
    `;
  }

  #row(organ: ScaledOrgan) {
    const { fit } = this.#chosen(organ);
    const mass = (of: "animalOrganG" | "humanOrganG", whose: string) => html`<td class="number">
      <number-field
        label=${`${organ.organ} of the ${whose}`}
        unit="g"
        .value=${organ[of]}
        .min=${1e-6}
        .step=${organ[of] / 20}
        @number-change=${({ detail }: CustomEvent<number>) => this.#setMass(organ.organ, of, detail)}
      ></number-field>
    </td>`;
    return html`<tr>
      <td>${sentenceName(organ.organ)}</td>
      ${mass("animalOrganG", "animal")} ${mass("humanOrganG", "human")}
      ${organ.tiacs.map(
        ({ scaling, tiacH }) =>
          html`<td class="number" data-tiac=${`${organ.organ} ${scaling}`}>
            ${scaling === this.scaling ? html`<b>${threeFigures(tiacH)}</b>` : threeFigures(tiacH)}
          </td>`,
      )}
      <td class="small quiet words">
        ${METHOD_NAME[fit.model]}, mass × ${threeFigures(massFactor({ ...this.#body, ...organ }))}${fit.flags.length > 0 ? `. ${fit.flags.join(" ")}` : ""}
      </td>
    </tr>`;
  }

  #scaled(): { readonly organs: readonly ScaledOrgan[]; readonly failure: string } {
    try {
      const organs = this.organs.map((organ) => ({
        ...organ,
        tiacs: humanTiacs(organ, this.#body, this.#halfLifeH),
      }));
      return { organs, failure: "" };
    } catch (error) {
      return { organs: [], failure: sentenceOf(error) };
    }
  }

  get #body() {
    return { animalBodyG: this.animalBodyG, humanBodyG: this.humanBodyG };
  }

  get #halfLifeH(): number {
    return nuclide(this.nuclideName).halfLifeS / HOUR_S;
  }

  readonly #chosen = ({ tiacs }: ScaledOrgan) =>
    tiacs.find(({ scaling }) => scaling === this.scaling)!;

  /** What cannot be read leaves no figures beside it. */
  #read(text: string) {
    this.text = text;
    try {
      this.organs = readBiodistribution(text.trim().replace(/\t/g, ","), TABLE);
      this.failure = "";
    } catch (error) {
      this.organs = [];
      this.failure = sentenceOf(error);
    }
  }

  #load = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.#read(await file.text());
    input.value = "";
  };

  /** The table keeps what it is reckoned with. */
  #setMass(name: string, of: "animalOrganG" | "humanOrganG", grams: number) {
    const organs = this.organs.map((organ) =>
      organ.organ === name ? { ...organ, [of]: grams } : organ,
    );
    this.#read(biodistributionCsv(organs));
  }

  #save(organs: readonly ScaledOrgan[]) {
    saveFile("tiac.csv", animalCsv(organs, this.nuclideName, this.#body, this.scaling), "text/csv");
  }
}

const TABLE = "table";

const NAME: Readonly<Record<Scaling, string>> = {
  none: "not scaled",
  mass: "by mass",
  time: "by time",
  combined: "by both",
};

/** Two organs made up: 20 and 8 %/g at the start, biological half-lives of 30 and 60 h in the mouse. */
const EXAMPLE = biodistributionCsv(
  (
    [
      ["kidneys", 20, 30, 0.3, 310],
      ["liver", 8, 60, 1.3, 1800],
    ] as const
  ).map(([organ, start, halfLifeH, animalOrganG, humanOrganG]) => {
    const timesH = [1, 4, 24, 48, 96];
    const percentPerG = timesH.map((t) => Number((start * 2 ** (-t / halfLifeH)).toPrecision(3)));
    return { organ, animalOrganG, humanOrganG, curve: { timesH, percentPerG } };
  }),
);
