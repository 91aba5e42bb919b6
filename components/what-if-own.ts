import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { unitOf, unitText } from "../src/planning/limit";
import {
  isOfPatient,
  isOwn,
  type OwnCriterion,
  responseOf,
  withOwn,
  withoutOwn,
} from "../src/planning/ownCriterion";
import type { Protocol } from "../src/planning/protocol";
import { RBE_DETERMINISTIC } from "../src/planning/protocols/prostate";
import type { StructureDose } from "../src/planning/structureDose";
import { parseProtocol, writeProtocol } from "../src/records/protocolFile";
import { sentenceName } from "../src/volume/readableName";
import { type FigureChoice, figureChoices } from "./ownCriterionFields";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./number-field";

/** Numbers as typed, by the kind of figure and the field. */
type Typed = Readonly<Record<string, number>>;

/**
 * Limits and goals of the user's own, of any kind, on top of those of the protocol. They can be saved with it.
 *
 * @fires what-if - `detail` is `{ protocol }`.
 */
@customElement("what-if-own")
export class WhatIfOwn extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  /** With the user's own, without changed values. */
  @property({ attribute: false }) protocol!: Protocol;
  /** As the plan was calculated. */
  @property({ attribute: false }) calculated!: Protocol;
  @property({ attribute: false }) structures: readonly StructureDose[] = [];
  /** Whether the nuclide gives alphas, which an RBE can weigh. */
  @property({ type: Boolean }) hasAlphas = false;

  @state() private isOpen = false;
  @state() private type: OwnCriterion["type"] = "limit";
  @state() private structureId: string | undefined;
  @state() private figureId = "mean";
  @state() private typed: Typed = {};
  @state() private per: OwnCriterion["per"] = "course";
  @state() private weighsAlphas = false;
  @state() private failure: string | undefined;

  override render() {
    const own = [...this.protocol.limits, ...this.protocol.goals].filter(isOwn);
    return html`
      ${own.map(
        ({ id, label }) => html`<div class="line changed">
          <span>${label}</span>
          <button class="plain small" aria-label=${`Remove ${label}`} @click=${() => this.#hold(withoutOwn(this.protocol, id))}>
            remove
          </button>
        </div>`,
      )}
      ${
        this.isOpen
          ? this.#form()
          : html`<div class="actions">
              <button @click=${() => this.#toggle(true)}>Add a limit or goal</button>
            </div>`
      }
    `;
  }

  #form() {
    const structure = this.#structure();
    const choices = figureChoices(structure ? responseOf(structure) : GENERIC);
    const figure = choices.find(({ id }) => id === this.figureId)!;
    const metric = figure.metric(this.#numbers(figure));
    const unit = unitText({ unit: unitOf(metric), ...this.#weighing() });
    return html`
      <div class="actions" role="group" aria-label="A limit or goal of your own">
        ${select("Limit or goal", TYPES, this.type, (value) => {
          this.type = value as OwnCriterion["type"];
        })}
        ${
          isOfPatient(metric.kind)
            ? nothing
            : select(
                "Structure of the limit or goal",
                this.structures.map(({ structureId, name }) => [structureId, sentenceName(name)]),
                structure?.structureId ?? "",
                (value) => {
                  this.structureId = value;
                },
              )
        }
        ${select(
          "Figure of the limit or goal",
          choices.map(({ id, name }) => [id, name]),
          figure.id,
          (value) => {
            this.figureId = value;
          },
        )}
      </div>
      ${figure.fields.map(({ key, name, unit: own, start }) =>
        this.#number(`${figure.id} ${key}`, name, own, start),
      )}
      ${this.#number(`${figure.id} value`, this.type === "limit" ? "at most" : "at least", unit, figure.value)}
      <div class="actions">
        ${select("Over one cycle or all", PERS, this.per, (value) => {
          this.per = value as OwnCriterion["per"];
        })}
        ${
          this.hasAlphas && !isOfPatient(metric.kind)
            ? html`<label class="small"
                ><input
                  type="checkbox"
                  .checked=${this.weighsAlphas}
                  @change=${() => {
                    this.weighsAlphas = !this.weighsAlphas;
                  }}
                />
                RBE of alphas ${RBE_DETERMINISTIC}</label
              >`
            : nothing
        }
      </div>
      <div class="actions">
        <button class="primary" ?disabled=${!isOfPatient(metric.kind) && !structure} @click=${() => this.#add(figure)}>
          Add
        </button>
        <button @click=${() => this.#toggle(false)}>Cancel</button>
      </div>
      ${this.failure ? html`<p class="note" role="alert" style="color: var(--exceeded)">${this.failure}</p>` : nothing}
    `;
  }

  #number(key: string, name: string, unit: string, start: number) {
    return html`<div class="line">
      <span>${name}</span>
      <number-field
        label=${`Limit or goal: ${name}`}
        unit=${unit}
        .value=${this.typed[key] ?? start}
        .min=${name === "a" ? -100 : start / 1e6}
        .max=${unit === "%" ? 100 : unit === "" && key.endsWith("value") ? 1 : Number.MAX_SAFE_INTEGER}
        .step=${start / 20}
        @number-change=${({ detail }: CustomEvent<number>) => {
          this.typed = { ...this.typed, [key]: detail };
        }}
      ></number-field>
    </div>`;
  }

  #structure = () =>
    this.structures.find(({ structureId }) => structureId === this.structureId) ??
    this.structures[0];

  #numbers = ({ id, fields }: FigureChoice): Record<string, number> =>
    Object.fromEntries(fields.map(({ key, start }) => [key, this.typed[`${id} ${key}`] ?? start]));

  #weighing = () => (this.hasAlphas && this.weighsAlphas ? { rbeAlpha: RBE_DETERMINISTIC } : {});

  #add(figure: FigureChoice) {
    const structure = this.#structure();
    const metric = figure.metric(this.#numbers(figure));
    const ofPatient = isOfPatient(metric.kind);
    const protocol = withOwn(this.protocol, {
      type: this.type,
      metric,
      value: this.typed[`${figure.id} value`] ?? figure.value,
      per: this.per,
      ...(ofPatient ? {} : this.#weighing()),
      ...(ofPatient || !structure
        ? {}
        : {
            structure: {
              structureId: structure.structureId,
              name: sentenceName(structure.name),
            },
          }),
    });
    try {
      // The same check as of a protocol from a file.
      parseProtocol(writeProtocol(protocol), "The limit or goal");
    } catch (error) {
      this.failure = sentenceOf(error);
      return;
    }
    void this.#toggle(false);
    this.#hold(protocol);
  }

  /** Focus follows to the control that undoes the step. */
  async #toggle(isOpen: boolean) {
    this.isOpen = isOpen;
    this.failure = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(isOpen ? "select" : ".actions button")?.focus();
  }

  #hold(protocol: Protocol) {
    const same = JSON.stringify(protocol) === JSON.stringify(this.calculated);
    const detail = { protocol: same ? undefined : protocol };
    this.dispatchEvent(new CustomEvent("what-if", { detail, bubbles: true, composed: true }));
  }
}

const GENERIC = responseOf({ role: "organ", name: "" });

const TYPES = [
  ["limit", "Limit"],
  ["goal", "Goal"],
] as const;

const PERS = [
  ["course", "all cycles and what was before"],
  ["cycle", "each cycle"],
] as const;

const select = (
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
) => html`<select
  aria-label=${name}
  @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
>
  ${options.map(
    ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
  )}
</select>`;
