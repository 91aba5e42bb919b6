import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AdministrationForm } from "../src/app/administrationForm";
import { allScans, confirmedCase, givenOf, missingAnswers } from "../src/app/confirmedCase";
import type { FoundStudy } from "../src/app/foundStudy";
import { statedAdministration } from "../src/app/statedAdministration";
import { firstAnswers, type StudyAnswers, withAdministration } from "../src/app/studyAnswers";
import { nuclideNames } from "../src/physics/nuclides";
import { PROTOCOLS } from "../src/planning/protocols";
import { studyFormStyles } from "./studyFormStyles";
import { studyImages } from "./studyImages";
import { choice, textInput } from "./studyInputs";
import { studyProblems } from "./studyProblems";
import { studyRegions } from "./studyRegions";
import { studyScans } from "./studyScans";
import { baseStyles } from "./theme";
import "./administration-fields";
import "./problem-card";

/** What was said of files stays with them: the form comes back when the calculation fails. */
const GIVEN = new WeakMap<FoundStudy, StudyAnswers>();

/**
 * What was understood of dropped files, for the user to confirm, correct and complete. Nothing is calculated before.
 *
 * @fires case-confirm - `detail` is the confirmed case (gyre.case/1).
 * @fires case-close - Back to what was open before.
 */
@customElement("study-form")
export class StudyForm extends LitElement {
  static override styles = [baseStyles, studyFormStyles];

  @property({ attribute: false }) found!: FoundStudy;
  /** Why what was confirmed came to nothing. */
  @property() notice: string | undefined;
  @state() private answers!: StudyAnswers;

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("found")) this.answers = GIVEN.get(this.found) ?? firstAnswers(this.found);
  }

  override render() {
    const { report } = this.found;
    const missing = missingAnswers(this.found, this.answers);
    return html`
      <section>
        <h1>Is this what you dropped?</h1>
        <p class="quiet">
          Found: ${counted(report.scans.length, "emission scan")}, ${counted(report.anatomies.length, "CT")},
          ${counted(report.structureSets.length, "set")} of structures,
          ${counted(report.images.length, "volume")} of unknown meaning. Left out:
          ${counted(report.ignored.length, "file")}.
        </p>
        ${this.#failure()} ${studyProblems(this.found.report, this.answers.accepted, (problem) => this.#accept(problem))} ${this.#tables()} ${this.#plan()} ${this.#administration()}
        ${this.answers.regions.length > 0 ? studyRegions(this.answers.regions, (regions) => this.#change({ regions })) : null}
        <footer>
          <ul class="quiet">
            ${missing.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
          <button @click=${() => this.#fire("case-close")}>Back</button>
          <button class="primary" ?disabled=${missing.length > 0} @click=${this.#confirm}>
            Calculate
          </button>
        </footer>
      </section>
    `;
  }

  #failure() {
    return this.notice && html`<problem-card kind="failure">${this.notice}</problem-card>`;
  }

  #tables() {
    const { scans, images } = this.found.report;
    return html`
      ${scans.length > 0 ? studyScans(scans, this.answers.scans, (answers) => this.#change({ scans: answers })) : null}
      ${images.length > 0 ? studyImages(images, this.answers.images, (answers) => this.#change({ images: answers })) : null}
    `;
  }

  #administration() {
    const { answers } = this;
    return html`
      <h2>What was administered</h2>
      <p class="quiet">Times as 2026-03-02T09:15:00+01:00, with the offset of their clock.</p>
      <administration-fields
        folded
        asks-purpose
        .form=${answers.administration}
        .given=${answers.nuclide ? givenOf(answers) : undefined}
        .stated=${statedAdministration(this.found.report)}
        @administration-typed=${({ detail }: CustomEvent<AdministrationForm>) =>
          this.#change(withAdministration(this.found, this.answers, detail))}
      ></administration-fields>
    `;
  }

  #plan() {
    const { answers } = this;
    const protocols = PROTOCOLS.filter(
      ({ nuclide }) => !answers.nuclide || nuclide === answers.nuclide,
    );
    const scans = allScans(answers).map(({ id }) => id);
    return html`
      <h2>Patient and plan</h2>
      <dl>
        <dt>Patient, as the report shall name them</dt>
        <dd>
          ${textInput("Patient", answers.patient, (patient) => this.#change({ patient }))}
        </dd>
        <dt>Nuclide given</dt>
        <dd>${choice("Nuclide given", answers.nuclide, nuclideNames, (nuclide) => this.#change({ nuclide }))} <span class="small quiet">${statedAdministration(this.found.report).nuclide?.origin}</span></dd>
        <dt>Carrier</dt>
        <dd>
          ${textInput("Carrier", answers.carrier, (carrier) => this.#change({ carrier }))}
        </dd>
        <dt>Protocol</dt>
        <dd>
          ${choice(
            "Protocol",
            answers.protocol,
            protocols.map(({ id }) => id),
            (protocol) => this.#change({ protocol }),
          )}
        </dd>
        <dt>Reference scan: structures lie on it, others are brought to it</dt>
        <dd>${choice("Reference scan", answers.reference, scans, (reference) => this.#change({ reference }))}</dd>
        <dt>Scans are aligned by</dt>
        <dd>
          ${choice("Registration", answers.registration, ["headers", "translation", "rigid", "affine", "deformable"] as const, (registration) => this.#change({ registration }))}
        </dd>
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
    this.#fire("case-confirm", confirmedCase(this.found, this.answers));
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const counted = (count: number, name: string) => `${count} ${name}${count === 1 ? "" : "s"}`;
