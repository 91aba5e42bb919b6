import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { alphaEnergyShares } from "../src/app/daughterContributions";
import { halfLifeText } from "../src/app/daughterLines";
import { chainOf } from "../src/app/daughterPlaces";
import { sentenceOf } from "../src/app/job";
import { withMeasuredShares } from "../src/app/measuredShares";
import type { PlanResult } from "../src/app/planResult";
import type { ChainGroup } from "../src/physics/chainGroups";
import type { DaughterFate, DaughterFates } from "../src/physics/daughterFate";
import { sentenceName } from "../src/volume/readableName";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./help-note";
import "./number-field";
import "./what-if-daughter-regions";

/**
 * Where the daughters of an alpha emitter go: the share that stays, where the rest decays, and how what stays is cleared.
 *
 * @fires what-if - `detail` is `{ daughters }`; undefined: as calculated.
 */
@customElement("what-if-daughters")
export class WhatIfDaughters extends LitElement {
  static override styles = [
    baseStyles,
    whatIfStyles,
    css`
      .below td {
        border-top: none;
        padding-bottom: 6px;
      }
      .below .parts {
        display: flex;
        gap: 4px 8px;
        flex-wrap: wrap;
        align-items: baseline;
      }
      input.source {
        font: inherit;
        color: inherit;
        flex: 1;
        min-width: 0;
        padding: 1px 4px;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
      }
      select {
        max-width: 100%;
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
  /** Of the what-if; undefined: as calculated. */
  @property({ attribute: false }) changes: DaughterFates | undefined;

  /** Why the last change was refused. */
  @state() private problem = "";

  override render() {
    const { nuclide } = this.result.prescription;
    const groups = chainOf(nuclide);
    if (!groups) return nothing;
    const alphaShares = alphaEnergyShares(nuclide);
    return html`
      <table>
        <tr>
          <th>Daughter</th>
          <th class="number">half-life</th>
          <th class="number">of α energy</th>
          <th class="number">
            stays %
            <help-note about="Daughters">
              <p>
                Share of the nuclei that stay where they are formed; a daughter that leaves takes its
                own daughters along. Over all time what stays decays as often as it is formed
                (Bateman), less what is cleared. The rest decays in the chosen region, as the
                activity lies there, or is excreted before it decays. Doses are weighted sums; none is
                calculated anew. The dose of a region counts its own decays and those of its
                daughters, wherever these are.
              </p>
              <p>
                Without a change every daughter decays in place (MIRD Pamphlet 22 takes it so where
                nothing is measured). Short-lived daughters decay with the one that forms them.
              </p>
            </help-note>
          </th>
        </tr>
        ${groups.slice(1).map((group) => this.#rows(group, alphaShares.get(group.lead.name)!))}
      </table>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="actions">
        ${this.#preset("All decay in place", {})}
        ${this.#preset(`Only ${nuclide}, daughters excreted`, {
          [groups[1]!.lead.name]: { stayingShare: 0, source: "assumed" },
        })}
        ${this.changes ? this.#preset("As calculated", undefined) : nothing}
      </div>
    `;
  }

  #rows({ lead: { name, halfLifeS }, members }: ChainGroup, alphaShare: number) {
    const fate = this.#fates()[name] ?? {};
    const { stayingShare = 1, restTo, biologicalHalfLifeH, source } = fate;
    const others = members.slice(1).map(({ nuclide }) => nuclide.name);
    const leaves = leavesSomewhere(fate);
    const set = (change: Partial<Record<keyof DaughterFate, unknown>>) =>
      this.#set(name, { ...fate, ...change } as DaughterFate);
    return html`
      <tr class=${this.changes?.[name] ? "changed" : ""}>
        <td title=${others.length > 0 ? `${name} with ${others.join(", ")}` : name}>${name}</td>
        <td class="number">${halfLifeText(halfLifeS)}</td>
        <td class="number">${(100 * alphaShare).toFixed(0)} %</td>
        <td class="number">
          <number-field
            label=${`${name}: share that stays, percent`}
            max="100"
            step="5"
            .value=${Number((100 * stayingShare).toPrecision(6))}
            @number-change=${({ detail }: CustomEvent<number>) => set({ stayingShare: detail / 100 })}
          ></number-field>
        </td>
      </tr>
      <tr class="below">
        <td colspan="4">
          <span class="parts quiet small">
            ${
              leaves
                ? html`<span>the rest</span>
                    <select
                      aria-label=${`${name}: where the rest goes`}
                      @change=${(event: Event) =>
                        set({ restTo: (event.target as HTMLSelectElement).value || undefined })}
                    >
                      <option value="" .selected=${restTo === undefined}>is excreted</option>
                      ${this.result.regions
                        .filter(({ tiacH }) => tiacH > 0)
                        .map(
                          ({ structureId, name: place }) =>
                            html`<option value=${structureId} .selected=${structureId === restTo}>
                              decays in ${sentenceName(place)}
                            </option>`,
                        )}
                    </select>`
                : nothing
            }
            <span>cleared with</span>
            <number-field
              label=${`${name}: biological half-life of what stays, 0 for none`}
              unit="h (0: not)"
              step="1"
              .value=${biologicalHalfLifeH ?? 0}
              @number-change=${({ detail }: CustomEvent<number>) =>
                set({ biologicalHalfLifeH: detail > 0 ? detail : undefined })}
            ></number-field>
            <input
              class="source"
              placeholder="source"
              aria-label=${`${name}: source of these figures`}
              .value=${source ?? ""}
              @change=${(event: Event) =>
                set({ source: (event.target as HTMLInputElement).value.trim() || undefined })}
            />
          </span>
          <what-if-daughter-regions
            name=${name}
            .result=${this.result}
            .fates=${this.#fates()}
            @fates-change=${({ detail }: CustomEvent<DaughterFates>) => this.#fire(detail)}
          ></what-if-daughter-regions>
        </td>
      </tr>
    `;
  }

  #preset = (name: string, daughters: DaughterFates | undefined) =>
    html`<button @click=${() => this.#fire(daughters)}>${name}</button>`;

  #fates = (): DaughterFates => this.changes ?? this.result.prescription.daughters ?? {};

  #set(name: string, fate: DaughterFate) {
    const { [name]: _, ...others } = this.#fates();
    const kept = meaningful(fate);
    const fates = kept ? { ...others, [name]: kept } : others;
    const { prescription, regions } = this.result;
    try {
      this.#fire(withMeasuredShares(prescription.nuclide, fates, regions));
      this.problem = "";
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  #fire(daughters: DaughterFates | undefined) {
    this.dispatchEvent(
      new CustomEvent("what-if", { detail: { daughters }, bubbles: true, composed: true }),
    );
  }
}

const leavesSomewhere = ({ stayingShare = 1, regions = {} }: DaughterFate) =>
  stayingShare < 1 || Object.values(regions).some((own) => (own.stayingShare ?? 1) < 1);

/** What of a fate differs from decaying in place; undefined where nothing does. */
function meaningful(fate: DaughterFate): DaughterFate | undefined {
  const { stayingShare = 1, restTo, biologicalHalfLifeH, regions = {}, source } = fate;
  const kept: DaughterFate = {
    ...(stayingShare === 1 ? {} : { stayingShare }),
    ...(!leavesSomewhere(fate) || restTo === undefined ? {} : { restTo }),
    ...(biologicalHalfLifeH === undefined ? {} : { biologicalHalfLifeH }),
    ...(Object.keys(regions).length === 0 ? {} : { regions }),
    ...(source === undefined ? {} : { source }),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
}
