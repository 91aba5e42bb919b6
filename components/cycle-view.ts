import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { CycleJobs } from "../src/app/cycleJobs";
import { chosenFiles, droppedFiles } from "../src/app/droppedFiles";
import type { Job } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import type { ScannedCycle } from "../src/records/givenCycleSchema";
import { pageDialogStyles } from "./pageDialogStyles";
import { baseStyles } from "./theme";
import { Watch } from "./watch";
import "./cycle-form";
import "./job-panel";

/**
 * A cycle that was given from its own scans, over the whole page: its files, what is not known of them, and the evaluation. Open it with `show()`. What was
 * said stays until the cycle is added or other files are chosen.
 *
 * @fires cycle-add - `detail` is an AddedCycle.
 */
@customElement("cycle-view")
export class CycleView extends LitElement {
  static override styles = [
    baseStyles,
    pageDialogStyles,
    css`
      main {
        width: min(960px, 100%);
        margin: 0 auto;
        padding: 16px 24px 24px;
        box-sizing: border-box;
      }
      .files {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        min-height: 32px;
      }
      job-panel {
        min-height: 34px;
        margin: 8px 0;
      }
      input[type="file"] {
        display: none;
      }
    `,
  ];

  /** As it is on the page: its structures, methods and curves evaluate the cycle. */
  @property({ attribute: false }) plan: OpenPlan | undefined;

  readonly #jobs = new CycleJobs();
  readonly #state = new Watch(this, this.#jobs.store);
  @state() private open = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  #patient: string | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#jobs.close();
  }

  override willUpdate(changed: PropertyValues<this>) {
    const patient = this.plan?.study.patient;
    if (!changed.has("plan") || patient === undefined || patient === this.#patient) return;
    this.#patient = patient;
    this.#jobs.close();
  }

  show() {
    this.open = true;
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog
      aria-label="A cycle from its scans"
      @close=${() => {
        this.open = false;
        this.#jobs.cancel();
      }}
      @dragover=${(event: Event) => event.preventDefault()}
      @drop=${this.#drop}
    >
      ${this.open && this.plan ? this.#content(this.plan) : null}
    </dialog>`;
  }

  #content(plan: OpenPlan) {
    const { inspection, measurement } = this.#state.state;
    const busy = measurement.status === "running";
    return html`
      <nav>
        <h1>A cycle from its scans</h1>
        <button @click=${() => this.dialog.close()}>Back to the plan</button>
      </nav>
      <main>
        <p class="quiet">
          Scans of a cycle that was given, with its CTs: they are brought to the planning scan, read in the
          structures of the plan, and spread over its grid and tissue. With one or two scans every region takes its
          curve from the plan, at the height of this cycle; with three or more it is fitted by itself.
        </p>
        <div class="files">
          ${this.#picker("Choose a folder", true, busy)} ${this.#picker("Choose files", false, busy)}
          <span class="quiet">or drop them here: DICOM or NIfTI</span>
        </div>
        ${inspection.status === "running" || inspection.status === "failed" ? this.#job(inspection) : nothing}
        ${
          inspection.status === "done"
            ? html`<cycle-form
                  .found=${inspection.result}
                  .plan=${plan}
                  ?busy=${busy}
                  @cycle-confirm=${({ detail }: CustomEvent<ScannedCycle>) => this.#measure(detail, plan)}
                  >${busy || measurement.status === "failed" ? this.#job(measurement) : nothing}</cycle-form
                >`
            : nothing
        }
      </main>
    `;
  }

  #again: (() => void) | undefined;

  #job(job: Job<unknown>) {
    return html`<job-panel
      .job=${job}
      @job-start=${() => this.#again?.()}
      @job-cancel=${() => this.#jobs.cancel()}
    ></job-panel>`;
  }

  /** The button stands in for the file input beside it, whose own look no style reaches. */
  #picker(name: string, folder: boolean, busy: boolean) {
    return html`<label>
      <input type="file" multiple ?webkitdirectory=${folder} @change=${this.#choose} />
      <button
        ?disabled=${busy}
        @click=${(event: Event) =>
          (event.target as Element).parentElement!.querySelector("input")!.click()}
      >
        ${name}
      </button>
    </label>`;
  }

  #choose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const files = chosenFiles(input.files!);
    input.value = "";
    this.#inspect(files);
  };

  /** Files for this cycle, not another study for the page. */
  #drop = async (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const { items } = event.dataTransfer ?? {};
    if (items && items.length > 0) this.#inspect(await droppedFiles(items));
  };

  #inspect(files: ReadonlyMap<string, File>) {
    if (files.size === 0 || this.#state.state.measurement.status === "running") return;
    this.#again = () => void this.#jobs.inspect(files);
    this.#again();
  }

  async #measure(cycle: ScannedCycle, plan: OpenPlan) {
    this.#again = () => void this.#measure(cycle, plan);
    await this.#jobs.measure(cycle, plan);
    const { measurement } = this.#state.state;
    if (measurement.status !== "done") return;
    const detail = measurement.result;
    this.dialog.close();
    this.#jobs.close();
    this.dispatchEvent(new CustomEvent("cycle-add", { detail, bubbles: true, composed: true }));
  }
}
