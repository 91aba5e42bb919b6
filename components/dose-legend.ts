import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { IsodoseScheme } from "./isodoseColours";

/**
 * The isodose lines that are drawn: for each a sample of the line, its dose in Gy (editable), and its share of a limit.
 * Colours come from `isodoses(dosesGy, scheme)`, for `SliceLook.isodoses` too.
 *
 *     <dose-legend .dosesGy=${[5, 10, 18, 23]} .scheme=${"clinical"} .limitGy=${23} .limitName=${"kidney limit"}></dose-legend>
 *
 * @fires isodoses-change - CustomEvent<{ dosesGy: readonly number[] }>: levels were edited, added or removed; ascending.
 * @fires scheme-change - CustomEvent<{ scheme: IsodoseScheme }>
 */
@customElement("dose-legend")
export class DoseLegend extends LitElement {
  static override styles = css``;

  /** Doses of the lines, Gy, ascending. */
  @property({ attribute: false }) dosesGy: readonly number[] = [];
  @property() scheme: IsodoseScheme = "clinical";
  /** Dose of which the percentages are counted; undefined: none are shown. */
  @property({ attribute: false }) limitGy: number | undefined;
  /** What that dose is, e.g. "kidney limit". */
  @property() limitName = "";

  override render() {
    return html``;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dose-legend": DoseLegend;
  }
}
