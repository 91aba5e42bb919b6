import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ShownMap } from "../src/app/shownQuantities";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** The colours of a map on the image itself: name, unit, the numbers of the first and the last colour, or the names of classes. */
@customElement("map-legend")
export class MapLegend extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        width: max-content;
        max-width: 260px;
        padding: 4px 8px;
        color: #d7dee4;
        background: rgb(5 7 10 / 78%);
        border-radius: 3px;
        font-size: var(--small);
        line-height: 1.5;
      }
      .bar {
        display: grid;
        grid-template-columns: auto 120px auto;
        align-items: center;
        gap: 6px;
      }
      i {
        height: 10px;
      }
      .classes span {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .classes i {
        width: 12px;
      }
    `,
  ];

  @property({ attribute: false }) map: ShownMap | undefined;
  /** In place of a map: why there is none yet. */
  @property() notice = "";

  override render() {
    if (!this.map) return html`<div role="status">${this.notice}</div>`;
    const { title, unit, names, look } = this.map;
    return html`
      <div>${title}${unit ? `, ${unit}` : ""}</div>
      ${names ? this.#classes(names, look.colours) : this.#ramp(look)}
    `;
  }

  #ramp({ range: [from, to], colours }: ShownMap["look"]) {
    const [low, high] = [threeFigures(from), threeFigures(to)];
    return html`<div class="bar" role="img" aria-label=${`Colours from ${low} to ${high}`}>
      <span>≤ ${low}</span>
      <i style=${`background:linear-gradient(90deg, ${colours.map(rgb).join(",")})`}></i>
      <span>≥ ${high}</span>
    </div>`;
  }

  #classes(names: readonly string[], colours: ShownMap["look"]["colours"]) {
    return html`<div class="classes">
      ${names.map((name, n) => html`<span><i style=${`background:${rgb(colours[n]!)}`}></i>${name}</span>`)}
    </div>`;
  }
}

const rgb = (colour: readonly number[]) => `rgb(${colour.join(" ")})`;
