import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { baseStyles } from "./theme";

/**
 * A number with its unit, typed, stepped, or dragged sideways; Enter or leaving the field sets it. Anything that is not a number in range is not taken, and
 * what was expected is said below the field for a while.
 *
 * @fires number-change - `detail` is the new number.
 */
@customElement("number-field")
export class NumberField extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        display: inline-flex;
        align-items: baseline;
        gap: 4px;
      }
      input {
        font: inherit;
        font-variant-numeric: tabular-nums;
        color: inherit;
        width: var(--field-width, 6ch);
        padding: 1px 4px;
        text-align: right;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        appearance: textfield;
        cursor: ew-resize;
      }
      input:focus {
        cursor: text;
      }
      input::-webkit-inner-spin-button {
        display: none;
      }
      input:invalid {
        border-color: var(--exceeded);
      }
      [role="alert"] {
        position: absolute;
        top: calc(100% + 2px);
        right: 0;
        z-index: 3;
        padding: 1px 6px;
        font-size: var(--small);
        white-space: nowrap;
        pointer-events: none;
        color: var(--exceeded);
        background: var(--raised);
        border: 1px solid var(--exceeded);
        border-radius: 3px;
      }
    `,
  ];

  /** Read aloud; the visible label stands beside the field. */
  @property() label = "";
  @property({ type: Number }) value = 0;
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = Number.MAX_SAFE_INTEGER;
  @property({ type: Number }) step = 1;
  @property() unit = "";

  /** What was expected in place of what was typed last. */
  @state() private fault: string | undefined;

  override render() {
    return html`
      <input
        type="number"
        aria-label=${`${this.label}${this.unit ? `, ${this.unit}` : ""}`}
        min=${this.min}
        max=${this.max}
        step="any"
        .value=${this.#written()}
        @input=${() => {
          this.fault = undefined;
        }}
        @change=${(event: Event) => this.#take(event.target as HTMLInputElement)}
        @keydown=${this.#stepByKey}
        @pointerdown=${this.#startDrag}
        @pointermove=${this.#drag}
        @pointerup=${this.#endDrag}
      />
      ${this.unit ? html`<span class="quiet">${this.unit}</span>` : nothing}
      ${this.fault ? html`<span role="alert">${this.fault}</span>` : nothing}
    `;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has("value")) this.fault = undefined;
  }

  #written = () => String(Number(this.value.toPrecision(4)));

  #take(input: HTMLInputElement) {
    const value = input.valueAsNumber;
    if (Number.isFinite(value) && value >= this.min && value <= this.max) {
      this.fault = undefined;
      this.#fire(value);
      return;
    }
    const fault = `expected ${this.#range()}, received ${Number.isNaN(value) ? "no number" : value}`;
    this.fault = fault;
    setTimeout(() => {
      if (this.fault === fault) this.fault = undefined;
    }, FAULT_MS);
    input.value = this.#written();
  }

  #range(): string {
    const [least, most] = [this.min, this.max].map((x) => String(Number(x.toPrecision(4))));
    const unit = this.unit ? ` ${this.unit}` : "";
    return this.max === Number.MAX_SAFE_INTEGER
      ? `${least}${unit} or more`
      : `${least} to ${most}${unit}`;
  }

  #stepByKey(event: KeyboardEvent) {
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const stepped = this.value + direction * this.step;
    this.#fire(Math.min(this.max, Math.max(this.min, stepped)));
  }

  #startDrag(event: PointerEvent) {
    const input = event.target as HTMLInputElement;
    if (event.button !== 0 || this.shadowRoot?.activeElement === input) return;
    this.#dragged = { fromX: event.clientX, value: this.value, moved: false };
    input.setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent) {
    const drag = this.#dragged;
    if (!drag) return;
    const steps = Math.trunc((event.clientX - drag.fromX) / PX_PER_STEP);
    if (steps === 0 && !drag.moved) return;
    drag.moved = true;
    (event.target as HTMLInputElement).blur();
    const value = Number((drag.value + steps * this.step).toPrecision(6));
    const inRange = Math.min(this.max, Math.max(this.min, value));
    if (inRange !== this.value) this.#fire(inRange);
  }

  #endDrag() {
    this.#dragged = undefined;
  }

  #dragged: { readonly fromX: number; readonly value: number; moved: boolean } | undefined;

  #fire(detail: number) {
    this.dispatchEvent(new CustomEvent("number-change", { detail, bubbles: true, composed: true }));
  }
}

const PX_PER_STEP = 4;
/** Long enough to be read, and gone before the next field is looked at. */
const FAULT_MS = 6000;
