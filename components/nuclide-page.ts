import { css, html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { NuclideSheet } from "../src/app/nuclideSheet";
import { NuclideSheets } from "../src/app/nuclideSheets";
import { nuclideNames } from "../src/physics/nuclides";
import { pageDialogStyles } from "./pageDialogStyles";
import { baseStyles } from "./theme";
import "./nuclide-sheet";

/**
 * Facts and kernels of a nuclide, or of two side by side, over the whole page. The address says which: `#nuclide=Lu-177`,
 * `#nuclide=Lu-177,Y-90`; without that the dialog is closed.
 */
@customElement("nuclide-page")
export class NuclidePage extends LitElement {
  static override styles = [
    baseStyles,
    pageDialogStyles,
    css`
      select {
        font: inherit;
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        padding: 2px 4px;
      }
      main {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
        gap: 32px;
        max-width: 1400px;
        margin: 0 auto;
        padding: 20px 24px 40px;
      }
      main.one {
        max-width: 760px;
      }
    `,
  ];

  @state() private names: readonly string[] = [];
  @state() private found: readonly Found[] = [];
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  readonly #sheets = new NuclideSheets();

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#followAddress);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#followAddress);
  }

  override firstUpdated() {
    void this.#followAddress();
  }

  override render() {
    const [name, other] = this.names;
    const sheets = this.found.flatMap((one) => ("sheet" in one ? [one.sheet] : []));
    const endKeV = Math.max(
      100,
      ...sheets.flatMap(({ report }) => report.betas.map(({ endpointKeV }) => endpointKeV)),
    );
    return html`<dialog aria-label="Nuclides" @close=${closeAddress} @keydown=${keepKeys}>
      <nav>
        <label>Nuclide ${choice(name ?? "", false, (chosen) => openAddress([chosen, other]))}</label>
        <label>beside ${choice(other ?? "", true, (chosen) => openAddress([name, chosen]))}</label>
        <button @click=${() => this.dialog.close()}>Close</button>
      </nav>
      <main class=${this.found.length > 1 ? "two" : "one"}>
        ${this.found.map((one) => {
          if ("sheet" in one)
            return html`<nuclide-sheet .sheet=${one.sheet} .endKeV=${endKeV}></nuclide-sheet>`;
          return html`<p role="status">${one.sentence}</p>`;
        })}
      </main>
    </dialog>`;
  }

  #followAddress = async () => {
    const names = namesInAddress();
    this.names = names;
    if (names.length === 0) {
      if (this.dialog.open) this.dialog.close();
      return;
    }
    if (!this.dialog.open) this.dialog.showModal();
    this.found = names.map((name) => ({ sentence: `Making the kernels of ${name} …` }));
    const found = await Promise.all(names.map((name) => this.#sheetOf(name)));
    if (this.names === names) this.found = found;
  };

  async #sheetOf(name: string): Promise<Found> {
    try {
      return { sheet: await this.#sheets.of(name) };
    } catch (error) {
      return { sentence: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** A sheet, or a sentence about why there is none yet. */
type Found = { readonly sheet: NuclideSheet } | { readonly sentence: string };

function choice(chosen: string, mayBeNone: boolean, choose: (name: string | undefined) => void) {
  return html`<select
    aria-label=${mayBeNone ? "Compare with" : "Nuclide"}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || undefined)}
  >
    ${mayBeNone ? html`<option value="" .selected=${chosen === ""}>none</option>` : null}
    ${nuclideNames.map(
      (name) => html`<option value=${name} .selected=${name === chosen}>${name}</option>`,
    )}
  </select>`;
}

const ADDRESS = /^#nuclide=(.+)$/;

const namesInAddress = (): string[] =>
  (ADDRESS.exec(decodeURIComponent(location.hash))?.[1]?.split(",") ?? [])
    .filter((name) => name !== "")
    .slice(0, 2);

function openAddress(names: readonly (string | undefined)[]): void {
  location.hash = `nuclide=${names.filter((name) => name !== undefined).join(",")}`;
}

/** The page stays where it is in the history; only the mark goes. */
function closeAddress(): void {
  if (namesInAddress().length === 0) return;
  history.pushState(null, "", location.pathname + location.search);
}

/** Letters meant for the dialog are no keys of the page below. */
const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
