import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AdministrationForm } from "../src/app/administrationForm";
import { METHOD_NAMES } from "../src/app/alignmentMethods";
import { allScans, givenOf } from "../src/app/confirmedCase";
import { confirmedCycle, firstCycleAnswers, missingOfCycle } from "../src/app/cycleAnswers";
import type { FoundStudy } from "../src/app/foundStudy";
import { sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import { statedAdministration } from "../src/app/statedAdministration";
import { type StudyAnswers, withAdministration } from "../src/app/studyAnswers";
import type { AlignmentMethod } from "../src/registration/alignTimePoints";
import { studyFormStyles } from "./studyFormStyles";
import { studyImages } from "./studyImages";
import { studyProblems } from "./studyProblems";
import { studyScans } from "./studyScans";
import { baseStyles } from "./theme";
import "./administration-fields";
import "./problem-card";

/** What was said of files stays with them: the form comes back when the calculation fails. */
const GIVEN = new WeakMap<FoundStudy, StudyAnswers>();

/**
 * What was understood of the files of a cycle, for the user to confirm, correct and complete. Structures, protocol, camera and methods are those of the plan.
 * Slot: how the evaluation goes, in place of what is still missing.
 *
 * @fires cycle-confirm - `detail` is a ScannedCycle.
 */
@customElement("cycle-form")
export class CycleForm extends LitElement {
  static override styles = [
    baseStyles,
    studyFormStyles,
    css`
      :host {
        padding: 0;
        overflow: visible;
      }
      footer {
        bottom: 0;
      }
      footer > div {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) found!: FoundStudy;
  @property({ attribute: false }) plan!: OpenPlan;
  /** While it is evaluated nothing can be confirmed. */
  @property({ type: Boolean }) busy = false;
  @state() private answers!: StudyAnswers;
  @state() private problem: string | undefined;

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("found")) this.answers = GIVEN.get(this.found) ?? this.#first();
  }

  #first(): StudyAnswers {
    const { result, study } = this.plan;
    const { carrier } = study.administration;
    return firstCycleAnswers(this.found, { prescription: result.prescription, carrier });
  }

  override render() {
    const { report } = this.found;
    const { scans, images } = report;
    const { answers } = this;
    const missing = missingOfCycle(this.found, answers);
    return html`
      <p class="quiet">
        Found: ${scans.length} emission scans, ${report.anatomies.length} CTs, ${images.length} volumes of
        unknown meaning. Left out: ${report.ignored.length + report.structureSets.length} files.
      </p>
      ${this.problem ? html`<problem-card kind="failure">${this.problem}</problem-card>` : nothing}
      ${studyProblems(this.found.report, this.answers.accepted, (problem) => this.#accept(problem))}
      ${scans.length > 0 ? studyScans(scans, answers.scans, (said) => this.#change({ scans: said })) : nothing}
      ${images.length > 0 ? studyImages(images, answers.images, (said) => this.#change({ images: said })) : nothing}
      ${this.#placing()}
      <h2>What was administered in this cycle</h2>
      <p class="quiet">
        ${answers.nuclide} as in the plan. Times as 2026-03-02T09:15:00+01:00, with the offset of their clock.
      </p>
      <administration-fields
        folded
        .form=${answers.administration}
        .given=${givenOf(answers)}
        .stated=${statedAdministration(report)}
        @administration-typed=${({ detail }: CustomEvent<AdministrationForm>) =>
          this.#change(withAdministration(this.found, this.answers, detail))}
      ></administration-fields>
      <footer>
        <div>
          <slot>
            <ul class="quiet">
              ${missing.map((sentence) => html`<li>${sentence}</li>`)}
            </ul>
          </slot>
        </div>
        <button
          class="primary"
          ?disabled=${missing.length > 0 || this.busy}
          @click=${this.#confirm}
        >
          Evaluate and add
        </button>
      </footer>
    `;
  }

  #placing() {
    const { registration, reference } = this.answers;
    const scans = allScans(this.answers);
    const methods = Object.entries(METHOD_NAMES) as [AlignmentMethod, string][];
    return html`
      <h2>How it lies on the plan</h2>
      <dl>
        <dt>Scans are brought to the planning scan by</dt>
        <dd>
          <select
            aria-label="Registration"
            @change=${(event: Event) =>
              this.#change({
                registration: (event.target as HTMLSelectElement).value as AlignmentMethod,
              })}
          >
            ${methods.map(
              ([method, name]) =>
                html`<option value=${method} .selected=${method === registration}>${name}</option>`,
            )}
          </select>
        </dd>
        ${
          scans.length > 1
            ? html`<dt>Decays are where this scan shows them; a single CT of unknown time goes with it</dt>
                <dd>
                  <select
                    aria-label="Scan that shows where decays are"
                    @change=${(event: Event) =>
                      this.#change({ reference: (event.target as HTMLSelectElement).value })}
                  >
                    ${scans.map(
                      ({ id }, n) =>
                        html`<option value=${id} .selected=${reference === undefined ? n === 0 : id === reference}>
                          ${id}
                        </option>`,
                    )}
                  </select>
                </dd>`
            : nothing
        }
      </dl>
    `;
  }

  #accept(problem: string) {
    const accepted = new Set(this.answers.accepted);
    if (!accepted.delete(problem)) accepted.add(problem);
    this.#change({ accepted });
  }

  #change(part: Partial<StudyAnswers>) {
    this.answers = { ...this.answers, ...part };
    GIVEN.set(this.found, this.answers);
  }

  #confirm() {
    try {
      const detail = confirmedCycle(this.found, this.answers);
      this.problem = undefined;
      this.dispatchEvent(new CustomEvent("cycle-confirm", { detail, bubbles: true }));
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }
}
