import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { allScans, confirmedCase, missingAnswers } from "../src/app/confirmedCase";
import type { FoundStudy } from "../src/app/foundStudy";
import {
  firstAnswers,
  type ImageAnswer,
  type RegionAnswer,
  type ScanAnswer,
  type StudyAnswers,
} from "../src/app/studyAnswers";
import { nuclideNames } from "../src/physics/nuclides";
import { PROTOCOLS } from "../src/planning/protocols";
import { roleOfName } from "../src/records/roleOfName";
import { threeFigures } from "./format";
import { studyFormStyles } from "./studyFormStyles";
import { baseStyles } from "./theme";
import "./problem-card";

type Scan = FoundStudy["report"]["scans"][number];

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
          Found: ${report.scans.length} emission scans, ${report.anatomies.length} CTs,
          ${report.structureSets.length} files of structures, ${report.images.length} volumes of unknown
          meaning. Left out: ${report.ignored.length} files.
        </p>
        ${this.#failure()} ${this.#problems()} ${report.scans.length > 0 ? this.#scans() : null}
        ${report.images.length > 0 ? this.#images() : null} ${this.#administration()}
        ${this.answers.regions.length > 0 ? this.#regions() : null}
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

  #problems() {
    const { problems, questions } = this.found.report;
    return html`
      ${problems.map(
        (problem) => html`<problem-card>
          ${problem}
          <label slot="cure">
            <input
              type="checkbox"
              .checked=${this.answers.accepted.has(problem)}
              @change=${() => this.#accept(problem)}
            />
            I have read this and accept it
          </label>
        </problem-card>`,
      )}
      ${questions.map(({ question }) => html`<problem-card kind="note">${question}</problem-card>`)}
    `;
  }

  #scans() {
    return html`
      <h2>Scans</h2>
      <table>
        <tr>
          <th>Scan</th>
          <th>Nuclide</th>
          <th>Hours after administration</th>
          <th>Values</th>
          <th>Decay corrected to</th>
          <th class="number">MBq in it</th>
          <th>CT</th>
        </tr>
        ${this.found.report.scans.map((scan, i) => this.#scan(scan, this.answers.scans[i]!))}
      </table>
    `;
  }

  #scan(scan: Scan, answer: ScanAnswer) {
    const change = (part: Partial<ScanAnswer>) =>
      this.#change({
        scans: this.answers.scans.map((a) => (a.id === answer.id ? { ...a, ...part } : a)),
      });
    return html`
      <tr>
        <td title=${scan.files[0] ?? ""}>${scan.modality} ${scan.label || scan.id}</td>
        <td>
          ${choice("Nuclide of the scan", answer.nuclide, nuclideNames, (nuclide) => change({ nuclide }))}
        </td>
        <td>${numberInput("Hours after administration", answer.hours, (hours) => change({ hours }))}</td>
        <td>
          ${
            scan.totalMBqAtScan === null
              ? html`${scan.units}, Bq/mL of one unit
                ${answer.relative ? null : numberInput("Bq/mL of one stored unit", answer.bqPerMlPerUnit, (bqPerMlPerUnit) => change({ bqPerMlPerUnit }))}
                <label title="All that was given is in the structures drawn: 99mTc-MAA, microspheres">
                  <input
                    type="checkbox"
                    .checked=${answer.relative ?? false}
                    @change=${(event: Event) =>
                      change({ relative: (event.target as HTMLInputElement).checked })}
                  />
                  proportions only
                </label>`
              : scan.units
          }
        </td>
        <td>
          ${
            scan.decayCorrection ??
            choice(
              "Decay corrected to",
              answer.decayCorrection,
              ["NONE", "START", "ADMIN"] as const,
              (decayCorrection) => change({ decayCorrection }),
            )
          }
        </td>
        <td class="number">${scan.totalMBqAtScan === null ? "–" : threeFigures(scan.totalMBqAtScan)}</td>
        <td>${scan.anatomyId ? "yes" : "none"}</td>
      </tr>
    `;
  }

  #images() {
    return html`
      <h2>Volumes without a header that says what they show</h2>
      <table>
        <tr>
          <th>File</th>
          <th>Values</th>
          <th>Shows</th>
          <th>Hours after administration</th>
          <th>Decay corrected to</th>
        </tr>
        ${this.found.report.images.map((image, i) => {
          const answer = this.answers.images[i]!;
          const change = (part: Partial<ImageAnswer>) =>
            this.#change({
              images: this.answers.images.map((a) =>
                a.file === answer.file ? { ...a, ...part } : a,
              ),
            });
          const active = answer.shows !== "nothing" && answer.shows !== "CT";
          return html`<tr>
            <td>${image.file}</td>
            <td>${threeFigures(image.minimum)} to ${threeFigures(image.maximum)}</td>
            <td>
              ${choice("What it shows", answer.shows, ["nothing", "CT", "Bq/mL", "kBq/mL", "MBq/mL", "relative"] as const, (shows) => change({ shows }))}
            </td>
            <td>
              ${active ? numberInput("Hours after administration", answer.hours, (hours) => change({ hours })) : null}
            </td>
            <td>
              ${answer.shows === "relative" ? html`<span class="quiet">all that was given is in it</span>` : active ? choice("Decay corrected to", answer.decayCorrectedTo, ["scan", "administration"] as const, (decayCorrectedTo) => change({ decayCorrectedTo })) : null}
            </td>
          </tr>`;
        })}
      </table>
    `;
  }

  #administration() {
    const { answers } = this;
    const protocols = PROTOCOLS.filter(
      ({ nuclide }) => !answers.nuclide || nuclide === answers.nuclide,
    );
    const scans = allScans(answers).map(({ id }) => id);
    return html`
      <h2>Administration and plan</h2>
      <dl>
        <dt>Patient, as the report shall name them</dt>
        <dd>
          ${textInput("Patient", answers.patient, (patient) => this.#change({ patient }))}
        </dd>
        <dt>Nuclide given</dt>
        <dd>${choice("Nuclide given", answers.nuclide, nuclideNames, (nuclide) => this.#change({ nuclide }))}</dd>
        <dt>Carrier</dt>
        <dd>
          ${textInput("Carrier", answers.carrier, (carrier) => this.#change({ carrier }))}
        </dd>
        <dt>Activity given, MBq</dt>
        <dd>
          ${numberInput("Activity given, MBq", answers.activityMBq, (activityMBq) => this.#change({ activityMBq }))}
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

  #regions() {
    return html`
      <h2>Structures</h2>
      <table>
        <tr>
          <th>Name</th>
          <th class="number">mL</th>
          <th>Is</th>
        </tr>
        ${this.answers.regions.map((region) => this.#region(region))}
      </table>
    `;
  }

  #region({ id, name, volumeMl, role, file }: RegionAnswer) {
    const change = (part: Partial<RegionAnswer>) =>
      this.#change({
        regions: this.answers.regions.map((r) => (r.id === id ? { ...r, ...part } : r)),
      });
    return html`<tr>
      <td title=${file}>
        ${textInput(`Name of ${id}`, name, (given) => change({ name: given, role: roleOfName(given) }))}
      </td>
      <td class="number">${volumeMl === undefined ? "–" : threeFigures(volumeMl)}</td>
      <td>
        ${choice(`${name} is`, role, ROLES, (chosen) => change({ role: chosen }))}
      </td>
    </tr>`;
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

const ROLES = ["organ", "tumour", "territory", "marrow", "body", "other", "leave out"] as const;

const textInput = (label: string, value: string, take: (value: string) => void) => html`<input
  aria-label=${label}
  class=${value.trim() === "" ? "open" : ""}
  .value=${value}
  @change=${(event: Event) => take((event.target as HTMLInputElement).value.trim())}
/>`;

/** A choice that starts empty while nothing is chosen, so that nothing is taken for granted. */
function choice<T extends string>(
  label: string,
  chosen: T | undefined,
  options: readonly T[],
  take: (value: T) => void,
) {
  return html`<select
    aria-label=${label}
    class=${chosen === undefined ? "open" : ""}
    @change=${(event: Event) => take((event.target as HTMLSelectElement).value as T)}
  >
    ${chosen === undefined ? html`<option selected disabled>choose</option>` : null}
    ${options.map(
      (option) => html`<option value=${option} ?selected=${option === chosen}>${option}</option>`,
    )}
  </select>`;
}

function numberInput(
  label: string,
  value: number | undefined,
  take: (value: number | undefined) => void,
) {
  return html`<input
    type="number"
    step="any"
    min="0"
    aria-label=${label}
    class=${value === undefined ? "open" : ""}
    .value=${value === undefined ? "" : String(value)}
    @change=${(event: Event) => {
      const number = (event.target as HTMLInputElement).valueAsNumber;
      take(number > 0 ? number : undefined);
    }}
  />`;
}
