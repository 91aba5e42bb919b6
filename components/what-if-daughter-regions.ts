import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { withMeasuredShares } from "../src/app/measuredShares";
import type { PlanResult, RegionResult } from "../src/app/planResult";
import {
  type DaughterFate,
  type DaughterFates,
  type RegionFate,
  stayingIn,
} from "../src/physics/daughterFate";
import { sentenceName } from "../src/volume/readableName";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";

/** What was typed of a measurement that is not whole yet. */
interface Draft {
  readonly activityMBq?: number | undefined;
  readonly atH?: number | undefined;
}

/**
 * A daughter's share that stays in single regions: typed, or fixed by an activity that was measured there. What no share gives is refused in words, with
 * the possible range.
 *
 * @fires fates-change - `detail` are the DaughterFates of all daughters.
 */
@customElement("what-if-daughter-regions")
export class WhatIfDaughterRegions extends LitElement {
  static override styles = [
    baseStyles,
    whatIfStyles,
    css`
      summary {
        cursor: pointer;
        font-size: 12px;
        color: var(--text-quiet);
      }
      summary small {
        color: var(--accent);
      }
      input {
        font: inherit;
        font-variant-numeric: tabular-nums;
        color: inherit;
        width: 6ch;
        padding: 1px 4px;
        text-align: right;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        appearance: textfield;
      }
      .note,
      .problem {
        white-space: normal;
      }
      .note input {
        width: 8ch;
      }
      .problem {
        margin: 4px 0;
        font-size: 12px;
        color: var(--exceeded);
      }
    `,
  ];

  /** With the fates as they stand. */
  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) fates: DaughterFates = {};
  /** The daughter. */
  @property() name = "";

  @state() private drafts: Readonly<Record<string, Draft>> = {};
  @state() private administeredMBq: number | undefined;
  @state() private problem = "";

  override render() {
    const own = Object.keys(this.#fate().regions ?? {}).length;
    return html`<details>
      <summary>
        ${this.name} by region ${own > 0 ? html`<small>${own} of its own</small>` : nothing}
      </summary>
      <table>
        <tr>
          <th>Region</th>
          <th class="number">stays %</th>
          <th class="number">MBq</th>
          <th class="number">at h</th>
        </tr>
        ${this.#regions().map((region) => this.#row(region))}
      </table>
      <p class="note">
        Measured for
        ${this.#input(
          `${this.name}: administered for the measurement, MBq`,
          this.#administered(),
          (value) => {
            this.administeredMBq = value;
          },
        )}
        MBq ${this.result.prescription.nuclide}. A measured activity fixes the share that stays; where
        the rest goes to that region, the share in all others.
      </p>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
    </details>`;
  }

  #row({ structureId: id, name }: RegionResult) {
    const own = this.#fate().regions?.[id];
    const written = sentenceName(name);
    const draft = { ...own?.measured, ...this.drafts[id] };
    const share = own?.stayingShare;
    const of = (what: string) => `${this.name} in ${written}: ${what}`;
    return html`<tr class=${own ? "changed" : ""}>
      <td title=${written}>${written}</td>
      <td class="number">
        ${this.#input(
          of("share that stays, percent"),
          share === undefined ? undefined : Number((100 * share).toPrecision(4)),
          (percent) =>
            this.#set(id, percent === undefined ? undefined : { stayingShare: percent / 100 }),
          String(Number((100 * stayingIn(this.#fate(), id)).toPrecision(4))),
        )}
      </td>
      <td class="number">
        ${this.#input(of("measured activity, MBq"), draft.activityMBq, (activityMBq) =>
          this.#measure(id, { ...draft, activityMBq }),
        )}
      </td>
      <td class="number">
        ${this.#input(of("time of the measurement, hours"), draft.atH, (atH) =>
          this.#measure(id, { ...draft, atH }),
        )}
      </td>
    </tr>`;
  }

  #input(
    label: string,
    value: number | undefined,
    set: (value: number | undefined) => void,
    placeholder = "–",
  ) {
    return html`<input
      type="number"
      min="0"
      step="any"
      aria-label=${label}
      placeholder=${placeholder}
      .value=${value === undefined ? "" : String(value)}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (!input.validity.valid) input.reportValidity();
        else set(input.value === "" ? undefined : input.valueAsNumber);
      }}
    />`;
  }

  #measure(id: string, draft: Draft) {
    const { activityMBq, atH } = draft;
    this.drafts = { ...this.drafts, [id]: draft };
    if (activityMBq === undefined && atH === undefined) this.#set(id, undefined);
    else if (activityMBq !== undefined && atH !== undefined)
      this.#set(id, {
        measured: { activityMBq, atH, administeredMBq: this.#administered() },
      });
  }

  /** Sets or clears what holds in one region; refuses what cannot be. */
  #set(id: string, own: RegionFate | undefined) {
    const fate = this.#fate();
    const { [id]: _, ...others } = fate.regions ?? {};
    const regions = own ? { ...others, [id]: own } : others;
    const { regions: __, ...rest } = fate;
    const changed: DaughterFate = Object.keys(regions).length > 0 ? { ...rest, regions } : rest;
    const { [this.name]: ___, ...ofOthers } = this.fates;
    const fates =
      Object.keys(changed).length > 0 ? { ...ofOthers, [this.name]: changed } : ofOthers;
    const { nuclide } = this.result.prescription;
    try {
      const detail = withMeasuredShares(nuclide, fates, this.result.regions);
      if (!own?.measured) this.drafts = { ...this.drafts, [id]: {} };
      this.problem = "";
      this.dispatchEvent(new CustomEvent("fates-change", { detail }));
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  #fate = (): DaughterFate => this.fates[this.name] ?? {};

  #regions = () => this.result.regions.filter(({ tiacH }) => tiacH > 0);

  /** Of the last measurement, else what the scans are of. */
  #administered(): number {
    if (this.administeredMBq !== undefined) return this.administeredMBq;
    const stated = Object.values(this.#fate().regions ?? {}).find(({ measured }) => measured);
    if (stated?.measured) return stated.measured.administeredMBq;
    const [region] = this.#regions();
    return region ? Number((region.fit.tiaMBqH / region.tiacH).toPrecision(6)) : 1;
  }
}
