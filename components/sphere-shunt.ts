import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ChosenShunt } from "../src/app/sphereWishes";
import {
  IMAGED_NEGLECTS,
  PLANAR_NEGLECTS,
  type PlanarCounts,
  planarShunt,
} from "../src/planning/lungShunt";
import { fieldLine } from "./fieldLine";
import { threeFigures } from "./format";
import { sphereStyles } from "./sphereStyles";
import { baseStyles } from "./theme";

/**
 * Where the lung shunt is from: the images, typed, or planar counts, with what each neglects beside it.
 *
 * @fires counts-change - `detail` is the PlanarCounts that were typed.
 * @fires shunt-choose - `detail` is a ChosenShunt, or undefined for that of the images.
 */
@customElement("sphere-shunt")
export class SphereShunt extends LitElement {
  static override styles = [
    baseStyles,
    sphereStyles,
    css`
      p {
        margin: 4px 0;
      }
    `,
  ];

  /** Share that reaches the lungs now. */
  @property({ type: Number }) lungShunt = 0;
  /** As the images show it; undefined where they do not. */
  @property({ type: Number }) imaged: number | undefined;
  /** In place of what the images show, where the case states it: `imaged` is that then. */
  @property({ attribute: false }) stated: ChosenShunt | undefined;
  /** Where the present one is from; undefined: the images, or typed on a page without them. */
  @property({ attribute: false }) chosen: ChosenShunt | undefined;
  /** That were typed. */
  @property({ attribute: false }) counts: PlanarCounts | undefined;

  override render() {
    const counts = this.counts ?? this.chosen?.planar ?? EXAMPLE;
    const planar = planarShunt(counts);
    return html`
      <p class="quiet small" role="status">${this.#from()}</p>
      <details ?open=${this.chosen?.planar !== undefined || this.counts !== undefined}>
        <summary class="small">Planar counts</summary>
        ${COUNTS.map(({ name, key }) =>
          fieldLine(
            name,
            counts[key],
            "kcts",
            (value) => this.#fire("counts-change", { ...counts, [key]: value }),
            { min: 0.001 },
          ),
        )}
        <button @click=${() => this.#choose({ share: planar, planar: counts })}>
          Take ${threeFigures(100 * planar)} % of the planar views
        </button>
        <p class="quiet small">${PLANAR_NEGLECTS}</p>
      </details>
      ${
        this.imaged === undefined || this.chosen === undefined
          ? nothing
          : html`<button @click=${() => this.#choose(undefined)}>
              Back to ${threeFigures(100 * this.imaged)} % of ${this.stated ? "the case" : "the images"}
            </button>`
      }
    `;
  }

  #from(): string {
    const { chosen, imaged } = this;
    const images =
      imaged === undefined
        ? ""
        : ` ${this.stated ? "The case has" : "The images show"} ${threeFigures(100 * imaged)} %.`;
    const isStill = chosen !== undefined && Math.abs(chosen.share - this.lungShunt) < 1e-6;
    if (chosen?.planar && isStill)
      return `From planar counts, geometric mean of both views.${images}`;
    if (chosen && isStill) return `Typed.${images}`;
    if (imaged === undefined) return "Typed.";
    if (Math.abs(imaged - this.lungShunt) > 1e-6) return `By the uptakes of the what-if.${images}`;
    if (this.stated?.planar) return `Of the case, from planar counts. ${PLANAR_NEGLECTS}`;
    return this.stated ? "Of the case, typed." : `Of the images. ${IMAGED_NEGLECTS}`;
  }

  #choose(detail: ChosenShunt | undefined) {
    this.#fire("shunt-choose", detail);
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const COUNTS = [
  { name: "Lungs, anterior", key: "lungAnterior" },
  { name: "Lungs, posterior", key: "lungPosterior" },
  { name: "Liver, anterior", key: "liverAnterior" },
  { name: "Liver, posterior", key: "liverPosterior" },
] as const;

/** Counts to start from: a shunt of 10 %. */
const EXAMPLE: PlanarCounts = {
  lungAnterior: 40,
  lungPosterior: 40,
  liverAnterior: 360,
  liverPosterior: 360,
};
