import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { displacementFiles } from "../src/app/displacementFiles";
import { sentenceOf } from "../src/app/job";
import { readTransformText } from "../src/app/transformText";
import { writeItkTransform } from "../src/formats/transforms/itkText";
import { writeTransformJson } from "../src/formats/transforms/json";
import type { TissueDeformation } from "../src/registration/deformedMap";
import type { LinearTransform } from "../src/volume/transform";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";

/**
 * The placement of a scan as a file: ours (JSON) or ITK's text; and its displacements beyond that, as NIfTI.
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
  /** What tissue did beyond the placement; undefined where the scan was not deformed. */
  @property({ attribute: false }) deformation: TissueDeformation | undefined;

  @state() private message = "";

  override render() {
    const name = `reference_to_${this.scanId}`;
    return html`
      <span>Transform${this.deformation ? " (linear part)" : ""}</span>
      <button @click=${() => saveFile(`${name}.json`, writeTransformJson(this.placement), "application/json")}>
        Save JSON
      </button>
      <button @click=${() => saveFile(`${name}.tfm`, writeItkTransform(this.placement), "text/plain")}>
        Save ITK .tfm
      </button>
      ${
        this.deformation
          ? html`<button
              title="Three NIfTI files along the patient's x, y and z (LPS), mm: where tissue goes before the linear part"
              @click=${this.#saveField}
            >
              Save displacements (NIfTI)
            </button>`
          : null
      }
      <label>Read
        <input type="file" aria-label="Read a transform" accept=".json,.tfm,.txt" @change=${this.#read} />
      </label>
      <span role="alert">${this.message}</span>
    `;
  }

  #saveField = () => {
    for (const { name, bytes } of displacementFiles(this.deformation!.residual, this.scanId))
      saveFile(name, bytes, "application/gzip");
  };

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
