import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { readTransformText } from "../src/app/transformText";
import { writeItkTransform } from "../src/formats/transforms/itkText";
import { writeTransformJson } from "../src/formats/transforms/json";
import type { LinearTransform } from "../src/volume/transform";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";

/**
 * The placement of a scan as a file: ours (JSON) or ITK's text.
 *
 * @fires placement-change - `detail` is the LinearTransform (reference → scan) that was read.
 */
@customElement("alignment-files")
export class AlignmentFiles extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        font-size: 12px;
      }
      input {
        max-width: 220px;
        font: inherit;
      }
    `,
  ];

  @property({ attribute: false }) placement!: LinearTransform;
  @property() scanId = "";
  /** Whether the scan was deformed besides: the files hold the linear part. */
  @property({ type: Boolean }) isDeformed = false;

  @state() private message = "";

  override render() {
    const name = `reference_to_${this.scanId}`;
    return html`
      <span>Transform${this.isDeformed ? " (linear part)" : ""}</span>
      <button @click=${() => saveFile(`${name}.json`, writeTransformJson(this.placement), "application/json")}>
        Save JSON
      </button>
      <button @click=${() => saveFile(`${name}.tfm`, writeItkTransform(this.placement), "text/plain")}>
        Save ITK .tfm
      </button>
      <label>Read
        <input type="file" aria-label="Read a transform" accept=".json,.tfm,.txt" @change=${this.#read} />
      </label>
      <span role="alert">${this.message}</span>
    `;
  }

  #read = async ({ target }: Event) => {
    const file = (target as HTMLInputElement).files?.[0];
    if (!file) return;
    try {
      const detail = readTransformText(await file.text(), file.name);
      this.message = "";
      this.dispatchEvent(new CustomEvent("placement-change", { detail }));
    } catch (error) {
      this.message = sentenceOf(error);
    }
    (target as HTMLInputElement).value = "";
  };
}
