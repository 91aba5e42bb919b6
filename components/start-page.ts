import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DrawingDevice } from "../src/app/drawingDevice";
import { chosenFiles } from "../src/app/droppedFiles";
import { baseStyles } from "./theme";
import "./webgpu-help";

/**
 * The empty page: the ways in, what happens to the data, and the graphics device that was found.
 * Dropped files are the page's, wherever they fall.
 *
 * @fires sample-open - The user asks for the bundled case.
 * @fires populations-open - The populations are to be seen.
 * @fires files-open - Files were chosen; `detail` is a Map of them by path.
 */
@customElement("start-page")
export class StartPage extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        padding: 24px;
        overflow: auto;
      }
      section {
        width: min(720px, 100%);
      }
      h1 {
        margin: 0 0 8px;
        font-size: 28px;
        font-weight: 600;
        letter-spacing: -0.015em;
        line-height: 1.2;
      }
      .lead {
        max-width: 58ch;
        margin-bottom: 28px;
        font-size: 15px;
        color: var(--text-quiet);
      }
      .ways {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 1px;
        background: var(--rule);
        border: 1px solid var(--rule);
      }
      .way {
        display: grid;
        align-content: space-between;
        justify-items: start;
        gap: 20px;
        min-height: 170px;
        padding: 20px;
        background: var(--ground);
      }
      .way strong {
        display: block;
        margin-bottom: 4px;
        font-size: 15px;
      }
      .way.over {
        background: var(--raised);
        outline: 1px dashed var(--accent);
        outline-offset: -8px;
      }
      button,
      label.button {
        padding: 6px 14px;
      }
      label.button {
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        cursor: pointer;
      }
      label.button:hover {
        border-color: var(--accent);
      }
      label.button:focus-within {
        outline: 2px solid var(--accent);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      input[type="file"] {
        position: absolute;
        opacity: 0;
        width: 1px;
        height: 1px;
      }
      .left {
        display: flex;
        align-items: baseline;
        gap: 12px;
      }
      .facts button {
        padding: 0;
        color: var(--accent);
      }
      .facts {
        margin-top: 20px;
        display: grid;
        gap: 4px;
        color: var(--text-quiet);
      }
      @media (max-width: 700px) {
        .ways {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) device: DrawingDevice = { status: "opening" };
  /** The case that was left and can be taken up as it was. */
  @property() left: string | undefined;
  @state() private over = false;

  override render() {
    const { device } = this;
    if (device.status === "missing")
      return html`<section>
        <h1>No graphics device</h1>
        <webgpu-help .message=${device.message}></webgpu-help>
      </section>`;
    return html`
      <section>
        <h1>How much can this patient have, and what stops us?</h1>
        <p class="lead">
          From serial SPECT or PET with CT to absorbed dose, dose-volume histograms and the largest
          activity that every organ tolerates.
        </p>
        ${
          this.left === undefined
            ? null
            : html`<p class="left">
                <button class="primary" @click=${() => this.#fire("left-open")}>
                  Back to ${this.left}
                </button>
                <span class="quiet">as it was left</span>
              </p>`
        }
        <div class="ways">
          <div class="way">
            <div>
              <strong>Sample case</strong>
              <span class="quiet">
                A synthetic patient after 7.4 GBq of <sup>177</sup>Lu-DOTATATE, four SPECT/CT scans,
                seven structures.
              </span>
            </div>
            <button class="primary" @click=${() => this.#fire("sample-open")}>
              Open the sample case
            </button>
          </div>
          <div
            class="way ${this.over ? "over" : ""}"
            @dragenter=${() => {
              this.over = true;
            }}
            @dragleave=${() => {
              this.over = false;
            }}
            @drop=${() => {
              this.over = false;
            }}
          >
            <div>
              <strong>Your study</strong>
              <span class="quiet">
                Drop a folder here: DICOM or NIfTI scans with their CT and structures, or a case file
                with its images.
              </span>
            </div>
            <div class="choices">
              <label class="button">
                Choose a folder<input type="file" webkitdirectory multiple @change=${this.#choose} />
              </label>
              <label class="button">
                Choose files<input type="file" multiple @change=${this.#choose} />
              </label>
            </div>
          </div>
        </div>
        <div class="facts">
          <p>Nothing leaves this computer: the page reads, calculates and keeps everything here.</p>
          <p>
            <button class="plain" @click=${() => this.#fire("populations-open")}>
              Populations of patients that fits of few scans rest on
            </button>
          </p>
          <p data-adapter>${adapterLine(device)}</p>
        </div>
      </section>
    `;
  }

  #choose(event: Event) {
    const { files } = event.target as HTMLInputElement;
    if (files && files.length > 0) this.#fire("files-open", chosenFiles(files));
  }

  #fire(name: string, detail?: Map<string, File>) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const adapterLine = (device: DrawingDevice) =>
  device.status === "ready"
    ? `Graphics device: ${device.gpu.adapterName}.`
    : "Looking for the graphics device …";
