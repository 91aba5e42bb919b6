import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { OpenPlan } from "../src/app/openPlan";
import type { Alignment } from "../src/registration/alignTimePoints";
import type { EmissionScan } from "../src/volume/study";
import { alignmentStyles } from "./alignmentStyles";
import { pageDialogStyles } from "./pageDialogStyles";
import { baseStyles } from "./theme";
import "./alignment-compare";
import "./alignment-figures";
import "./alignment-methods";

/**
 * How every scan was brought to the reference, over the whole page: before and after, with what the user can do about it. Open it with `show()`.
 *
 * @fires alignment-choose - `detail` is an AlignmentChoice; the case is then to be calculated again.
 * @fires registration-choose - `detail` is a RegistrationChoice; the same follows.
 * @fires refinement-choose - `detail` says whether organs and lesions may move on their own; the same follows.
 */
@customElement("alignment-view")
export class AlignmentView extends LitElement {
  static override styles = [baseStyles, pageDialogStyles, alignmentStyles];

  @property({ attribute: false }) plan: OpenPlan | undefined;

  @state() private open = false;
  @state() private chosen: string | undefined;

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  show() {
    this.open = true;
    this.chosen = undefined;
    this.dialog.showModal();
  }

  override render() {
    const close = () => this.dialog.close();
    return html`<dialog
      aria-label="Alignment of the scans"
      @close=${() => {
        this.open = false;
      }}
      @alignment-choose=${close}
      @alignment-accept=${close}
      @registration-choose=${close}
      @refinement-choose=${close}
    >
      ${this.open && this.plan ? this.#content(this.plan) : null}
    </dialog>`;
  }

  #content({ study, result }: OpenPlan) {
    const reference = study.timePoints[study.reference]!;
    const others = study.timePoints.flatMap((scan, n) =>
      n === study.reference ? [] : [{ scan, alignment: result.alignments[n]! }],
    );
    const shown = others.find(({ scan }) => scan.id === this.chosen) ?? others[0];
    return html`
      <nav>
        <strong>Alignment</strong>
        <span class="quiet">every scan against ${reference.label}</span>
        <button autofocus @click=${() => this.dialog.close()}>Close</button>
      </nav>
      ${
        shown
          ? html`<main>
              <aside>
                <div class="scans">${others.map((other) => this.#scan(other, other === shown))}</div>
                ${shown.alignment.notes.map((note) => html`<p class="note">${note}</p>`)}
                <alignment-methods
                  .prescription=${result.prescription}
                  scanId=${shown.scan.id}
                  scanLabel=${shown.scan.label}
                  ?hasCts=${Boolean(reference.anatomy && shown.scan.anatomy)}
                ></alignment-methods>
                <alignment-figures .alignment=${shown.alignment}></alignment-figures>
              </aside>
              <section>
                <alignment-compare
                  .reference=${reference}
                  .scan=${shown.scan}
                  .alignment=${shown.alignment}
                  .structures=${study.structures}
                ></alignment-compare>
              </section>
            </main>`
          : html`<main><p>The case has one scan: there is nothing to align.</p></main>`
      }
    `;
  }

  #scan({ scan, alignment }: Aligned, isShown: boolean) {
    return html`<button
      aria-pressed=${isShown}
      @click=${() => {
        this.chosen = scan.id;
      }}
    >
      ${scan.label}
      <span class="small ${alignment.notes.length > 0 ? "poor" : "quiet"}">
        ${sentenceOf(alignment)}${alignment.notes.length > 0 ? " — look at it" : ""}
      </span>
    </button>`;
  }
}

interface Aligned {
  readonly scan: EmissionScan;
  readonly alignment: Alignment;
}

function sentenceOf({ by, method, correlation, jacobian }: Alignment): string {
  if (by === "headers") return "by the headers";
  if (by === "user") return "placed by hand";
  if (!correlation) return "";
  const figures = `correlation ${correlation.before.toFixed(2)} → ${correlation.after.toFixed(2)}`;
  const volumes = jacobian
    ? `; volume ×${jacobian.minimum.toFixed(2)} to ×${jacobian.maximum.toFixed(2)}`
    : "";
  return `${method ?? ""} by ${by}: ${figures}${volumes}`.trim();
}
