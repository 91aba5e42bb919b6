import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { hasDoseBefore } from "../src/app/doseBefore";
import { imagedSpheres } from "../src/app/imagedSpheres";
import { sentenceOf } from "../src/app/job";
import type { PlanResult } from "../src/app/planResult";
import { criteriaOf, type PlanBasis } from "../src/app/planView";
import type { WhatIf } from "../src/app/session";
import { changesFor, givingUnder, type SphereGiving } from "../src/app/sphereChanges";
import { type SphereComparison, sphereComparison } from "../src/app/sphereComparison";
import type { ChosenShunt, SphereVial, SphereWishes } from "../src/app/sphereWishes";
import type { PlanarCounts } from "../src/planning/lungShunt";
import { STANDARD_LUNG_KG } from "../src/planning/radioembolization";
import { fieldLine } from "./fieldLine";
import { memo } from "./memo";
import { USUAL_VIAL } from "./sphere-vial";
import { baseStyles } from "./theme";
import "./sphere-shunt";
import "./sphere-table";
import "./sphere-territories";

/**
 * A plan of spheres: activity by mono-compartment, partition, body surface and voxels side by side, the activity of each territory, the lung shunt, and the vial.
 * Shunt and activities change the voxel plan.
 *
 * @fires what-if - `detail` is the changed part of the what-if.
 */
@customElement("sphere-panel")
export class SpherePanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        overflow: auto;
        padding: 4px 12px 12px;
      }
      .asked {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        padding: 2px 0 6px;
        font-size: 12px;
      }
      .asked .line {
        display: flex;
        align-items: baseline;
        gap: 6px;
      }
      .more {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
        gap: 4px 24px;
        align-items: start;
        margin-top: 10px;
      }
      h2 {
        margin: 0 0 2px;
      }
      number-field {
        --field-width: 7ch;
      }
      @container (min-width: 1000px) {
        .both {
          display: grid;
          grid-template-columns: minmax(0, 1fr) 300px;
          gap: 24px;
          align-items: start;
        }
        .more {
          display: block;
          margin-top: 0;
        }
        .more section {
          margin-bottom: 10px;
        }
      }
      .problem {
        color: var(--exceeded);
      }
    `,
  ];

  /** Under the what-if. */
  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) basis!: PlanBasis;
  @property({ attribute: false }) whatIf!: WhatIf;
  /** Why the last wish was not taken. */
  @state() private problem = "";

  override render() {
    const { result, basis, whatIf } = this;
    const comparison = this.#comparisonOf(result, basis, whatIf.regions, whatIf.spheres, whatIf);
    if (typeof comparison === "string") return html`<p role="status">${comparison}</p>`;
    const { spheres = {}, activityGBq } = whatIf;
    return html`
      <div class="asked">${this.#asked(comparison)}</div>
      ${this.problem === "" ? nothing : html`<p class="small problem" role="alert">${this.problem}</p>`}
      <div class="both">
        <div>
          <sphere-table .comparison=${comparison} .activityGBq=${activityGBq}></sphere-table>
          ${
            comparison.territories.length > 1
              ? html`<sphere-territories
                  .comparison=${comparison}
                  .activityGBq=${activityGBq}
                  @territories-change=${({ detail }: CustomEvent<readonly number[]>) => this.#inject(detail)}
                ></sphere-territories>`
              : nothing
          }
        </div>
        <div class="more">
          <section>
            <h2>Lung shunt</h2>
            <sphere-shunt
              .lungShunt=${comparison.lungShunt}
              .imaged=${comparison.imagedLungShunt}
              .stated=${result.prescription.spheres?.shunt}
              .chosen=${spheres.shunt}
              .counts=${spheres.counts}
              @counts-change=${({ detail }: CustomEvent<PlanarCounts>) => this.#wish({ counts: detail })}
              @shunt-choose=${({ detail }: CustomEvent<ChosenShunt | undefined>) => this.#shunt(detail)}
            ></sphere-shunt>
          </section>
          <section>
            <h2>Vial and residual</h2>
            <sphere-vial
              takes
              .activityGBq=${activityGBq}
              .nuclides=${[comparison.nuclide]}
              .vial=${spheres.vial ?? USUAL_VIAL}
              @vial-change=${({ detail }: CustomEvent<SphereVial>) => this.#wish({ vial: detail })}
              @delivered-take=${({ detail }: CustomEvent<number>) => this.#fire({ activityGBq: detail })}
            ></sphere-vial>
          </section>
        </div>
      </div>
    `;
  }

  /** What the figures answer to, on one line. */
  #asked({ tumourGy, perfusedGy, lungShunt, imagedLungShunt }: SphereComparison) {
    const { activityGBq } = this.whatIf;
    const lungKg = this.whatIf.spheres?.lungKg ?? this.result.prescription.spheres?.lungKg;
    return html`
      ${fieldLine("Activity injected", activityGBq, "GBq", (value) => this.#fire({ activityGBq: value }), { min: 0.001, step: 0.1 })}
      ${fieldLine("Lung shunt", 100 * lungShunt, "%", (value) => this.#shunt({ share: value / 100 }), { max: 99, step: 0.5 })}
      ${fieldLine("Wanted: tumour that gets least", tumourGy ?? 0, "Gy", (gy) => this.#wish({ tumourGy: gy }), { min: 1, step: 5 })}
      ${fieldLine("Wanted: perfused volume", perfusedGy, "Gy", (gy) => this.#wish({ perfusedGy: gy }), { min: 1, step: 5 })}
      ${
        imagedLungShunt === undefined
          ? fieldLine(
              "Lungs, not drawn",
              1000 * (lungKg ?? STANDARD_LUNG_KG),
              "g",
              (g) => this.#wish({ lungKg: g / 1000 }),
              { min: 1, step: 50 },
            )
          : nothing
      }
    `;
  }

  /** Not made anew by a drag of the activity. */
  readonly #madeOf = memo(
    (
      result: PlanResult,
      basis: PlanBasis,
      regions: WhatIf["regions"],
      wishes: SphereWishes | undefined,
      criteria: WhatIf["criteria"],
      factors: WhatIf["factors"],
      patient: WhatIf["patient"],
      hasDose: boolean,
    ): SphereComparison | string => {
      const { protocol, patient: measured = {}, spheres: stated } = result.prescription;
      return sphereComparison(result, {
        regions,
        basis,
        limits: criteriaOf(protocol, { criteria, factors }).limits,
        wishes: { ...stated, ...wishes },
        patient: patient ?? measured,
        hasDoseBefore: hasDose,
      });
    },
  );

  #comparisonOf = (
    result: PlanResult,
    basis: PlanBasis,
    regions: WhatIf["regions"],
    wishes: SphereWishes | undefined,
    whatIf: WhatIf,
  ) => {
    const { criteria, factors, patient } = whatIf;
    const before = hasDoseBefore(whatIf);
    return this.#madeOf(result, basis, regions, wishes, criteria, factors, patient, before);
  };

  #shunt(chosen: ChosenShunt | undefined) {
    const { shunt: _, ...kept } = this.whatIf.spheres ?? {};
    this.#give(
      (giving, imaged) => ({ ...giving, lungShunt: chosen?.share ?? imaged.lungShunt ?? 0 }),
      { spheres: chosen ? { ...kept, shunt: chosen } : kept },
    );
  }

  /** Activities of all territories, GBq. */
  #inject(activities: readonly number[]) {
    const activityGBq = activities.reduce((sum, activity) => sum + activity, 0);
    if (!(activityGBq > 0)) return;
    const shares = activities.map((activity) => activity / activityGBq);
    this.#give((giving) => ({ ...giving, shares }), { activityGBq });
  }

  /** Another giving is other uptakes: one step of undo with what goes with it. */
  #give(
    change: (
      giving: SphereGiving,
      imaged: { readonly lungShunt: number | undefined },
    ) => SphereGiving,
    more: Partial<WhatIf>,
  ) {
    const imaged = imagedSpheres(this.result);
    if (typeof imaged === "string") return;
    const { regions } = this.whatIf;
    try {
      const asked = change(givingUnder(imaged, regions), imaged);
      this.#fire({ regions: changesFor(imaged, asked, regions), ...more });
      this.problem = "";
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  #wish(change: Partial<SphereWishes>) {
    this.#fire({ spheres: { ...this.whatIf.spheres, ...change } });
  }

  #fire(detail: Partial<WhatIf>) {
    this.dispatchEvent(new CustomEvent("what-if", { detail, bubbles: true, composed: true }));
  }
}
