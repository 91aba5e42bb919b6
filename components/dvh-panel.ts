import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { afterDiagnostic } from "../src/app/afterDiagnostic";
import { type CourseDose, courseDvhs } from "../src/app/deliveredDose";
import { hasOtherDoseBefore } from "../src/app/doseBefore";
import type { PlanResult } from "../src/app/planResult";
import { goalRows, limitRows } from "../src/app/planView";
import type { SavedScenario } from "../src/app/savedScenario";
import { type WeightedCurves, weightedCurves } from "../src/app/weightedCurves";
import { type DvhMark, weightedDvhMarks } from "./dvhMarks";
import { threeFigures } from "./format";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import "./dvh-chart";

/** Absorbed dose in Gy, or dose with the alphas weighted in Gy(RBE). */
export type DoseAxis = "absorbed" | "weighted";

/**
 * The dose-volume histograms of a plan. Where alphas reach a structure the axis can be that of RBE-weighted dose, with the limits and goals that
 * stand on it; those on absorbed dose stand on the other.
 *
 * @fires axis-change - `detail` is the DoseAxis asked for.
 * @fires structure-select - See dvh-chart.
 */
@customElement("dvh-panel")
export class DvhPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        min-height: 0;
      }
      .axes {
        display: flex;
        gap: 4px;
        margin-right: 8px;
      }
      .axes button {
        padding: 0 5px;
        color: var(--text-quiet);
      }
      .axes button[aria-pressed="true"] {
        color: var(--text);
        border-color: var(--rule-strong);
      }
    `,
  ];

  /** Under the what-if. */
  @property({ attribute: false }) result!: PlanResult;
  /** What structures receive in the cycles to come; the same where none was given. */
  @property({ attribute: false }) ahead!: PlanResult;
  /** The plan as it stands, as a scenario. */
  @property({ attribute: false }) present!: SavedScenario;
  /** What dashed curves are of. */
  @property({ attribute: false }) reference: SavedScenario | undefined;
  /** A dose of the course, which then stands dashed beside what was predicted for its activity. */
  @property({ attribute: false }) course: CourseDose | undefined;
  @property() axis: DoseAxis = "absorbed";
  /** Over all cycles to come. */
  @property({ type: Number }) activityGBq = 0;
  @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) hiddenStructures: ReadonlySet<string> = new Set();
  @property({ attribute: false }) selected: string | undefined;
  /** Limits and goals on absorbed dose. */
  @property({ attribute: false }) marks: readonly DvhMark[] = [];
  @property({ attribute: false }) organs: ReadonlySet<string> = new Set();

  readonly #weightedOf = memo(curvesOf);
  readonly #referenceOf = memo(curvesOf);

  readonly #deliveredOf = memo((course: CourseDose, structures: PlanResult["structures"]) =>
    courseDvhs(course, structures),
  );

  override render() {
    const { present, course } = this;
    if (course) return this.#delivered(course);
    const weighted = this.#weighted();
    const isWeighted = weighted !== undefined && this.axis === "weighted";
    return html`<dvh-chart
      .dvhs=${isWeighted ? weighted.dvhs : this.ahead.dvhs}
      .dashed=${isWeighted ? this.#weightedDashed(weighted) : this.#dashed()}
      .unit=${isWeighted ? "Gy(RBE)" : "Gy"}
      .activityGBq=${this.activityGBq}
      .colours=${this.colours}
      .hiddenStructures=${this.hiddenStructures}
      .selected=${this.selected}
      .marks=${isWeighted ? this.#weightedMarks(weighted) : this.marks}
      .cycles=${(present.whatIf.given ?? []).length > 0 ? "cycles to come" : "all cycles"}
      .organs=${this.organs}
      >${weighted ? this.#axes() : nothing}</dvh-chart
    >`;
  }

  #delivered(course: CourseDose) {
    const { result } = this;
    return html`<dvh-chart
      .dvhs=${result.dvhs}
      .dashed=${this.#deliveredOf(course, result.structures)}
      .dashedName=${`${course.name}; solid: as predicted for its ${threeFigures(course.activityGBq)} GBq`}
      .cycles=${course.name}
      .activityGBq=${course.activityGBq}
      .colours=${this.colours}
      .hiddenStructures=${this.hiddenStructures}
      .selected=${this.selected}
      .marks=${NO_MARKS}
      .organs=${this.organs}
    ></dvh-chart>`;
  }

  #axes() {
    return html`<span slot="axis" class="axes" role="group" aria-label="Dose axis">
      ${AXES.map(
        ({ axis, name, title }) => html`<button
          class="plain"
          title=${title}
          aria-pressed=${this.axis === axis}
          @click=${() => this.#choose(axis)}
        >
          ${name}
        </button>`,
      )}
    </span>`;
  }

  #weighted = () => this.#weightedOf(this.ahead, this.present.basis, this.present.whatIf.rbeAlpha);

  /** The curves of the scenario compared with, where they differ. */
  #dashed(): PlanResult["dvhs"] {
    const dvhs = this.reference?.result.dvhs;
    return dvhs && dvhs !== this.result.dvhs ? dvhs : NONE;
  }

  #weightedDashed(present: WeightedCurves): PlanResult["dvhs"] {
    if (!this.reference) return NONE;
    const { result, basis, whatIf } = this.reference;
    const compared = this.#referenceOf(result, basis, whatIf.rbeAlpha);
    return compared && differ(compared, present) ? compared.dvhs : NONE;
  }

  #weightedMarks({ rbe }: WeightedCurves): DvhMark[] {
    const { basis, whatIf } = this.present;
    if (hasOtherDoseBefore(whatIf)) return [];
    const rows = [...limitRows(basis, this.activityGBq), ...goalRows(basis, this.activityGBq)];
    const { structureDoses } = this.result;
    return weightedDvhMarks(afterDiagnostic(rows, structureDoses, whatIf.earlier), rbe);
  }

  #choose(detail: DoseAxis) {
    this.dispatchEvent(new CustomEvent("axis-change", { detail }));
  }
}

const NONE: PlanResult["dvhs"] = [];
const NO_MARKS: readonly DvhMark[] = [];

const AXES = [
  { axis: "absorbed", name: "Gy", title: "Absorbed dose" },
  {
    axis: "weighted",
    name: "Gy(RBE)",
    title: "RBE-weighted dose: every voxel with its structure's share of alphas",
  },
] as const;

const curvesOf = (
  result: PlanResult,
  basis: SavedScenario["basis"],
  rbeAlpha: number | undefined,
) => weightedCurves({ result, basis, rbeAlpha });

const differ = (a: WeightedCurves, b: WeightedCurves) =>
  a.dvhs.some(({ meanGy }, s) => meanGy !== b.dvhs[s]?.meanGy);
