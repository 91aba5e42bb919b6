import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { deliveryOfPlan } from "../src/app/deliveryOfPlan";
import type { PlanResult } from "../src/app/planResult";
import { type DeliveryPlan, deliveryPlans, type SphereDelivery } from "../src/app/sphereDelivery";
import type { ChosenShunt, SphereVial } from "../src/app/sphereWishes";
import type { PlanarCounts } from "../src/planning/lungShunt";
import type { PartitionVessel } from "../src/planning/partitionModel";
import { bodySurfaceM2 } from "../src/planning/radioembolization";
import { closedStyles } from "./closedStyles";
import { exampleNote } from "./exampleNote";
import { fieldLine } from "./fieldLine";
import { threeFigures } from "./format";
import { USUAL_VIAL } from "./sphere-vial";
import { baseStyles } from "./theme";
import "./number-field";
import "./sphere-shunt";
import "./sphere-vessels";

/** Radioembolization from masses, ratios and the lung shunt: four ways to the activity, and what each compartment gets from any activity. */
@customElement("radioembolization-planner")
export class RadioembolizationPlanner extends LitElement {
  static override styles = [baseStyles, closedStyles];

  /** The plan that is open, whose images may say what is to be typed here. */
  @property({ attribute: false }) plan: PlanResult | undefined;

  @state() private delivery = typed.delivery;
  /** Why the open plan says nothing here. */
  @state() private refusal = "";
  /** In the liver and lungs, at injection. */
  @state() private activityGBq = typed.activityGBq;
  @state() private vial = typed.vial;
  /** Where the shunt is from, once it was changed. */
  @state() private shunt = typed.shunt;
  /** Planar counts that were typed. */
  @state() private counts = typed.counts;

  /** Another planner, and back: what was typed is still there. */
  override disconnectedCallback() {
    super.disconnectedCallback();
    const { delivery, activityGBq, vial, shunt, counts } = this;
    typed = { delivery, activityGBq, vial, shunt, counts };
  }

  override render() {
    const plans = deliveryPlans(this.delivery);
    return html`
      <div class="inputs">
        ${this.plan ? this.#fromPlan() : nothing}
        <h2>Activity</h2>
        ${fieldLine(
          "Delivered",
          this.activityGBq,
          "GBq",
          (value) => {
            this.activityGBq = value;
          },
          { step: 0.1 },
        )}
        <h2>Territories</h2>
        <sphere-vessels
          .vessels=${this.delivery.vessels}
          .lungShunt=${this.delivery.lungShunt}
          @vessels-change=${({ detail }: CustomEvent<readonly PartitionVessel[]>) => this.#set({ vessels: detail })}
        ></sphere-vessels>
        <h2>Liver, lung, patient</h2>
        ${this.#field("Liver outside the territories", "spareLiverKg", "g", 1000)}
        ${this.#field("Lungs", "lungKg", "g", 1000)}
        ${fieldLine("Lung shunt", 100 * this.delivery.lungShunt, "%", (value) => this.#takeShunt({ share: value / 100 }), { max: 99 })}
        <sphere-shunt
          .lungShunt=${this.delivery.lungShunt}
          .chosen=${this.shunt}
          .counts=${this.counts}
          @counts-change=${({ detail }: CustomEvent<PlanarCounts>) => {
            this.counts = detail;
          }}
          @shunt-choose=${({ detail }: CustomEvent<ChosenShunt>) => this.#takeShunt(detail)}
        ></sphere-shunt>
        ${this.#field("Height", "heightM", "cm", 100)}
        ${this.#field("Weight", "weightKg", "kg", 1)}
        ${fieldLine("Bilirubin", this.delivery.factors.bilirubinMgPerDl ?? 0, "mg/dL", (value) => this.#set({ factors: { bilirubinMgPerDl: value } }), { step: 0.1 })}
        <h2>Wanted</h2>
        ${this.#field("Tumour that gets least", "tumourGy", "Gy", 1)}
        ${this.#field("Perfused volume, 90Y", "perfusedGy", "Gy", 1)}
        ${this.#field("Perfused volume, 166Ho", "holmiumGy", "Gy", 1)}
      </div>
      <div>
        ${this.delivery === EXAMPLE ? exampleNote : nothing} ${this.#table(plans)} ${this.#order(plans)}
        <p class="note">
          Doses by the partition model of each nuclide, spheres trapped for good, energy taken up where
          they are. Limits: of the protocols 90Y glass, 90Y resin and 166Ho, at the bilirubin entered;
          lung dose of a session. Formulas: Ho et al. 1996, Kennedy et al. 2007, Smits et al. 2012.
        </p>
      </div>
    `;
  }

  #fromPlan() {
    return html`
      <button @click=${this.#takePlan}>Masses, ratios and shunt of the open plan</button>
      <p class="quiet small" role="status">
        ${this.refusal || "From a 99mTc-MAA or microsphere scan; each territory drawn is an injection, else the liver is one."}
      </p>
    `;
  }

  #takePlan = () => {
    const imaged = deliveryOfPlan(this.plan!);
    this.refusal = typeof imaged === "string" ? imaged : "";
    if (typeof imaged !== "string") this.#set(imaged);
  };

  #table(plans: readonly DeliveryPlan[]) {
    const compartments = plans[0]!.compartments;
    return html`
      <table>
        <thead>
          <tr>
            <th></th>
            ${plans.map(({ name, formula }) => html`<th class="number" title=${formula}>${name}</th>`)}
          </tr>
        </thead>
        <tr>
          <td>Activity by this way</td>
          ${plans.map(({ activityGBq, name }) => html`<td class="number"><span class="big" data-activity=${name}>${threeFigures(activityGBq)}</span> GBq</td>`)}
        </tr>
        <tr>
          <td>Largest by the limits</td>
          ${plans.map(
            ({
              largestGBq,
              activityGBq,
            }) => html`<td class="number ${largestGBq !== undefined && activityGBq > largestGBq ? "above" : ""}">
              ${largestGBq === undefined ? "–" : `${threeFigures(largestGBq)} GBq`}
            </td>`,
          )}
        </tr>
        <tr>
          <td>Binds</td>
          ${plans.map(({ binding }) => html`<td class="number words">${binding?.limit.label ?? "–"}</td>`)}
        </tr>
        <tr>
          <th>At ${threeFigures(this.activityGBq)} GBq</th>
          ${plans.map(() => html`<th class="number">Gy</th>`)}
        </tr>
        ${compartments.map(
          ({ name, kind, massKg }, c) => html`<tr>
            <td>${LABEL[kind](name)} <span class="quiet">${threeFigures(massKg * 1000)} g</span></td>
            ${plans.map(
              (plan, p) => html`<td class="number" data-dose=${`${p} ${name}`}>
                ${threeFigures(plan.compartments[c]!.gyPerGBq * this.activityGBq)}
              </td>`,
            )}
          </tr>`,
        )}
        <tr>
          <th>At the activity by this way</th>
          ${plans.map(() => html`<th class="number">Gy</th>`)}
        </tr>
        ${compartments.map(
          ({ name, kind }, c) => html`<tr>
            <td>${LABEL[kind](name)}</td>
            ${plans.map(
              (plan) => html`<td class="number">
                ${threeFigures(plan.compartments[c]!.gyPerGBq * plan.activityGBq)}
              </td>`,
            )}
          </tr>`,
        )}
      </table>
    `;
  }

  #order(plans: readonly DeliveryPlan[]) {
    return html`
      <h2>Vial and residual</h2>
      <sphere-vial
        .activityGBq=${this.activityGBq}
        .nuclides=${[...new Set(plans.map(({ nuclide }) => nuclide))]}
        .vial=${this.vial}
        @vial-change=${({ detail }: CustomEvent<SphereVial>) => {
          this.vial = detail;
        }}
      ></sphere-vial>
      <p class="quiet small">Body surface ${bodySurfaceM2(this.delivery.heightM, this.delivery.weightKg).toFixed(3)} m²</p>
    `;
  }

  #takeShunt(shunt: ChosenShunt) {
    this.shunt = shunt;
    this.#set({ lungShunt: shunt.share });
  }

  #field(
    name: string,
    key:
      | "spareLiverKg"
      | "lungKg"
      | "heightM"
      | "weightKg"
      | "tumourGy"
      | "perfusedGy"
      | "holmiumGy",
    unit: string,
    scale: number,
  ) {
    return fieldLine(
      name,
      this.delivery[key] * scale,
      unit,
      (value) => this.#set({ [key]: value / scale }),
      { step: 5 },
    );
  }

  #set(change: Partial<SphereDelivery>) {
    this.delivery = { ...this.delivery, ...change };
  }
}

const LABEL = {
  tumour: (name: string) => name,
  perfusedLiver: (name: string) => `normal liver, ${name}`,
  nonTumouralLiver: () => "whole non-tumoural liver",
  lung: () => "lungs",
} as const;

/** A territory to start from. */
const EXAMPLE: SphereDelivery = {
  vessels: [
    {
      name: "right lobe",
      share: 1,
      tumours: [{ name: "tumour", massKg: 0.3, ratio: 5 }],
      normalKg: 1.2,
    },
  ],
  lungShunt: 0.1,
  lungKg: 1,
  spareLiverKg: 0,
  heightM: 1.75,
  weightKg: 70,
  tumourGy: 205,
  perfusedGy: 120,
  holmiumGy: 60,
  factors: { bilirubinMgPerDl: 0.8 },
};

interface Typed {
  readonly delivery: SphereDelivery;
  readonly activityGBq: number;
  readonly vial: SphereVial;
  readonly shunt: ChosenShunt | undefined;
  readonly counts: PlanarCounts | undefined;
}

/** What was typed last. */
let typed: Typed = {
  delivery: EXAMPLE,
  activityGBq: 2,
  vial: USUAL_VIAL,
  shunt: undefined,
  counts: undefined,
};
