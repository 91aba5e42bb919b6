import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { type ActivityMark, sliderEndGBq, sliderStepGBq } from "../src/app/activityMarks";
import { threeFigures } from "./format";
import { labelRows } from "./labelRows";
import { baseStyles } from "./theme";
import "./number-field";

/** Half the width of the thumb, px: the track's ends, as the browser places the thumb. */
const THUMB_PX = 7;
const ROW_PX = 15;
/** How far ticks reach from the labels over the track. */
const TRACK_REACH_PX = 17;

/** More than any therapy gives over all its cycles: a number that was meant in MBq is not taken. */
const MOST_GBQ = 1000;

type Side = "above" | "below";

/**
 * The activity over all cycles as a slider. Its track names the standard activity and where each limit and goal is reached;
 * beyond the first limit it is hatched. Arrows, Page and Home keys move it; the field beside it takes a typed number.
 *
 * @fires activity-input - While it moves; `detail` is the activity in GBq.
 * @fires activity-change - When it has come to rest.
 */
@customElement("activity-slider")
export class ActivitySlider extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .value {
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        align-items: baseline;
        margin-bottom: 4px;
      }
      .value h2 {
        margin-right: auto;
      }
      .value number-field {
        --field-width: 7ch;
        font-size: var(--large);
      }
      .slider {
        position: relative;
        height: 24px;
      }
      .track,
      .beyond {
        position: absolute;
        top: 9px;
        height: 6px;
      }
      .track {
        left: 0;
        right: 0;
        background: var(--rule);
        border-radius: 3px;
      }
      .beyond {
        right: 0;
        border-radius: 0 3px 3px 0;
        background: repeating-linear-gradient(
          135deg,
          var(--exceeded) 0 2px,
          var(--surface) 2px 5px
        );
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 24px;
        margin: 0;
        appearance: none;
        background: none;
        cursor: pointer;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 14px;
        height: 20px;
        border: 2px solid var(--ground);
        border-radius: 5px;
        background: var(--accent);
      }
      input::-moz-range-thumb {
        box-sizing: border-box;
        width: 14px;
        height: 20px;
        border: 2px solid var(--ground);
        border-radius: 5px;
        background: var(--accent);
      }
      .tick {
        position: absolute;
        width: 1px;
        background: var(--rule-strong);
        pointer-events: none;
      }
      .tick.binding {
        width: 2px;
        background: var(--exceeded);
      }
      .minor {
        position: absolute;
        top: 15px;
        width: 1px;
        height: 6px;
        background: var(--text-quiet);
      }
      .labels {
        position: relative;
        font-size: var(--small);
        line-height: ${ROW_PX}px;
        color: var(--text-quiet);
        white-space: nowrap;
      }
      .labels span {
        position: absolute;
        pointer-events: none;
      }
      .labels .binding {
        color: var(--exceeded);
        font-weight: 600;
      }
    `,
  ];

  /** Over all cycles. */
  @property({ type: Number }) activityGBq = 0;
  @property({ type: Number }) cycles = 1;
  @property({ attribute: false }) marks: readonly ActivityMark[] = [];

  @state() private width = 300;
  @query("input") private readonly track!: HTMLInputElement;

  readonly #observer = new ResizeObserver(([entry]) => {
    if (entry) this.width = entry.contentRect.width;
  });

  /** Brings the keyboard to the track. */
  focusTrack() {
    this.track.focus();
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render() {
    const end = sliderEndGBq(this.marks);
    const step = sliderStepGBq(end);
    const shown = this.marks.filter(({ activityGBq }) => activityGBq <= end);
    const binding = shown.find((mark) => mark.binding);
    const named = shown.filter((mark) => mark.named);
    const limits = named.filter(({ kind }) => kind === "limit");
    const others = named.filter(({ kind }) => kind !== "limit");
    const x = (activityGBq: number) =>
      THUMB_PX + (Math.min(activityGBq, end) / end) * (this.width - 2 * THUMB_PX);
    return html`
      <div class="value">
        <h2>Activity</h2>
        <number-field
          label="Activity over all cycles"
          unit="GBq"
          .max=${MOST_GBQ}
          .value=${this.activityGBq}
          .step=${step}
          @number-change=${(event: CustomEvent<number>) => this.#set(event.detail)}
        ></number-field>
        <span class="quiet">${this.#perCycle()}</span>
      </div>
      ${this.#labels(others, x, "above")}
      <div class="slider">
        <div class="track"></div>
        ${
          binding
            ? html`<div class="beyond" style=${styleMap({ left: px(x(binding.activityGBq)) })}></div>`
            : nothing
        }
        ${shown.filter((mark) => !mark.named).map((mark) => this.#minorTick(mark, x(mark.activityGBq)))}
        <input
          type="range"
          aria-label="Activity over all cycles"
          aria-valuetext=${`${threeFigures(this.activityGBq)} GBq`}
          min="0"
          max=${end}
          step=${step}
          .value=${String(this.activityGBq)}
          @input=${(event: Event) => this.#fire("activity-input", event)}
          @change=${(event: Event) => this.#fire("activity-change", event)}
        />
      </div>
      ${this.#labels(limits, x, "below")}
    `;
  }

  /** Names of marks in rows, and the ticks that lead from them across the track. */
  #labels(marks: readonly ActivityMark[], x: (activityGBq: number) => number, side: Side) {
    const labels = marks.map((mark) => ({
      x: x(mark.activityGBq),
      width: textWidth(markLabel(mark)),
    }));
    const placed = labelRows(labels, this.width);
    const height = ROW_PX * Math.max(0, ...placed.map(({ row }) => row + 1));
    return html`<div class="labels" style=${styleMap({ height: px(height) })}>
      ${marks.map((mark, m) => {
        const { left, row } = placed[m]!;
        const top = side === "above" ? height - (row + 1) * ROW_PX : row * ROW_PX;
        const tick = {
          left: px(labels[m]!.x - (mark.binding ? 1 : 0)),
          top: px(side === "above" ? top + 2 : -TRACK_REACH_PX),
          height: px((row + 1) * ROW_PX - 2 + TRACK_REACH_PX),
        };
        const classes = mark.binding ? "binding" : "";
        return html`
          <i class="tick ${classes}" style=${styleMap(tick)}></i>
          <span class=${classes} style=${styleMap({ left: px(left), top: px(top) })}>
            ${markLabel(mark)}
          </span>
        `;
      })}
    </div>`;
  }

  /** A short tick whose name shows on pointing. */
  #minorTick(mark: ActivityMark, x: number) {
    return html`<i class="minor" style=${styleMap({ left: px(x) })} title=${markLabel(mark)}></i>`;
  }

  #perCycle() {
    if (this.cycles === 1) return "in one cycle";
    return `in ${this.cycles} cycles of ${threeFigures(this.activityGBq / this.cycles)} GBq`;
  }

  #set(activityGBq: number) {
    this.#send("activity-input", activityGBq);
    this.#send("activity-change", activityGBq);
  }

  #fire(name: string, event: Event) {
    this.#send(name, (event.target as HTMLInputElement).valueAsNumber);
  }

  #send(name: string, detail: number) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const px = (length: number) => `${length}px`;

const markLabel = ({ label, activityGBq }: ActivityMark) => `${label} ${threeFigures(activityGBq)}`;

const measure = new OffscreenCanvas(1, 1).getContext("2d");

/** Width of a label, px. */
function textWidth(text: string): number {
  if (!measure) return 6 * text.length;
  measure.font = "600 11px system-ui, sans-serif";
  return measure.measureText(text).width + 2;
}
