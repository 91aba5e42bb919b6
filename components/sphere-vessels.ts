import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PartitionTumour, PartitionVessel } from "../src/planning/partitionModel";
import { fieldLine } from "./fieldLine";
import { sphereStyles } from "./sphereStyles";
import { baseStyles } from "./theme";

/**
 * The territories of the partition model, typed: share of the activity, shunt, liver and tumours of each.
 *
 * @fires vessels-change - `detail` is all vessels.
 */
@customElement("sphere-vessels")
export class SphereVessels extends LitElement {
  static override styles = [
    baseStyles,
    sphereStyles,
    css`
      input[type="text"] {
        font: inherit;
        color: inherit;
        width: 14ch;
        background: none;
        border: none;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) vessels: readonly PartitionVessel[] = [];
  /** Where a vessel has none of its own. */
  @property({ type: Number }) lungShunt = 0;

  override render() {
    return html`
      ${this.vessels.map((vessel, v) => this.#vessel(vessel, v))}
      <button class="plain small" @click=${this.#addVessel}>Add a vessel</button>
    `;
  }

  #vessel(vessel: PartitionVessel, v: number) {
    const set = (change: Partial<PartitionVessel>) =>
      this.#fire(this.vessels.map((other, n) => (n === v ? { ...other, ...change } : other)));
    const setTumour = (t: number, change: Partial<PartitionTumour>) =>
      set({
        tumours: vessel.tumours.map((other, n) => (n === t ? { ...other, ...change } : other)),
      });
    const several = this.vessels.length > 1;
    return html`
      <div class="line"><input type="text" aria-label="Name of the territory" .value=${vessel.name} @change=${(event: Event) => set({ name: (event.target as HTMLInputElement).value })} /></div>
      ${several ? fieldLine("Share of the activity", 100 * vessel.share, "%", (value) => this.#share(v, value / 100), { max: 100 }) : nothing}
      ${several ? fieldLine("Lung shunt of this injection", 100 * (vessel.lungShunt ?? this.lungShunt), "%", (value) => set({ lungShunt: value / 100 }), { max: 99 }) : nothing}
      ${fieldLine("Normal liver in it", vessel.normalKg * 1000, "g", (value) => set({ normalKg: value / 1000 }), { min: 1, step: 10 })}
      ${vessel.tumours.map(
        (tumour, t) => html`
          ${fieldLine(`${tumour.name}: mass`, tumour.massKg * 1000, "g", (value) => setTumour(t, { massKg: value / 1000 }), { min: 0.1, step: 10 })}
          ${fieldLine(`${tumour.name}: tumour to normal`, tumour.ratio, "", (value) => setTumour(t, { ratio: value }), { min: 0.1, step: 0.1 })}
        `,
      )}
      <button class="plain small" @click=${() => set({ tumours: [...vessel.tumours, { name: `tumour ${this.#tumours() + 1}`, massKg: 0.05, ratio: 3 }] })}>
        Add a tumour
      </button>
      ${several ? html`<button class="plain small" aria-label=${`Remove ${vessel.name}`} @click=${() => this.#drop(v)}>Remove</button>` : nothing}
    `;
  }

  #tumours = () => this.vessels.reduce((sum, { tumours }) => sum + tumours.length, 0);

  #addVessel = () => {
    const { vessels } = this;
    const share = 1 / (vessels.length + 1);
    const name = `territory ${vessels.length + 1}`;
    const tumours = [{ name: `tumour ${this.#tumours() + 1}`, massKg: 0.05, ratio: 3 }];
    this.#fire([
      ...vessels.map((vessel) => ({ ...vessel, share: vessel.share * (1 - share) })),
      { name, share, tumours, normalKg: 0.3 },
    ]);
  };

  /** The other territories keep their proportions, so that all shares sum to 1. */
  #share(v: number, share: number) {
    const { vessels } = this;
    const others = 1 - vessels[v]!.share;
    this.#fire(
      vessels.map((vessel, n) => ({
        ...vessel,
        share:
          n === v
            ? share
            : others > 0
              ? (vessel.share * (1 - share)) / others
              : (1 - share) / (vessels.length - 1),
      })),
    );
  }

  /** What was injected there goes to the others. */
  #drop(v: number) {
    const left = this.vessels.filter((_, n) => n !== v);
    const sum = left.reduce((total, { share }) => total + share, 0);
    this.#fire(
      left.map((vessel) => ({ ...vessel, share: sum > 0 ? vessel.share / sum : 1 / left.length })),
    );
  }

  #fire(detail: readonly PartitionVessel[]) {
    this.dispatchEvent(
      new CustomEvent("vessels-change", { detail, bubbles: true, composed: true }),
    );
  }
}
