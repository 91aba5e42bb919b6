import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { pushed } from "../src/app/alignmentHand";
import type { Comparison } from "../src/app/alignmentPicture";
import {
  brightnessIn,
  type ComparedImage,
  frameOf,
  middleOf,
  type SliceFrame,
  sliceCount,
  windowed,
} from "../src/app/alignmentSlice";
import type { OpenPlan } from "../src/app/openPlan";
import type { Plane } from "../src/gpu/slice/slicePlane";
import type { Alignment } from "../src/registration/alignTimePoints";
import type { Triple } from "../src/volume/grid";
import type { EmissionScan, Structure } from "../src/volume/study";
import { IDENTITY, type LinearTransform } from "../src/volume/transform";
import type { Outline, PictureDrag } from "./alignment-picture";
import { outlinesIn } from "./alignmentOutlines";
import { alignmentStyles } from "./alignmentStyles";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import "./alignment-figures";
import "./alignment-hand";
import "./alignment-picture";

/** Where a scan is to lie; undefined: where the images say. */
export interface AlignmentChoice {
  readonly scanId: string;
  readonly transform: LinearTransform | undefined;
}

/**
 * How every scan was brought to the reference, over the whole page: before and after, with what the user can do about it. Open it with `show()`.
 *
 * @fires alignment-choose - `detail` is an AlignmentChoice; the case is then to be calculated again.
 * @fires refinement-choose - `detail` says whether organs and lesions may move on their own; the same follows.
 */
@customElement("alignment-view")
export class AlignmentView extends LitElement {
  static override styles = [baseStyles, alignmentStyles];

  @property({ attribute: false }) plan: OpenPlan | undefined;

  @state() private open = false;
  @state() private chosen: string | undefined;
  @state() private image: ComparedImage = "emission";
  @state() private comparison: Comparison = "checkerboard";
  @state() private plane: Plane = "coronal";
  @state() private share = 0.5;
  @state() private divider = 0.5;
  @state() private outlined = true;
  /** Where the user pushed the chosen scan; undefined while it lies as calculated. */
  @state() private placement: LinearTransform | undefined;

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  readonly #frame = memo(frameOf);
  readonly #window = memo(windowed);
  readonly #movingWindow = memo(windowed);
  readonly #fixedSlice = memo(brightnessIn);
  readonly #beforeSlice = memo(brightnessIn);
  readonly #afterSlice = memo(brightnessIn);
  readonly #outlinesBefore = memo(outlinesIn);
  readonly #outlinesAfter = memo(outlinesIn);

  show() {
    this.open = true;
    this.#look(undefined);
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-label="Alignment of the scans" @close=${() => {
      this.open = false;
    }}>
      ${this.open && this.plan ? this.#content(this.plan) : null}
    </dialog>`;
  }

  #content({ study, result }: OpenPlan) {
    const reference = study.timePoints[study.reference]!;
    const others = study.timePoints.flatMap((scan, n) =>
      n === study.reference ? [] : [{ scan, alignment: result.alignments[n]! }],
    );
    const shown = others.find(({ scan }) => scan.id === this.chosen) ?? others[0];
    return html`
      <nav>
        <strong>Alignment</strong>
        <span class="quiet">every scan against ${reference.label}</span>
        <button autofocus @click=${() => this.dialog.close()}>Close</button>
      </nav>
      ${
        shown
          ? html`<main>
              <aside>
                <div class="scans">${others.map((other) => this.#scan(other, other === shown))}</div>
                ${shown.alignment.notes.map((note) => html`<p class="note">${note}</p>`)}
                <alignment-figures .alignment=${shown.alignment}></alignment-figures>
                ${this.#refinement(result.prescription)}
              </aside>
              <section>${this.#comparing(reference, shown)}</section>
            </main>`
          : html`<main><p>The case has one scan: there is nothing to align.</p></main>`
      }
    `;
  }

  /** Asked for at once, since it is another calculation. Positions by the headers are not refined. */
  #refinement({ registration, localRefinement }: OpenPlan["result"]["prescription"]) {
    if (registration === "headers") return null;
    return html`<button @click=${() => this.#fire("refinement-choose", !localRefinement)}>
      ${localRefinement ? "Move all structures with the scan" : "Let organs and lesions move on their own"}
    </button>`;
  }

  #scan({ scan, alignment }: Aligned, isShown: boolean) {
    return html`<button aria-pressed=${isShown} @click=${() => this.#look(scan.id)}>
      ${scan.label}
      <span class="small ${alignment.notes.length > 0 ? "poor" : "quiet"}">
        ${sentenceOf(alignment)}
      </span>
    </button>`;
  }

  #comparing(reference: EmissionScan, { scan, alignment }: Aligned) {
    const { grid } = reference.activity;
    const image = this.image === "CT" && reference.anatomy && scan.anatomy ? "CT" : "emission";
    const frame = this.#frame(grid, this.plane, this.share);
    const after = this.placement ?? alignment.transform;
    const moving = this.#movingWindow(scan, image);
    const fixed = this.#fixedSlice(frame, this.#window(reference, image), IDENTITY);
    // Structures follow the scan only as far as it was calculated: while it is being pushed they are where the reference has them.
    const local = this.placement ? undefined : alignment;
    const structures = this.outlined ? this.plan!.study.structures : NONE;
    const outlines = this.#outlinesAfter(frame, structures, local);
    const before = this.#beforeSlice(frame, moving, IDENTITY);
    const outlinesBefore = this.#outlinesBefore(frame, structures, undefined);
    return html`
      ${this.#controls(grid, Boolean(reference.anatomy && scan.anatomy))}
      <div class="pictures">
        <figure>
          <figcaption>By the headers</figcaption>
          ${this.#picture("By the headers", frame, fixed, before, outlinesBefore)}
        </figure>
        <figure>
          <figcaption>
            ${this.placement ? "Moved by hand, not yet calculated" : "As aligned"}; drag to shift, Shift drag to turn
          </figcaption>
          ${this.#picture(
            "As aligned",
            frame,
            fixed,
            this.#afterSlice(frame, moving, after),
            outlines,
            (drag) => {
              if (this.comparison === "swipe") this.divider = drag.share;
              else this.placement = pushed(after, frame, drag, middleOfFrame(frame));
            },
          )}
        </figure>
      </div>
      ${this.#hand({ scan, alignment }, after, middleOf(grid))}
    `;
  }

  #picture(
    label: string,
    frame: SliceFrame,
    fixed: Float32Array,
    moving: Float32Array,
    outlines: readonly Outline[],
    onDrag: (drag: PictureDrag) => void = ({ share }) => {
      if (this.comparison === "swipe") this.divider = share;
    },
  ) {
    return html`<alignment-picture
      label=${label}
      .frame=${frame}
      .fixed=${fixed}
      .moving=${moving}
      .comparison=${this.comparison}
      .divider=${this.divider}
      .outlines=${outlines}
      @picture-drag=${(event: CustomEvent<PictureDrag>) => onDrag(event.detail)}
    ></alignment-picture>`;
  }

  #controls(grid: Parameters<typeof sliceCount>[0], hasCt: boolean) {
    const count = sliceCount(grid, this.plane);
    return html`<div class="controls">
      ${choice("Show as", this.comparison, ["checkerboard", "difference", "swipe"], (value) => {
        this.comparison = value;
      })}
      ${choice("Plane", this.plane, ["axial", "coronal", "sagittal"], (value) => {
        this.plane = value;
        this.share = 0.5;
      })}
      ${
        hasCt
          ? choice("Image", this.image, ["emission", "CT"], (value) => {
              this.image = value;
            })
          : null
      }
      <label>Slice
        <input
          type="range"
          min="0"
          max=${count - 1}
          .value=${String(Math.round(this.share * count - 0.5))}
          @input=${(event: Event) => {
            this.share = ((event.target as HTMLInputElement).valueAsNumber + 0.5) / count;
          }}
        />
      </label>
      <label>
        <input type="checkbox" .checked=${this.outlined} @change=${(event: Event) => {
          this.outlined = (event.target as HTMLInputElement).checked;
        }} />
        Structures
      </label>
    </div>`;
  }

  /** Shift and turn as numbers, and what to do with them. */
  #hand({ scan, alignment }: Aligned, placement: LinearTransform, centreMm: Triple) {
    return html`
      <alignment-hand
        class="hand"
        .placement=${placement}
        .centreMm=${centreMm}
        @placement-change=${({ detail }: CustomEvent<LinearTransform>) => {
          this.placement = detail;
        }}
      ></alignment-hand>
      <div class="hand">
        <button
          class="primary"
          ?disabled=${!this.placement}
          @click=${() => this.#choose(scan.id, this.placement)}
        >
          Calculate with this placement
        </button>
        <button ?disabled=${!this.placement} @click=${() => this.#look(scan.id)}>
          Take the changes back
        </button>
        <button @click=${() => this.#choose(scan.id, IDENTITY)}>Trust the headers</button>
        ${
          alignment.by === "user"
            ? html`<button @click=${() => this.#choose(scan.id, undefined)}>
                Align as the case says
              </button>`
            : null
        }
        <button @click=${() => this.dialog.close()}>Accept as aligned</button>
      </div>
    `;
  }

  #choose(scanId: string, transform: LinearTransform | undefined) {
    this.#fire("alignment-choose", { scanId, transform } satisfies AlignmentChoice);
  }

  /** Closes, and asks for another calculation. */
  #fire(name: string, detail: unknown) {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Shows a scan as it was calculated. */
  #look(scanId: string | undefined) {
    this.chosen = scanId;
    this.placement = undefined;
  }
}

interface Aligned {
  readonly scan: EmissionScan;
  readonly alignment: Alignment;
}

const NONE: readonly Structure[] = [];

function sentenceOf({ by, correlation }: Alignment): string {
  if (by === "headers") return "by the headers";
  if (by === "user") return "placed by hand";
  if (!correlation) return "";
  return `by ${by}: correlation ${correlation.before.toFixed(2)} → ${correlation.after.toFixed(2)}`;
}

function middleOfFrame({ originMm, rightMm, downMm, width, height }: SliceFrame): Triple {
  const at = (c: 0 | 1 | 2) =>
    originMm[c] + (rightMm[c] * (width - 1) + downMm[c] * (height - 1)) / 2;
  return [at(0), at(1), at(2)];
}

function choice<T extends string>(
  label: string,
  value: T,
  options: readonly T[],
  onChange: (value: T) => void,
) {
  return html`<label>${label}
    <select @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value as T)}>
      ${options.map((option) => html`<option ?selected=${option === value}>${option}</option>`)}
    </select>
  </label>`;
}
