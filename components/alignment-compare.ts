import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { pushed } from "../src/app/alignmentHand";
import type { Comparison } from "../src/app/alignmentPicture";
import {
  brightnessIn,
  type ComparedImage,
  frameOf,
  middleOf,
  pointAt,
  type SliceFrame,
  windowed,
} from "../src/app/alignmentSlice";
import { deformationPicture } from "../src/app/deformationPicture";
import type { Alignment } from "../src/registration/alignTimePoints";
import { toReference, toScan } from "../src/registration/deformedMap";
import type { Landmark } from "../src/registration/landmarks";
import type { Triple } from "../src/volume/grid";
import type { EmissionScan, Structure } from "../src/volume/study";
import { IDENTITY, type LinearTransform, type PointMap } from "../src/volume/transform";
import type { HalfLandmark } from "./alignment-landmarks";
import type { Outline, PictureDrag } from "./alignment-picture";
import { alignmentControls, type ShownAs } from "./alignmentControls";
import { outlinesIn } from "./alignmentOutlines";
import { alignmentPicking } from "./alignmentPicking";
import { alignmentStyles } from "./alignmentStyles";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import "./alignment-files";
import "./alignment-hand";
import "./alignment-landmarks";
import "./alignment-picture";

/** Where a scan is to lie; undefined: where the images say. */
export interface AlignmentChoice {
  readonly scanId: string;
  readonly transform: LinearTransform | undefined;
}

/**
 * One scan against the reference before and after alignment, and what the user can do about it: push and turn it, find points in both, read a transform.
 *
 * @fires alignment-choose - `detail` is an AlignmentChoice; the case is then to be calculated again.
 * @fires alignment-accept - The scan may stay as it is.
 */
@customElement("alignment-compare")
export class AlignmentCompare extends LitElement {
  static override styles = [baseStyles, alignmentStyles];

  @property({ attribute: false }) reference!: EmissionScan;
  @property({ attribute: false }) scan!: EmissionScan;
  @property({ attribute: false }) alignment!: Alignment;
  @property({ attribute: false }) structures: readonly Structure[] = [];

  @state() private shown: ShownAs = {
    image: "emission",
    comparison: "checkerboard",
    plane: "coronal",
    share: 0.5,
    isOutlined: true,
    deformation: "off",
  };
  @state() private divider = 0.5;
  /** Where the user pushed the scan; undefined while it lies as calculated. */
  @state() private placement: LinearTransform | undefined;
  /** By scan id; they stay while the page is open. */
  @state() private landmarks: Readonly<Record<string, readonly Landmark[]>> = {};
  @state() private half: HalfLandmark = {};

  readonly #frame = memo(frameOf);
  readonly #window = memo(windowed);
  readonly #movingWindow = memo(windowed);
  readonly #fixedSlice = memo(brightnessIn);
  readonly #beforeSlice = memo(brightnessIn);
  readonly #afterSlice = memo(brightnessIn);
  readonly #outlinesBefore = memo(outlinesIn);
  readonly #outlinesAfter = memo(outlinesIn);
  readonly #deformation = memo(deformationPicture);
  readonly #mapOf = memo((alignment: Alignment): LinearTransform | PointMap =>
    alignment.deformation ? toScan(alignment) : alignment.transform,
  );

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("scan") && !changed.has("alignment")) return;
    this.placement = undefined;
    this.half = {};
  }

  override render() {
    const { reference, scan, alignment, shown, placement } = this;
    const { grid } = reference.activity;
    const hasCt = Boolean(reference.anatomy && scan.anatomy);
    const image: ComparedImage = shown.image === "CT" && hasCt ? "CT" : "emission";
    const frame = this.#frame(grid, shown.plane, shown.share);
    const moving = this.#movingWindow(scan, image);
    const fixed = this.#fixedSlice(frame, this.#window(reference, image), IDENTITY);
    const seen = this.#afterSlice(frame, moving, placement ?? this.#mapOf(alignment));
    const deformation = placement ? undefined : alignment.deformation;
    const laid =
      deformation && shown.deformation !== "off"
        ? this.#deformation(frame, deformation, shown.deformation)
        : undefined;
    return html`
      ${alignmentControls(
        grid,
        shown,
        { hasCt, hasDeformation: deformation !== undefined },
        (change) => {
          this.shown = { ...shown, ...change };
        },
      )}
      <div class="pictures">
        ${
          shown.comparison === "landmarks"
            ? this.#picking(frame, fixed, seen)
            : this.#comparing(frame, fixed, seen, moving, laid?.pixels)
        }
      </div>
      ${laid ? html`<p class="legend">${laid.legend}</p>` : null}
      ${shown.comparison === "landmarks" ? this.#points() : null}
      ${this.#hand(placement ?? alignment.transform, middleOf(grid))}
    `;
  }

  #comparing(
    frame: SliceFrame,
    fixed: Float32Array,
    seen: Float32Array,
    moving: Parameters<typeof brightnessIn>[1],
    overlay: Uint8ClampedArray<ArrayBuffer> | undefined,
  ) {
    const { placement, alignment, shown } = this;
    const comparison = shown.comparison as Comparison;
    const structures = shown.isOutlined ? this.structures : NONE;
    // Structures follow the scan only as far as it was calculated: while it is being pushed they are where the reference has them.
    const after = this.#outlinesAfter(frame, structures, placement ? undefined : alignment);
    const before = this.#outlinesBefore(frame, structures, undefined);
    const headers = this.#beforeSlice(frame, moving, IDENTITY);
    const swipe = ({ share }: PictureDrag) => {
      if (comparison === "swipe") this.divider = share;
    };
    const push = (drag: PictureDrag) => {
      if (comparison === "swipe") this.divider = drag.share;
      else
        this.placement = pushed(
          placement ?? alignment.transform,
          frame,
          drag,
          pointAt(frame, (frame.width - 1) / 2, (frame.height - 1) / 2),
        );
    };
    return html`
      <figure>
        <figcaption>By the headers</figcaption>
        ${this.#picture({ label: "By the headers", frame, fixed, moving: headers, comparison, outlines: before, onDrag: swipe })}
      </figure>
      <figure>
        <figcaption>
          ${placement ? "Moved by hand, not yet calculated" : "As aligned"}; drag to shift, Shift drag to turn
        </figcaption>
        ${this.#picture({ label: "As aligned", frame, fixed, moving: seen, comparison, outlines: after, overlay, onDrag: push })}
      </figure>
    `;
  }

  #picture({ label, frame, fixed, moving, comparison, outlines, overlay, onDrag }: Picture) {
    return html`<alignment-picture
      label=${label}
      .frame=${frame}
      .fixed=${fixed}
      .moving=${moving}
      .comparison=${comparison}
      .divider=${this.divider}
      .outlines=${outlines}
      .overlay=${overlay}
      @picture-drag=${(event: CustomEvent<PictureDrag>) => onDrag(event.detail)}
    ></alignment-picture>`;
  }

  /** Each scan alone, for points that are found in both. */
  #picking(frame: SliceFrame, fixed: Float32Array, seen: Float32Array) {
    const { reference, scan, placement, alignment } = this;
    return alignmentPicking(
      {
        frame,
        fixed,
        seen,
        pairs: this.#pairs(),
        half: this.half,
        toReference: toReference(placement ? { transform: placement } : alignment),
        referenceLabel: reference.label,
        scanLabel: scan.label,
      },
      (side, seenMm) => this.#place(side, seenMm),
    );
  }

  #points() {
    const map = this.placement ?? this.alignment.transform;
    const seen = this.placement ? { transform: map } : this.alignment;
    return html`<alignment-landmarks
      .landmarks=${this.#pairs()}
      .half=${this.half}
      .toScan=${toScan(seen)}
      @landmarks-change=${({ detail }: CustomEvent<readonly Landmark[]>) => this.#keep(detail)}
      @placement-change=${this.#take}
    ></alignment-landmarks>`;
  }

  #pairs = () => this.landmarks[this.scan.id] ?? NO_LANDMARKS;

  #keep(pairs: readonly Landmark[]) {
    const landmarks = pairs.map((pair, n) => ({ ...pair, name: String(n + 1) }));
    this.landmarks = { ...this.landmarks, [this.scan.id]: landmarks };
  }

  /** Sets one half of a pair; `seenMm` is in the reference's space, where both pictures lie. */
  #place(side: keyof HalfLandmark, seenMm: Triple) {
    const map = this.placement ? { transform: this.placement } : this.alignment;
    const half = { ...this.half, [side]: side === "fixedMm" ? seenMm : toScan(map)(seenMm) };
    const { fixedMm, movingMm } = half;
    if (fixedMm && movingMm) this.#keep([...this.#pairs(), { name: "", fixedMm, movingMm }]);
    this.half = fixedMm && movingMm ? {} : half;
  }

  #take = ({ detail }: CustomEvent<LinearTransform>) => {
    this.placement = detail;
  };

  /** Shift and turn as numbers, files, and what to do with them. */
  #hand(placement: LinearTransform, centreMm: Triple) {
    const { scan, alignment } = this;
    return html`
      ${
        placement.kind === "affine"
          ? html`<p class="hand">This placement also stretches: it is not shown as shifts and turns.</p>`
          : html`<alignment-hand
              class="hand"
              .placement=${placement}
              .centreMm=${centreMm}
              @placement-change=${this.#take}
            ></alignment-hand>`
      }
      <alignment-files
        class="hand"
        .placement=${placement}
        scanId=${scan.id}
        .deformation=${this.placement ? undefined : alignment.deformation}
        @placement-change=${this.#take}
      ></alignment-files>
      <div class="hand">
        <button class="primary" ?disabled=${!this.placement} @click=${() => this.#choose(this.placement)}>
          Calculate with this placement
        </button>
        <button
          ?disabled=${!this.placement}
          @click=${() => {
            this.placement = undefined;
          }}
        >
          Take the changes back
        </button>
        <button @click=${() => this.#choose(IDENTITY)}>Trust the headers</button>
        ${
          alignment.by === "user"
            ? html`<button @click=${() => this.#choose(undefined)}>Align as the case says</button>`
            : null
        }
        <button @click=${() => this.#fire("alignment-accept", undefined)}>Accept as aligned</button>
      </div>
    `;
  }

  #choose(transform: LinearTransform | undefined) {
    const detail: AlignmentChoice = { scanId: this.scan.id, transform };
    this.#fire("alignment-choose", detail);
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

interface Picture {
  readonly label: string;
  readonly frame: SliceFrame;
  readonly fixed: Float32Array;
  readonly moving: Float32Array;
  readonly comparison: Comparison;
  readonly outlines: readonly Outline[];
  readonly overlay?: Uint8ClampedArray<ArrayBuffer> | undefined;
  readonly onDrag: (drag: PictureDrag) => void;
}

const NONE: readonly Structure[] = [];
const NO_LANDMARKS: readonly Landmark[] = [];
