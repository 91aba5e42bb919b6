import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { cycleFromPlan, predictedCycle } from "../src/app/courseCycle";
import type { AddedCycle } from "../src/app/courseEdits";
import { cycleFromDose } from "../src/app/cycleFromDose";
import { sentenceOf } from "../src/app/job";
import type { PlanResult } from "../src/app/planResult";
import { type DoseOfFile, type DoseUnit, readDose } from "../src/app/readDose";
import type { WhatIf } from "../src/app/session";
import { standardActivityGBq } from "../src/planning/protocol";
import { parsePlan } from "../src/records/planRecord";
import { baseStyles } from "./theme";
import "./number-field";

/**
 * The ways to enter a cycle that was given: its activity alone, its own scans, its dose as a file, or the plan.json of its scans.
 *
 * @fires cycle-add - `detail` is an AddedCycle.
 * @fires cycle-scans-open - The scans of a cycle are to be evaluated.
 */
@customElement("course-add")
export class CourseAdd extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 4px 0;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 6px;
      }
      .actions button:not(.primary) {
        padding: 3px 7px;
        font-size: 12px;
      }
      .problem {
        color: var(--exceeded);
      }
    `,
  ];

  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) whatIf!: WhatIf;

  @state() private typedGBq: number | undefined;
  @state() private problem: string | undefined;
  /** A dose that does not say its unit, and the file that it is of. */
  @state() private asked: { readonly dose: DoseOfFile["dose"]; readonly name: string } | undefined;

  override render() {
    const gbq = this.#activityGBq();
    return html`<div class="actions">
        <number-field
          label="Activity of the cycle to add"
          unit="GBq"
          .value=${gbq}
          .step=${0.1}
          @number-change=${({ detail }: CustomEvent<number>) => {
            this.typedGBq = detail;
          }}
        ></number-field>
        <button class="primary" @click=${() => this.#fire({ cycle: predictedCycle(gbq) })}>
          Add cycle as predicted
        </button>
        <button
          title="Its SPECT or PET scans, evaluated in the structures of the plan"
          @click=${() => this.dispatchEvent(new CustomEvent("cycle-scans-open", { bubbles: true, composed: true }))}
        >
          Add from its scans
        </button>
        ${this.#opener(
          "Add from its dose (file)",
          "The dose of that cycle in the patient coordinates of the plan: NIfTI in Gy or Gy per GBq, or DICOM RT Dose",
          ".nii,.gz,.dcm",
          this.#addDose,
        )}
        ${this.#opener(
          "Add from its plan.json",
          "The plan.json that this page or gyre plan wrote for the scans of that cycle",
          ".json,application/json",
          this.#addPlan,
        )}
      </div>
      ${this.asked ? this.#unitQuestion(this.asked) : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}`;
  }

  #activityGBq(): number {
    const { protocol } = this.result.prescription;
    const { activityGBq, cycles } = this.whatIf;
    const usual = standardActivityGBq(protocol, {}) ?? activityGBq / cycles;
    return this.typedGBq ?? Number(usual.toPrecision(3));
  }

  #opener(name: string, title: string, accept: string, add: (file: File) => Promise<void>) {
    return html`<label title=${title}>
      <input
        type="file"
        accept=${accept}
        hidden
        @change=${(event: Event) => this.#load(event.target as HTMLInputElement, add)}
      />
      <button @click=${openPicker}>${name}</button>
    </label>`;
  }

  #load(input: HTMLInputElement, add: (file: File) => Promise<void>) {
    const file = input.files?.[0];
    input.value = "";
    this.asked = undefined;
    if (file) void this.#try(() => add(file));
  }

  async #try(add: () => Promise<void> | void) {
    try {
      await add();
      this.problem = undefined;
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  #addDose = async (file: File) => {
    const { dose, unit } = readDose(new Uint8Array(await file.arrayBuffer()), file.name);
    if (unit) this.#addCycle(dose, unit, file.name);
    else this.asked = { dose, name: file.name };
  };

  #unitQuestion({ dose, name }: NonNullable<typeof this.asked>) {
    const answer = (unit: DoseUnit, text: string) =>
      html`<button
        @click=${() => {
          this.asked = undefined;
          void this.#try(() => this.#addCycle(dose, unit, name));
        }}
      >
        ${text}
      </button>`;
    return html`<p class="actions" role="group" aria-label="Unit of the dose file">
      ${name} does not say its unit. It is ${answer("Gy", "Gy of the whole cycle")}
      ${answer("Gy per GBq", "Gy per GBq")}
      <button
        class="plain"
        @click=${() => {
          this.asked = undefined;
        }}
      >
        neither
      </button>
    </p>`;
  }

  #addCycle(dose: DoseOfFile["dose"], unit: DoseUnit, name: string) {
    this.#fire(cycleFromDose({ dose, unit }, name, this.#activityGBq(), this.result));
  }

  #addPlan = async (file: File) => {
    const record = parsePlan(await file.text(), file.name);
    this.#fire({ cycle: cycleFromPlan(record, file.name, this.result) });
  };

  #fire(detail: AddedCycle) {
    this.dispatchEvent(new CustomEvent("cycle-add", { detail, bubbles: true, composed: true }));
  }
}

/** The button stands in for the file input beside it, whose own look no style reaches. */
const openPicker = (event: Event) =>
  (event.target as Element).parentElement!.querySelector("input")!.click();
